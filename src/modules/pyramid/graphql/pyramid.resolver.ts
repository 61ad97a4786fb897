import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { systemClock } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Costs, CurrentCtx, LocalDate, Mutations, PageArgs, type Connection } from '#platform/graphql';
import { type OldRate, RateAges } from '../application/rate-ages.js';
import { PyramidPolicy } from '../application/pyramid.policy.js';
import {
  PyramidQueries,
  type TierUpgradeCandidate,
  type PyramidRank,
  type PyramidBasis,
  type PyramidRow,
  type PyramidUnit,
} from '../application/pyramid.queries.js';
import { RequestRetier } from '../application/request-retier.js';
import { type Tier } from '../application/tier-row.js';
import { UpdateTier } from '../application/update-tier.js';
import { PyramidBasisEnum, PyramidUnitEnum } from './enums.js';
import { RetierCustomersInput, UpdateTierInput } from './inputs.js';
import {
  TierUpgradeCandidateConnection,
  pounds,
  PyramidRankConnection,
  PyramidTierType,
  PyramidType,
  RetierCustomersPayload,
  TierType,
  UpdateTierPayload,
  type MoneyType,
} from './types.js';

const AS_OF = {
  type: () => LocalDate,
  description: 'Any day from 1952 to 2199, at its end. The twelve months end with the latest month over by then.',
};
const AS_OF_OR_TODAY = { ...AS_OF, nullable: true, description: `${AS_OF.description} Defaults to today (UTC).` };
const today = (): string => systemClock.now().toISOString().slice(0, 10);
const BASIS = {
  type: () => PyramidBasisEnum,
  defaultValue: PyramidBasisEnum.REVENUE,
  description: 'What decides on the tier.',
};
const READ = 'pyramid.read';

@Resolver(() => PyramidTierType)
export class PyramidResolver {
  constructor(
    private readonly queries: PyramidQueries,
    private readonly policy: PyramidPolicy,
    private readonly tiersUseCase: UpdateTier,
    private readonly requestRetier: RequestRetier,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => PyramidType, {
    description:
      'The pyramid of customers as of any day, worked out from the revenue now: how many are in each tier and what they brought in. Left out of the tiers: customers without revenue in the period, and those whose credit notes exceed their revenue.',
  })
  @Requires(READ)
  @Costs(5_000)
  async pyramid(
    @Args('asOf', AS_OF_OR_TODAY) asOf: string | null | undefined,
    @Args('unit', {
      type: () => PyramidUnitEnum,
      defaultValue: PyramidUnitEnum.CUSTOMER,
      description: 'Whose revenue is counted together.',
    })
    unit: PyramidUnit,
    @Args('basis', BASIS) basis: PyramidBasis,
  ) {
    const { window, revenue, creditsOfOthers, ...pyramid } = await this.queries.pyramid(asOf ?? today(), unit, basis);
    return {
      ...pyramid,
      firstMonth: window.from,
      lastMonth: window.to,
      revenue: pounds(revenue),
      creditsOfOthers: pounds(creditsOfOthers),
    };
  }

  @Query(() => PyramidRankConnection, {
    description:
      'The active customers as of a day with their tiers, by the revenue of the twelve months, the greatest first. Needs the permission for the whole firm.',
  })
  @Requires(READ)
  @Costs(5_000)
  pyramidCustomers(
    @CurrentCtx() ctx: Ctx,
    @Args('asOf', AS_OF) asOf: string,
    @Args() page: PageArgs,
    @Args('basis', BASIS) basis: PyramidBasis,
    @Args('tier', { type: () => String, nullable: true, description: 'Only those of the tier with this key.' })
    tier?: string | null,
  ): Promise<Connection<PyramidRank>> {
    this.policy.assertFirm(ctx, READ, 'Listing the revenue of all customers');
    return this.queries.places(asOf, basis, tier, page);
  }

  @Query(() => TierUpgradeCandidateConnection, {
    description:
      'Customers of the watched tiers (small and medium) whose growth would carry them into the next tier within a year: the last twelve months times their growth over the twelve before, at most doubling. Those who would get furthest come first. Needs the permission for the whole firm.',
  })
  @Requires(READ)
  @Costs(8_000)
  tierUpgradeCandidates(
    @CurrentCtx() ctx: Ctx,
    @Args('asOf', AS_OF) asOf: string,
    @Args() page: PageArgs,
  ): Promise<Connection<TierUpgradeCandidate>> {
    this.policy.assertFirm(ctx, READ, 'Listing the revenue of all customers');
    return this.queries.tierUpgradeCandidates(asOf, page);
  }

  @Query(() => [TierType], { description: 'The tiers, the highest first.' })
  @Requires(READ)
  tiers(): Promise<Tier[]> {
    return this.queries.tiers();
  }

  @Mutation(() => UpdateTierPayload, {
    description:
      'Renames a tier or sets where it begins from a day on. Customers move with the next re-tiering. Needs the permission for the whole firm.',
  })
  @Requires('pyramid.manage')
  updateTier(@CurrentCtx() ctx: Ctx, @Args('input', { description: 'What to change.' }) input: UpdateTierInput) {
    return this.mutations.run(ctx, input, 'tier', () => this.tiersUseCase.run(ctx, input));
  }

  @Mutation(() => RetierCustomersPayload, {
    description:
      'Asks the worker to put all customers into their tiers as of a day, at once; it also does so every night. Doing it again changes nothing. Needs the permission for the whole firm.',
  })
  @Requires('pyramid.manage')
  @Costs(10_000)
  retierCustomers(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'As of which day.' }) input: RetierCustomersInput,
  ) {
    return this.mutations.run(
      ctx,
      input,
      'asOf',
      () => this.requestRetier.run(ctx, input.asOf),
      ({ asOf }) => asOf,
    );
  }

  @ResolveField()
  revenue(@Parent() row: PyramidRow): MoneyType {
    return pounds(row.revenue);
  }
}

@Resolver(() => PyramidType)
export class OldRatesResolver {
  constructor(private readonly ages: RateAges) {}

  @ResolveField()
  oldRates(@Parent() { firstMonth, lastMonth }: PyramidType): Promise<OldRate[]> {
    return this.ages.tooOld({ from: firstMonth, to: lastMonth });
  }
}
