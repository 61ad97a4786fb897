import { Readable } from 'node:stream';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { uuidv7 } from '#kernel';
import { ANONYMOUS, assertAccess, AUTHENTICATOR, type Authenticator } from '#platform/access';
import { type Ctx } from '#platform/context';
import { chooseLocale, fromGlobalId, GRAPHQL_REPORT, presentError, type ReportError } from '#platform/graphql';
import { ProofQueries } from '../application/proof.queries.js';
import { ProofStore } from '../application/proof-store.js';
import { SLA } from '../../sla.permissions.js';
import { PROOF_PATH } from './proof.resolver.js';

const STATUS: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403 };

/** Lets proofs be downloaded: a file of hundreds of megabytes is no field of an answer. Outside Nest's routes. */
@Injectable()
export class ProofDownload implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(AUTHENTICATOR) private readonly authenticator: Authenticator,
    @Inject(GRAPHQL_REPORT) private readonly report: ReportError,
    private readonly queries: ProofQueries,
    private readonly store: ProofStore,
  ) {}

  onModuleInit(): void {
    const app = this.host.httpAdapter.getInstance<FastifyInstance>();
    app.get<{ Params: { id: string } }>(`${PROOF_PATH}:id`, (request, reply) => this.serve(request, reply));
  }

  private async serve(request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const locale = chooseLocale(request.headers['accept-language']);
    const requestId = uuidv7();
    try {
      const actor = (await this.authenticator.authenticate(request.headers.authorization)) ?? ANONYMOUS;
      const ctx: Ctx = { requestId, actor, via: 'api', locale, ip: request.ip, memo: new Map() };
      assertAccess(ctx, { kind: 'permission', permission: SLA['sla.prove'] });
      const id = fromGlobalId(request.params.id);
      const proof = id?.type === 'SlaProof' ? (await this.queries.byIds(ctx, [id.id])).get(id.id) : undefined;
      if (proof?.status !== 'READY') return reply.code(404).send({ error: 'There is no such proof that is ready.' });
      return reply
        .headers({
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(proof.bytes),
          'content-disposition': `attachment; filename="sla-proof-${proof.id}.json"`,
          'cache-control': 'private, no-store',
        })
        .send(Readable.from(this.store.text(proof.id)));
    } catch (error) {
      const shown = presentError(error, { requestId, locale }, (cause) => this.report(cause, undefined));
      return reply.code(STATUS[String(shown.extensions['code'])] ?? 500).send({ error: shown.message });
    }
  }
}
