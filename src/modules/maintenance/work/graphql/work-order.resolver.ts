import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Checks } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  CurrentCtx,
  InvalidInputError,
  load,
  loadOptional,
  moneyOf,
  MoneyType,
  PageArgs,
  TimeZone,
  type Connection,
  IdArg,
} from '#platform/graphql';
import { CustomerLoaders } from '#modules/customers/graphql';
import { LIMITS } from '../../basics/domain/values.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { WorkQueries, type WorkOrderOrder } from '../application/work.queries.js';
import { type Finding, type Labour, type PartUse, type Visit, type WorkOrder } from '../domain/facts.js';
import { WORK_MOVES, type WorkStatus } from '../domain/statuses.js';
import { WorkStatusEnum } from './work.enums.js';
import { CatalogueLoaders } from '../../catalogue/graphql/catalogue-loaders.js';
import { WorkLoaders } from './work-loaders.js';
import { WorkOrderFilterInput, WorkOrderOrderInput } from './work.inputs.js';
import {
  FindingType,
  LabourType,
  PartUseType,
  VisitType,
  WorkOrderConnection,
  WorkOrderItemType,
  WorkOrderType,
  WorkOrderViewerCanType,
} from './work.types.js';

const WITHDRAWN_TOO = {
  type: () => Boolean,
  defaultValue: false,
  description: 'With those that were withdrawn, which count for nothing.',
};

@Resolver(() => WorkOrderType)
export class WorkOrderResolver {
  constructor(
    private readonly queries: WorkQueries,
    private readonly loaders: WorkLoaders,
    private readonly catalogue: CatalogueLoaders,
    private readonly policy: MaintenancePolicy,
  ) {}

  @Query(() => WorkOrderType, {
    nullable: true,
    description: 'A work order by its id or its number; null when there is none that you may see.',
  })
  @Requires('maintenance.read')
  workOrder(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'WorkOrder', { nullable: true, description: 'Its id; give this or the number.' }) id?: string | null,
    @Args('number', { type: () => String, nullable: true, description: 'Its number, such as W-000123.' })
    number?: string | null,
  ): Promise<WorkOrder | null> {
    if ((id == null) === (number == null))
      throw new InvalidInputError([{ code: 'ONE_OF', field: 'id', params: { fields: 'id, number' } }]);
    return id != null ? load(ctx, this.loaders.workOrderById, id) : this.queries.byNumber(ctx, number ?? '');
  }

  @Query(() => WorkOrderConnection, {
    description: 'Work orders within reach of your `maintenance.read` and your own; the latest first by default.',
  })
  @Requires('maintenance.read')
  workOrders(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => WorkOrderFilterInput, nullable: true, description: 'Which; defaults to all.' })
    filter?: WorkOrderFilterInput | null,
    @Args('orderBy', { type: () => WorkOrderOrderInput, nullable: true, description: 'In which order.' })
    orderBy?: WorkOrderOrder | null,
  ): Promise<Connection<WorkOrder>> {
    const wrong = new Checks().text('filter.text', filter?.text, { ...LIMITS.search, optional: true }).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    return this.queries.list(ctx, filter ?? {}, page, orderBy ?? undefined);
  }

  @ResolveField(() => [WorkStatusEnum], {
    description: 'The statuses that may follow, as far as the rules of moves go.',
  })
  allowedMoves(@Parent() order: WorkOrder): readonly WorkStatus[] {
    return WORK_MOVES[order.status];
  }

  @ResolveField(() => [WorkOrderItemType], {
    description: 'The checklist it goes by, in order, with the answers; empty when it has none.',
  })
  async checklist(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<WorkOrderItemType[]> {
    const version = await loadOptional(ctx, this.catalogue.checklistVersionById, order.checklistVersionId);
    if (!version) return [];
    const answers = new Map((await load(ctx, this.loaders.answersOf, order.id)).map((a) => [a.itemKey, a]));
    return version.items.map((item) => ({ item, answer: answers.get(item.key) ?? null }));
  }

  @ResolveField(() => [VisitType], { description: 'Visits, in order of time.' })
  visits(
    @Parent() { id }: WorkOrder,
    @CurrentCtx() ctx: Ctx,
    @Args('withdrawnToo', WITHDRAWN_TOO) withdrawnToo: boolean,
  ): Promise<Visit[]> {
    return this.loaders.visitsOf(ctx, id, withdrawnToo);
  }

  @ResolveField(() => [FindingType], { description: 'What was found, in the order in which it was recorded.' })
  findings(
    @Parent() { id }: WorkOrder,
    @CurrentCtx() ctx: Ctx,
    @Args('withdrawnToo', WITHDRAWN_TOO) withdrawnToo: boolean,
  ): Promise<Finding[]> {
    return this.loaders.findingsOf(ctx, id, withdrawnToo);
  }

  @ResolveField(() => [PartUseType], { description: 'Parts that were used, in the order in which they were recorded.' })
  parts(
    @Parent() { id }: WorkOrder,
    @CurrentCtx() ctx: Ctx,
    @Args('withdrawnToo', WITHDRAWN_TOO) withdrawnToo: boolean,
  ): Promise<PartUse[]> {
    return this.loaders.partsOf(ctx, id, withdrawnToo);
  }

  @ResolveField(() => [MoneyType], { description: 'What the parts cost, one amount per currency.' })
  async partsCost(@Parent() { id }: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<MoneyType[]> {
    return (await load(ctx, this.loaders.costsOf, id)).map(({ cost, currency }) => moneyOf(cost, currency));
  }

  @ResolveField(() => [LabourType], { description: 'Time that was spent, in the order in which it was recorded.' })
  labour(
    @Parent() { id }: WorkOrder,
    @CurrentCtx() ctx: Ctx,
    @Args('withdrawnToo', WITHDRAWN_TOO) withdrawnToo: boolean,
  ): Promise<Labour[]> {
    return this.loaders.labourOf(ctx, id, withdrawnToo);
  }

  @ResolveField(() => WorkOrderViewerCanType, {
    description: 'What the viewer may do with it, so that front ends offer no more.',
  })
  async viewerCan(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<WorkOrderViewerCanType> {
    return {
      work: await this.policy.may(ctx, 'maintenance.work', order),
      plan: await this.policy.may(ctx, 'maintenance.plan', order),
    };
  }
}

@Resolver(() => WorkOrderType)
export class WorkOrderRelationsResolver {
  constructor(private readonly customers: CustomerLoaders) {}

  @ResolveField(() => TimeZone, { nullable: true, description: 'Zone of the site; null when the branch is not known.' })
  async timeZone(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<string | null> {
    return (await loadOptional(ctx, this.customers.branchById, order.branchId))?.timeZone ?? null;
  }
}
