import { Injectable } from '@nestjs/common';
import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  CurrentCtx,
  decodeId,
  decodeOptionalId,
  byId,
  defineLoader,
  load,
  loadOptional,
  Mutations,
  PageArgs,
  type Connection,
  type LoaderDefinition,
} from '#platform/graphql';
import { type PageRequest } from '#platform/paging';
import { CustomerLoaders, CustomerType } from '#modules/customers/graphql';
import { EmployeeType, IdentityLoaders } from '#modules/identity/graphql';
import { ServiceRequestType, ServicesLoaders } from '#modules/services/graphql';
import { ApproveCredits } from '../application/credits-approve.js';
import { CreditsQueries, type CreditBreachRow, type CreditRow } from '../application/credits-queries.js';
import { CreditsStatements, type CreditLine, type CreditStatement } from '../application/credits-statements.js';
import {
  ApproveSlaCreditStatementInput,
  SlaCreditBreachConnection,
  SlaCreditBreachType,
  SlaCreditConnection,
  SlaCreditFilterInput,
  SlaCreditStatementLineConnection,
  SlaCreditStatementLineType,
  SlaCreditStatementPayload,
  SlaCreditStatementType,
  SlaCreditType,
} from './credits.types.js';
import { TermsLoaders } from '../../terms/graphql/terms.loaders.js';
import { SlaTermsType, SlaTermsVersionType } from '../../terms/graphql/terms.types.js';

const plain = ({ first, after, last, before }: PageRequest): PageRequest => ({ first, after, last, before });

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

  breaches(ctx: Ctx, row: CreditRow, page: PageRequest): Promise<Connection<CreditBreachRow>> {
    const args = plain(page);
    return this.shared(ctx, ['breaches', args], textOf(row), (keys) => this.queries.breachesOf(keys.map(ofText), args));
  }

  lines(ctx: Ctx, id: string, page: PageRequest): Promise<Connection<CreditLine>> {
    const args = plain(page);
    return this.shared(ctx, ['lines', args], id, (ids) => this.statements.linesOf(ids, args));
  }

  /** The same page of many takes one statement of SQL. */
  private shared<V>(
    ctx: Ctx,
    asked: readonly unknown[],
    key: string,
    batch: (keys: readonly string[]) => Promise<V[]>,
  ): Promise<V> {
    const name = `sla.credits ${JSON.stringify(asked)}`;
    let loader = ctx.memo.get(name) as LoaderDefinition<string, V> | undefined;
    if (!loader) ctx.memo.set(name, (loader = defineLoader<V>((_ctx, keys) => batch(keys))));
    return load(ctx, loader, key);
  }
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
      'Service credits per customer, terms and period, earliest period first: of customers of the offices that the permission reaches.',
  })
  @Requires('sla.read-credits')
  slaCredits(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => SlaCreditFilterInput, description: 'Which of them.' }) filter: SlaCreditFilterInput,
  ): Promise<Connection<CreditRow>> {
    return this.queries.list(ctx, page, {
      from: filter.from,
      to: filter.to,
      customerId: decodeOptionalId('Customer', filter.customerId, 'filter.customerId'),
      termsId: decodeOptionalId('SlaTerms', filter.termsId, 'filter.termsId'),
    });
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
    const { period, periodStart, currency, credit } = input;
    const work = () =>
      this.approving.run(ctx, {
        ...{ period, periodStart, currency, credit },
        customerId: decodeId('Customer', input.customerId, 'customerId'),
        termsId: decodeId('SlaTerms', input.termsId, 'termsId'),
      });
    return this.mutations.run(ctx, input, 'statement', work, ({ id }) => load(ctx, this.loaders.statementById, id));
  }

  @ResolveField(() => SlaCreditBreachConnection, { description: 'The breaches behind it, as they happened.' })
  breachList(
    @Parent() row: CreditRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<CreditBreachRow>> {
    return this.loaders.breaches(ctx, row, page);
  }

  @ResolveField(() => [SlaCreditStatementType], { description: 'What was approved for it, in order; none before.' })
  statements(@Parent() row: CreditRow, @CurrentCtx() ctx: Ctx): Promise<CreditStatement[]> {
    return load(ctx, this.loaders.statementsOf, textOf(row));
  }
}

@Resolver(() => SlaCreditType)
export class CreditFieldsResolver {
  constructor(
    private readonly customers: CustomerLoaders,
    private readonly sla: TermsLoaders,
  ) {}

  @ResolveField(() => CustomerType, { nullable: true, description: 'Who gets it; null when it may not be seen.' })
  customer(@Parent() { customerId }: CreditRow, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return load<object | null>(ctx, this.customers.customerById, customerId);
  }

  @ResolveField(() => SlaTermsType, { nullable: true, description: 'Under which terms.' })
  terms(@Parent() { termsId }: CreditRow, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return load<object | null>(ctx, this.sla.termsById, termsId);
  }
}

@Resolver(() => SlaCreditStatementType)
export class CreditStatementResolver {
  constructor(
    private readonly loaders: CreditsLoaders,
    private readonly customers: CustomerLoaders,
    private readonly identity: IdentityLoaders,
    private readonly sla: TermsLoaders,
  ) {}

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

  @ResolveField(() => CustomerType, { nullable: true, description: 'Who gets it; null when it may not be seen.' })
  customer(@Parent() { customerId }: CreditStatement, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return load<object | null>(ctx, this.customers.customerById, customerId);
  }

  @ResolveField(() => SlaTermsType, { nullable: true, description: 'Under which terms.' })
  terms(@Parent() { termsId }: CreditStatement, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return load<object | null>(ctx, this.sla.termsById, termsId);
  }

  @ResolveField(() => SlaTermsVersionType, { nullable: true, description: 'The version whose fee and cap counted.' })
  termsVersion(@Parent() { termsVersionId }: CreditStatement, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return load<object | null>(ctx, this.sla.termsVersionById, termsVersionId);
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who approved it; null for the system.' })
  approvedBy(@Parent() { approvedById }: CreditStatement, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.identity.employeeById, approvedById);
  }
}

@Resolver(() => SlaCreditBreachType)
export class CreditBreachResolver {
  constructor(private readonly services: ServicesLoaders) {}

  @ResolveField(() => ServiceRequestType, { nullable: true, description: 'The request; null when it may not be seen.' })
  request(@Parent() { requestId }: CreditBreachRow, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return load<object | null>(ctx, this.services.serviceRequestById, requestId);
  }
}

@Resolver(() => SlaCreditStatementLineType)
export class CreditLineResolver {
  constructor(private readonly services: ServicesLoaders) {}

  @ResolveField(() => ServiceRequestType, { nullable: true, description: 'The request; null when it may not be seen.' })
  request(@Parent() { requestId }: CreditLine, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return load<object | null>(ctx, this.services.serviceRequestById, requestId);
  }

  @ResolveField()
  takenBack(@Parent() { sign }: CreditLine): boolean {
    return sign === -1;
  }
}
