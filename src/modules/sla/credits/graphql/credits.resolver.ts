import { Injectable } from '@nestjs/common';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  Costs,
  CurrentCtx,
  byId,
  defineLoader,
  load,
  Mutations,
  PageArgs,
  pagesByParent,
  type Connection,
  commandOf,
} from '#platform/graphql';
import { ApproveCredits } from '../application/credits-approve.js';
import { CreditsQueries, type CreditBreachRow, type CreditRow } from '../application/credits-queries.js';
import { CreditsStatements, type CreditLine, type CreditStatement } from '../application/credits-statements.js';
import {
  ApproveSlaCreditStatementInput,
  SlaCreditBreachConnection,
  SlaCreditConnection,
  SlaCreditFilterInput,
  SlaCreditStatementLineConnection,
  SlaCreditStatementLineType,
  SlaCreditStatementPayload,
  SlaCreditStatementType,
  SlaCreditType,
} from './credits.types.js';

/** Loaders of service credits. */
@Injectable()
export class CreditsLoaders {
  constructor(
    private readonly queries: CreditsQueries,
    private readonly statements: CreditsStatements,
  ) {}

  /** The statement, or null when there is none or the viewer may not see it. */
  readonly statementById = byId((ids, ctx) => this.statements.byIds(ctx, ids));

  /** What was approved for a row so far. */
  readonly statementsOf = defineLoader<CreditStatement[]>((_ctx, keys) => this.statements.ofPeriods(keys.map(ofText)));

  /** By the texts of rows. */
  readonly breaches = pagesByParent((_ctx, keys, page) => this.queries.breachesOf(keys.map(ofText), page));

  readonly lines = pagesByParent((_ctx, ids, page) => this.statements.linesOf(ids, page));
}

type PeriodOfRow = Pick<CreditRow, 'customerId' | 'termsId' | 'period' | 'periodStart' | 'currency' | 'from' | 'to'>;

/** A row as the key of a loader. */
export function textOf({ customerId, termsId, period, periodStart, currency, from, to }: PeriodOfRow): string {
  return JSON.stringify({ customerId, termsId, period, periodStart, currency, from, to });
}

function ofText(text: string): PeriodOfRow {
  const { from, to, ...key } = JSON.parse(text) as PeriodOfRow & { from: string; to: string };
  return { ...key, from: new Date(from), to: new Date(to) };
}

@Resolver(() => SlaCreditType)
export class CreditsResolver {
  constructor(
    private readonly queries: CreditsQueries,
    private readonly approving: ApproveCredits,
    private readonly loaders: CreditsLoaders,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => SlaCreditConnection, {
    description:
      'Service credits per customer, terms and period, earliest period first: of customers of the offices that the permission reaches. Left out: breaches under terms without credits, breaches that a replay withdrew, and clocks cancelled before they were due.',
  })
  @Requires('sla.read-credits')
  @Costs(500)
  slaCredits(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => SlaCreditFilterInput, description: 'Which of them.' }) filter: SlaCreditFilterInput,
  ): Promise<Connection<CreditRow>> {
    return this.queries.list(ctx, page, filter);
  }

  @Mutation(() => SlaCreditStatementPayload, {
    description:
      'Fixes the service credits of a period that is over. Approved again after something has changed, it makes a further statement of the difference.',
  })
  @Requires('sla.approve-credits')
  approveSlaCreditStatement(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What to do.' }) input: ApproveSlaCreditStatementInput,
  ) {
    return this.mutations.run(ctx, input, 'statement', () => this.approving.run(ctx, commandOf(input)));
  }

  @ResolveField(() => SlaCreditBreachConnection, { description: 'The breaches behind it, as they happened.' })
  breachList(
    @Parent() row: CreditRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<CreditBreachRow>> {
    return this.loaders.breaches(ctx, textOf(row), page);
  }

  @ResolveField(() => [SlaCreditStatementType], { description: 'What was approved for it, in order; none before.' })
  statements(@Parent() row: CreditRow, @CurrentCtx() ctx: Ctx): Promise<CreditStatement[]> {
    return load(ctx, this.loaders.statementsOf, textOf(row));
  }
}

@Resolver(() => SlaCreditStatementType)
export class CreditStatementResolver {
  constructor(private readonly loaders: CreditsLoaders) {}

  @ResolveField(() => SlaCreditStatementLineConnection, {
    description: 'The breaches that it counts, as they happened; of a later statement those that came or went.',
  })
  lines(
    @Parent() { id }: CreditStatement,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<CreditLine>> {
    return this.loaders.lines(ctx, id, page);
  }
}

@Resolver(() => SlaCreditStatementLineType)
export class CreditLineResolver {
  @ResolveField()
  takenBack(@Parent() { sign }: CreditLine): boolean {
    return sign === -1;
  }
}
