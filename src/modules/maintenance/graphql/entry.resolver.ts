import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional, MoneyType } from '#platform/graphql';
import { CustomerLoaders } from '#modules/customers/graphql';
import { type Employee } from '#modules/identity';
import { EmployeeType, IdentityLoaders } from '#modules/identity/graphql';
import { ServiceRequestType, ServicesLoaders } from '#modules/services/graphql';
import {
  type Asset,
  type ChecklistAnswer,
  type Finding,
  type Labour,
  type Part,
  type PartUse,
  type Visit,
  type WorkOrder,
} from '../domain/facts.js';
import { AssetType } from './asset.types.js';
import { MaintenanceLoaders } from './loaders.js';
import { PartType } from './plan.types.js';
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
    private readonly loaders: MaintenanceLoaders,
    private readonly identity: IdentityLoaders,
    private readonly customers: CustomerLoaders,
  ) {}

  @ResolveField(() => WorkOrderType, WORK_ORDER)
  workOrder(@Parent() visit: Visit, @CurrentCtx() ctx: Ctx): Promise<WorkOrder | null> {
    return load(ctx, this.loaders.workOrderById, visit.workOrderId);
  }

  @ResolveField(() => EmployeeType, { description: 'Who comes.' })
  engineer(@Parent() visit: Visit, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return load(ctx, this.identity.employeeById, visit.engineerId);
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
  constructor(
    private readonly loaders: MaintenanceLoaders,
    private readonly identity: IdentityLoaders,
    private readonly services: ServicesLoaders,
  ) {}

  @ResolveField(() => WorkOrderType, WORK_ORDER)
  workOrder(@Parent() finding: Finding, @CurrentCtx() ctx: Ctx): Promise<WorkOrder | null> {
    return load(ctx, this.loaders.workOrderById, finding.workOrderId);
  }

  @ResolveField(() => AssetType, { nullable: true, description: 'At which asset; null when at none in particular.' })
  asset(@Parent() finding: Finding, @CurrentCtx() ctx: Ctx): Promise<Asset | null> {
    return loadOptional(ctx, this.loaders.assetById, finding.assetId);
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who found it; null when the system did.' })
  foundBy(@Parent() finding: Finding, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, finding.foundById);
  }

  @ResolveField(() => ServiceRequestType, {
    nullable: true,
    description: 'Request opened to have it mended; null without one, and for those who may not see service requests.',
  })
  followUp(@Parent() finding: Finding, @CurrentCtx() ctx: Ctx) {
    return loadOptional(ctx, this.services.serviceRequestById, finding.followUpId);
  }
}

@Resolver(() => PartUseType)
export class PartUseResolver {
  constructor(
    private readonly loaders: MaintenanceLoaders,
    private readonly identity: IdentityLoaders,
  ) {}

  @ResolveField(() => WorkOrderType, WORK_ORDER)
  workOrder(@Parent() use: PartUse, @CurrentCtx() ctx: Ctx): Promise<WorkOrder | null> {
    return load(ctx, this.loaders.workOrderById, use.workOrderId);
  }

  @ResolveField(() => PartType, { description: 'Which part.' })
  part(@Parent() use: PartUse, @CurrentCtx() ctx: Ctx): Promise<Part | null> {
    return load(ctx, this.loaders.partById, use.partId);
  }

  @ResolveField(() => MoneyType)
  unitPrice(@Parent() use: PartUse): MoneyType {
    return { amount: use.unitPrice, currency: use.currency };
  }

  @ResolveField(() => MoneyType)
  cost(@Parent() use: PartUse): MoneyType {
    return { amount: use.cost, currency: use.currency };
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who used it; null when the system did.' })
  usedBy(@Parent() use: PartUse, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, use.usedById);
  }
}

@Resolver(() => LabourType)
export class LabourResolver {
  constructor(
    private readonly loaders: MaintenanceLoaders,
    private readonly identity: IdentityLoaders,
  ) {}

  @ResolveField(() => WorkOrderType, WORK_ORDER)
  workOrder(@Parent() labour: Labour, @CurrentCtx() ctx: Ctx): Promise<WorkOrder | null> {
    return load(ctx, this.loaders.workOrderById, labour.workOrderId);
  }

  @ResolveField(() => EmployeeType, { description: 'Who spent it.' })
  employee(@Parent() labour: Labour, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return load(ctx, this.identity.employeeById, labour.employeeId);
  }
}

@Resolver(() => ChecklistAnswerType)
export class ChecklistAnswerResolver {
  constructor(private readonly identity: IdentityLoaders) {}

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who answered it; null when the system did.' })
  answeredBy(@Parent() answer: ChecklistAnswer, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, answer.answeredById);
  }
}
