import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional, MoneyType } from '#platform/graphql';
import { CustomerLoaders } from '#modules/customers/graphql';
import { type Finding, type Labour, type PartUse, type Visit, type WorkOrder } from '../domain/facts.js';
import { WorkLoaders } from './work-loaders.js';
import {
  ChecklistAnswerType,
  FindingType,
  LabourType,
  PartUseType,
  VisitAtSiteType,
  VisitType,
  WorkOrderType,
} from './work.types.js';

const WORK_ORDER = { description: 'Work order it belongs to.' };

@Resolver(() => VisitType)
export class VisitResolver {
  constructor(
    private readonly loaders: WorkLoaders,
    private readonly customers: CustomerLoaders,
  ) {}

  @ResolveField(() => WorkOrderType, WORK_ORDER)
  workOrder(@Parent() visit: Visit, @CurrentCtx() ctx: Ctx): Promise<WorkOrder | null> {
    return load(ctx, this.loaders.workOrderById, visit.workOrderId);
  }

  @ResolveField(() => VisitAtSiteType, {
    nullable: true,
    description: 'Its times by the clocks of the site; null when the branch is not known.',
  })
  async atSite(@Parent() visit: Visit, @CurrentCtx() ctx: Ctx): Promise<VisitAtSiteType | null> {
    const order = await load(ctx, this.loaders.workOrderById, visit.workOrderId);
    const branch = await loadOptional(ctx, this.customers.branchById, order?.branchId);
    if (!branch) return null;
    const shown = (at: Date | null): string | null => {
      if (at === null) return null;
      const { date, time } = wallTimeAt(branch.timeZone, at.getTime());
      return `${date} ${time.slice(0, 5)}`;
    };
    return {
      timeZone: branch.timeZone,
      plannedFrom: shown(visit.plannedFrom),
      plannedTo: shown(visit.plannedTo),
      arrived: shown(visit.arrivedAt),
      departed: shown(visit.departedAt),
    };
  }
}

@Resolver(() => FindingType)
export class FindingResolver {
  constructor(private readonly loaders: WorkLoaders) {}

  @ResolveField(() => WorkOrderType, WORK_ORDER)
  workOrder(@Parent() finding: Finding, @CurrentCtx() ctx: Ctx): Promise<WorkOrder | null> {
    return load(ctx, this.loaders.workOrderById, finding.workOrderId);
  }
}

@Resolver(() => PartUseType)
export class PartUseResolver {
  constructor(private readonly loaders: WorkLoaders) {}

  @ResolveField(() => WorkOrderType, WORK_ORDER)
  workOrder(@Parent() use: PartUse, @CurrentCtx() ctx: Ctx): Promise<WorkOrder | null> {
    return load(ctx, this.loaders.workOrderById, use.workOrderId);
  }

  @ResolveField(() => MoneyType)
  unitPrice(@Parent() use: PartUse): MoneyType {
    return { amount: use.unitPrice, currency: use.currency };
  }

  @ResolveField(() => MoneyType)
  cost(@Parent() use: PartUse): MoneyType {
    return { amount: use.cost, currency: use.currency };
  }
}

@Resolver(() => LabourType)
export class LabourResolver {
  constructor(private readonly loaders: WorkLoaders) {}

  @ResolveField(() => WorkOrderType, WORK_ORDER)
  workOrder(@Parent() labour: Labour, @CurrentCtx() ctx: Ctx): Promise<WorkOrder | null> {
    return load(ctx, this.loaders.workOrderById, labour.workOrderId);
  }
}

@Resolver(() => ChecklistAnswerType)
export class ChecklistAnswerResolver {}
