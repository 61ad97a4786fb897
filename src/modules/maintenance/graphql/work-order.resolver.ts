import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Checks } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  CurrentCtx,
  decodeId,
  InvalidInputError,
  load,
  loadOptional,
  MoneyType,
  PageArgs,
  TimeZone,
  type Connection,
} from '#platform/graphql';
import { type Branch, type Customer, type Job } from '#modules/customers';
import { BranchType, CustomerLoaders, CustomerType, JobType } from '#modules/customers/graphql';
import { type Employee, type Office, type Team } from '#modules/identity';
import { EmployeeType, IdentityLoaders, OfficeType, TeamType } from '#modules/identity/graphql';
import { ServiceRequestType, ServicesLoaders } from '#modules/services/graphql';
import { MaintenancePolicy } from '../application/maintenance.policy.js';
import { WorkQueries } from '../application/work.queries.js';
import {
  type Asset,
  type Finding,
  type Labour,
  type PartUse,
  type Plan,
  type Visit,
  type WorkOrder,
} from '../domain/facts.js';
import { WORK_MOVES, type WorkStatus } from '../domain/values.js';
import { AssetType } from './asset.types.js';
import { decoded } from './decode.js';
import { WorkStatusEnum } from './enums.js';
import { MaintenanceLoaders } from './loaders.js';
import { PlanType } from './plan.types.js';
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

@Resolver(() => WorkOrderType)
export class WorkOrderResolver {
  constructor(
    private readonly queries: WorkQueries,
    private readonly loaders: MaintenanceLoaders,
    private readonly policy: MaintenancePolicy,
  ) {}

  @Query(() => WorkOrderType, {
    nullable: true,
    description: 'A work order by its id or its number; null when there is none that you may see.',
  })
  @Requires('maintenance.read')
  workOrder(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, nullable: true, description: 'Its id; give this or the number.' }) id?: string | null,
    @Args('number', { type: () => String, nullable: true, description: 'Its number, such as W-000123.' })
    number?: string | null,
  ): Promise<WorkOrder | null> {
    if ((id == null) === (number == null)) throw new InvalidInputError([{ code: 'ID_OR_NUMBER', field: 'id' }]);
    return id != null
      ? load(ctx, this.loaders.workOrderById, decodeId('WorkOrder', id, 'id'))
      : this.queries.byNumber(ctx, number ?? '');
  }

  @Query(() => WorkOrderConnection, {
    description: 'Work orders within reach of your `maintenance.read` and your own; the latest first unless told.',
  })
  @Requires('maintenance.read')
  workOrders(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => WorkOrderFilterInput, nullable: true, description: 'Which; all unless told.' })
    filter?: WorkOrderFilterInput | null,
    @Args('orderBy', { type: () => WorkOrderOrderInput, nullable: true, description: 'In which order.' })
    orderBy?: WorkOrderOrderInput | null,
  ): Promise<Connection<WorkOrder>> {
    const wrong = new Checks().text('filter.text', filter?.text, { optional: true }).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    return this.queries.list(ctx, decoded(filter ?? {}, '', 'filter.'), page, orderBy ?? undefined);
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
    const version = await loadOptional(ctx, this.loaders.checklistVersionById, order.checklistVersionId);
    if (!version) return [];
    const answers = new Map((await load(ctx, this.loaders.answersOf, order.id)).map((a) => [a.itemKey, a]));
    return version.items.map((item) => ({ item, answer: answers.get(item.key) ?? null }));
  }

  @ResolveField(() => [VisitType], { description: 'Visits, in order of time.' })
  visits(@Parent() { id }: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Visit[]> {
    return load(ctx, this.loaders.visitsOf, id);
  }

  @ResolveField(() => [FindingType], { description: 'What was found, in the order in which it was recorded.' })
  findings(@Parent() { id }: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Finding[]> {
    return load(ctx, this.loaders.findingsOf, id);
  }

  @ResolveField(() => [PartUseType], { description: 'Parts that were used, in the order in which they were recorded.' })
  parts(@Parent() { id }: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<PartUse[]> {
    return load(ctx, this.loaders.partsOf, id);
  }

  @ResolveField(() => [MoneyType], { description: 'What the parts cost, one amount per currency.' })
  async partsCost(@Parent() { id }: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<MoneyType[]> {
    return (await load(ctx, this.loaders.costsOf, id)).map(({ cost, currency }) => ({ amount: cost, currency }));
  }

  @ResolveField(() => [LabourType], { description: 'Time that was spent, in the order in which it was recorded.' })
  labour(@Parent() { id }: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Labour[]> {
    return load(ctx, this.loaders.labourOf, id);
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
  constructor(
    private readonly loaders: MaintenanceLoaders,
    private readonly customers: CustomerLoaders,
    private readonly identity: IdentityLoaders,
    private readonly services: ServicesLoaders,
  ) {}

  @ResolveField(() => CustomerType, { description: 'Customer it is done for.' })
  customer(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Customer | null> {
    return load(ctx, this.customers.customerById, order.customerId);
  }

  @ResolveField(() => BranchType, { nullable: true, description: 'Branch it is done at; null when not known.' })
  branch(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Branch | null> {
    return loadOptional(ctx, this.customers.branchById, order.branchId);
  }

  @ResolveField(() => TimeZone, { nullable: true, description: 'Zone of the site; null when the branch is not known.' })
  async timeZone(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<string | null> {
    return (await loadOptional(ctx, this.customers.branchById, order.branchId))?.timeZone ?? null;
  }

  @ResolveField(() => JobType, { nullable: true, description: 'Job it is done under; null without one.' })
  job(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Job | null> {
    return loadOptional(ctx, this.customers.jobById, order.jobId);
  }

  @ResolveField(() => OfficeType, { description: 'Office it belongs to.' })
  office(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Office | null> {
    return load(ctx, this.identity.officeById, order.officeId);
  }

  @ResolveField(() => AssetType, { nullable: true, description: 'Asset it is done at; null without one.' })
  asset(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Asset | null> {
    return loadOptional(ctx, this.loaders.assetById, order.assetId);
  }

  @ResolveField(() => ServiceRequestType, {
    nullable: true,
    description: 'Service request it is done for; null without one, and for those who may not see service requests.',
  })
  request(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx) {
    return loadOptional(ctx, this.services.serviceRequestById, order.requestId);
  }

  @ResolveField(() => PlanType, { nullable: true, description: 'Plan that made it; null when somebody did.' })
  plan(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Plan | null> {
    return loadOptional(ctx, this.loaders.planById, order.planId);
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who is to do it; null while nobody is.' })
  assignee(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, order.assigneeId);
  }

  @ResolveField(() => TeamType, { nullable: true, description: 'Team that is to do it; null while none is.' })
  team(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Team | null> {
    return loadOptional(ctx, this.identity.teamById, order.teamId);
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who made it; null when a plan did.' })
  createdBy(@Parent() order: WorkOrder, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, order.createdById);
  }
}
