import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, loadOptional } from '#platform/graphql';
import { messageOf } from '#platform/messages';
import { type TierUpgradeCandidate, type PyramidRank } from '../application/pyramid.queries.js';
import { type MonthRevenue, type Move } from '../application/revenue.queries.js';
import { type Tier } from '../application/tier-row.js';
import { formatPounds, percentOf } from '../domain/money.js';
import { PyramidLoaders } from './loaders.js';
import {
  TierUpgradeCandidateType,
  MoneyType,
  MonthRevenueType,
  optionalPounds,
  PyramidRankType,
  pounds,
  TierMoveType,
} from './types.js';

@Resolver(() => PyramidRankType)
export class PyramidRankResolver {
  @ResolveField()
  revenue(@Parent() row: PyramidRank): MoneyType {
    return pounds(row.revenue);
  }

  @ResolveField()
  previousRevenue(@Parent() row: PyramidRank): MoneyType {
    return pounds(row.previousRevenue);
  }
}

@Resolver(() => TierUpgradeCandidateType)
export class TierUpgradeCandidateResolver extends PyramidRankResolver {
  @ResolveField()
  projectedRevenue(@Parent() row: TierUpgradeCandidate): MoneyType {
    return pounds(row.projectedRevenue);
  }

  @ResolveField()
  gap(@Parent() row: TierUpgradeCandidate): MoneyType {
    return pounds(row.gap);
  }
}

@Resolver(() => MonthRevenueType)
export class MonthRevenueResolver {
  @ResolveField()
  revenue(@Parent() row: MonthRevenue): MoneyType {
    return pounds(row.revenue);
  }
}

@Resolver(() => TierMoveType)
export class TierMoveResolver {
  constructor(private readonly loaders: PyramidLoaders) {}

  @ResolveField(() => MoneyType, { description: 'Revenue of the twelve months that decided it, in pounds.' })
  revenue(@Parent() move: Move): MoneyType {
    return pounds(move.revenue);
  }

  @ResolveField(() => MoneyType, {
    nullable: true,
    description: 'Bound that was reached or lost, in pounds; null when there was none.',
  })
  bound(@Parent() move: Move): MoneyType | null {
    return optionalPounds(move.bound);
  }

  @ResolveField(() => String, { description: 'Why it moved, in words, in the language of the request.' })
  async reason(@Parent() move: Move, @CurrentCtx() ctx: Ctx): Promise<string> {
    const from = await loadOptional(ctx, this.loaders.tierById, move.fromTierId);
    const to = await loadOptional(ctx, this.loaders.tierById, move.toTierId);
    const nameOf = (tier: Tier | null): string =>
      (ctx.locale === 'zh-CN' ? tier?.nameNative : undefined) ?? tier?.name ?? '';
    const [open, close] = ctx.locale === 'zh-CN' ? ['（', '）'] : [' (', ')'];
    const params = {
      from: nameOf(from),
      to: nameOf(to),
      revenue: formatPounds(move.revenue),
      bound: move.bound === null ? '' : `${open}${formatPounds(move.bound)}${close}`,
      keep: move.keepShare === null ? '' : percentOf(move.keepShare),
    };
    return messageOf({ code: `MOVE_${move.rule}`, params }, ctx.language ?? ctx.locale);
  }
}
