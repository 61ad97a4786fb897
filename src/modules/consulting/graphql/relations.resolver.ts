import { Parent, ResolveField, Resolver, Args } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection } from '#platform/graphql';
import { CustomerLoaders, PersonType } from '#modules/customers/graphql';
import { EmployeeType, IdentityLoaders } from '#modules/identity/graphql';
import {
  type AdviceRow,
  type DeliverableRow,
  type EngagementRow,
  type MemberRow,
  type OutcomeRow,
  type ProductRow,
  type RevisionRow,
  type RoundRow,
} from '../application/rows.js';
import { ConsultingLoaders } from './loaders.js';
import {
  AdviceConnection,
  AdviceOutcomeType,
  AdviceRevisionType,
  AdviceType,
  DeliverableConnection,
  DeliverableRoundType,
  DeliverableType,
  EngagementMemberType,
  EngagementType,
  ProductRecordType,
  ProductType,
} from './types.js';

const NOTHING = { recommended: 0, followed: 0, good: 0, mixed: 0, wrong: 0, wrongShare: null };

@Resolver(() => EngagementType)
export class EngagementFieldsResolver {
  constructor(private readonly loaders: ConsultingLoaders) {}
  @ResolveField(() => [EngagementMemberType], { description: 'The team.' })
  members(@Parent() { id }: EngagementRow, @CurrentCtx() ctx: Ctx): Promise<MemberRow[]> {
    return load(ctx, this.loaders.membersByEngagement, id);
  }
  @ResolveField(() => DeliverableConnection, { description: 'What it delivers, the one due soonest first.' })
  deliverables(
    @Parent() { id }: EngagementRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<DeliverableRow>> {
    return this.loaders.deliverables(ctx, id, page);
  }
  @ResolveField(() => AdviceConnection, { description: 'Advice given in it, the latest first.' })
  advice(
    @Parent() { id }: EngagementRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<AdviceRow>> {
    return this.loaders.advice(ctx, id, page, 'engagement');
  }
}

@Resolver(() => DeliverableType)
export class DeliverableFieldsResolver {
  constructor(private readonly loaders: ConsultingLoaders) {}
  @ResolveField(() => [DeliverableRoundType], { description: 'Each time it was handed over, the first first.' })
  rounds(@Parent() { id }: DeliverableRow, @CurrentCtx() ctx: Ctx): Promise<RoundRow[]> {
    return load(ctx, this.loaders.roundsByDeliverable, id);
  }
}

@Resolver(() => ProductType)
export class ProductFieldsResolver {
  constructor(private readonly loaders: ConsultingLoaders) {}

  @ResolveField(() => ProductRecordType, { description: 'How it turned out where it was recommended.' })
  async record(@Parent() { id }: ProductRow, @CurrentCtx() ctx: Ctx): Promise<ProductRecordType> {
    return (await load(ctx, this.loaders.recordByProduct, id)) ?? NOTHING;
  }
}

@Resolver(() => AdviceType)
export class AdviceFieldsResolver {
  constructor(
    private readonly loaders: ConsultingLoaders,
    private readonly customers: CustomerLoaders,
    private readonly identity: IdentityLoaders,
  ) {}
  @ResolveField(() => [PersonType], { description: 'To whom it was given; without those that may not be seen.' })
  async recipients(@Parent() { id }: AdviceRow, @CurrentCtx() ctx: Ctx): Promise<object[]> {
    const rows = await load(ctx, this.loaders.recipientsByAdvice, id);
    const found = await Promise.all(rows.map((r) => load<object | null>(ctx, this.customers.personById, r.personId)));
    return found.filter((person) => person !== null);
  }
  @ResolveField(() => [EmployeeType], { description: 'Who gave it.' })
  async advisers(@Parent() { id }: AdviceRow, @CurrentCtx() ctx: Ctx): Promise<object[]> {
    const rows = await load(ctx, this.loaders.advisersByAdvice, id);
    const found = await Promise.all(
      rows.map((r) => load<object | null>(ctx, this.identity.employeeById, r.employeeId)),
    );
    return found.filter((employee) => employee !== null);
  }
  @ResolveField(() => [AdviceRevisionType], { description: 'Everything it ever said, the first first.' })
  revisions(@Parent() { id }: AdviceRow, @CurrentCtx() ctx: Ctx): Promise<RevisionRow[]> {
    return load(ctx, this.loaders.revisionsByAdvice, id);
  }
  @ResolveField(() => [AdviceOutcomeType], { description: 'What became of it, in the order in which it was seen.' })
  outcomes(@Parent() { id }: AdviceRow, @CurrentCtx() ctx: Ctx): Promise<OutcomeRow[]> {
    return load(ctx, this.loaders.outcomesByAdvice, id);
  }
}
