import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional, moneyOf, MoneyType } from '#platform/graphql';
import { CustomerLoaders } from '#modules/customers/graphql';
import { type Correction } from '../../basics/domain/correction.js';
import { CorrectionLoaders } from '../../basics/graphql/correction-loaders.js';
import { CORRECTIONS, CorrectionType } from '../../basics/graphql/correction.types.js';
import { type Finding, type Labour, type PartUse, type Visit } from '../domain/facts.js';
import { WorkLoaders } from './work-loaders.js';
import { FindingType, LabourType, PartUseType, VisitAtSiteType, VisitType } from './work.types.js';

@Resolver(() => VisitType)
export class VisitResolver {
  constructor(
    private readonly loaders: WorkLoaders,
    private readonly customers: CustomerLoaders,
    private readonly history: CorrectionLoaders,
  ) {}

  @ResolveField(() => [CorrectionType], CORRECTIONS)
  corrections(@Parent() { id }: Visit, @CurrentCtx() ctx: Ctx): Promise<Correction[]> {
    return load(ctx, this.history.ofVisit, id);
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

@Resolver(() => PartUseType)
export class PartUseResolver {
  constructor(private readonly history: CorrectionLoaders) {}

  @ResolveField(() => [CorrectionType], CORRECTIONS)
  corrections(@Parent() { id }: PartUse, @CurrentCtx() ctx: Ctx): Promise<Correction[]> {
    return load(ctx, this.history.ofPartUse, id);
  }

  @ResolveField(() => MoneyType)
  unitPrice(@Parent() use: PartUse): MoneyType {
    return moneyOf(use.unitPrice, use.currency);
  }

  @ResolveField(() => MoneyType)
  cost(@Parent() use: PartUse): MoneyType {
    return moneyOf(use.cost, use.currency);
  }
}

@Resolver(() => LabourType)
export class LabourResolver {
  constructor(private readonly history: CorrectionLoaders) {}

  @ResolveField(() => [CorrectionType], CORRECTIONS)
  corrections(@Parent() { id }: Labour, @CurrentCtx() ctx: Ctx): Promise<Correction[]> {
    return load(ctx, this.history.ofLabour, id);
  }
}

@Resolver(() => FindingType)
export class FindingResolver {
  constructor(private readonly history: CorrectionLoaders) {}

  @ResolveField(() => [CorrectionType], CORRECTIONS)
  corrections(@Parent() { id }: Finding, @CurrentCtx() ctx: Ctx): Promise<Correction[]> {
    return load(ctx, this.history.ofFinding, id);
  }
}
