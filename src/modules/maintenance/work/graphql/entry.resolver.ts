import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional, moneyOf, MoneyType } from '#platform/graphql';
import { CustomerLoaders } from '#modules/customers/graphql';
import { type PartUse, type Visit } from '../domain/facts.js';
import { WorkLoaders } from './work-loaders.js';
import { PartUseType, VisitAtSiteType, VisitType } from './work.types.js';

@Resolver(() => VisitType)
export class VisitResolver {
  constructor(
    private readonly loaders: WorkLoaders,
    private readonly customers: CustomerLoaders,
  ) {}

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
  @ResolveField(() => MoneyType)
  unitPrice(@Parent() use: PartUse): MoneyType {
    return moneyOf(use.unitPrice, use.currency);
  }

  @ResolveField(() => MoneyType)
  cost(@Parent() use: PartUse): MoneyType {
    return moneyOf(use.cost, use.currency);
  }
}
