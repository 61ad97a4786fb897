import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Public, Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  Costs,
  CurrentCtx,
  byId,
  load,
  messageOf,
  Mutations,
  NodeRegistry,
  PageArgs,
  toGlobalId,
  type Connection,
  IdArg,
} from '#platform/graphql';
import { ProofKeys, type ProofKey } from '../application/proof-keys.js';
import { RequestProof } from '../application/proof-request.js';
import { ProofQueries, type ProofRow } from '../application/proof.queries.js';
import {
  RequestSlaProofInput,
  RequestSlaProofPayload,
  SlaProofConnection,
  SlaProofKeyType,
  SlaProofType,
} from './proof.types.js';

/** Where the file of a proof is downloaded. */
export const PROOF_PATH = '/sla-proofs/';

@Injectable()
export class ProofLoaders implements OnModuleInit {
  constructor(
    private readonly queries: ProofQueries,
    private readonly nodes: NodeRegistry,
  ) {}

  onModuleInit(): void {
    this.nodes.register('SlaProof', this.proofById);
  }

  /** Null for one that may not be seen. */
  readonly proofById = byId((ids, ctx) => this.queries.byIds(ctx, ids));
}

@Resolver(() => SlaProofType)
export class ProofResolver {
  constructor(
    private readonly requesting: RequestProof,
    private readonly queries: ProofQueries,
    private readonly keys: ProofKeys,
    private readonly loaders: ProofLoaders,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => SlaProofType, {
    nullable: true,
    description: 'A proof, and how far it is; null when there is none or its customer is out of your reach.',
  })
  @Requires('sla.prove')
  slaProof(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'SlaProof', { description: 'Which proof.' }) id: string,
  ): Promise<ProofRow | null> {
    return load(ctx, this.loaders.proofById, id);
  }

  @Query(() => SlaProofConnection, { description: 'Proofs of the customers that you may access, the latest first.' })
  @Requires('sla.prove')
  slaProofs(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @IdArg('customerId', 'Customer', { nullable: true, description: 'About this customer and those below it.' })
    customerId?: string | null,
  ): Promise<Connection<ProofRow>> {
    return this.queries.list(ctx, page, customerId ?? null);
  }

  @Query(() => [SlaProofKeyType], {
    description:
      'The public keys of SLA proofs, the present one first. For everybody: with them a customer knows that a proof is ours.',
  })
  @Public()
  async slaProofKeys(): Promise<(Omit<ProofKey, 'id'> & { keyId: string })[]> {
    return (await this.keys.all()).map(({ id, ...key }) => ({ ...key, keyId: id }));
  }

  @Mutation(() => RequestSlaProofPayload, {
    description: 'Has a proof made, in the background: ask slaProof how far it is.',
  })
  @Requires('sla.prove')
  @Costs(5_000)
  requestSlaProof(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which proof to make.' }) input: RequestSlaProofInput,
  ) {
    const { customerId, from, to } = input;
    return this.mutations.run(ctx, input, 'proof', () => this.requesting.run(ctx, { customerId, from, to }));
  }
}

@Resolver(() => SlaProofType)
export class ProofFieldsResolver {
  @ResolveField(() => String, { nullable: true, description: 'Why it failed, in your language; null when it did not.' })
  failure(@Parent() { failure }: ProofRow, @CurrentCtx() ctx: Ctx): string | null {
    return failure && messageOf(failure, ctx.language ?? ctx.locale);
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Path of the file on this server, to be fetched with the same Authorization header; null until it is ready.',
  })
  downloadPath(@Parent() { id, status }: ProofRow): string | null {
    return status === 'READY' ? `${PROOF_PATH}${toGlobalId('SlaProof', id)}` : null;
  }
}
