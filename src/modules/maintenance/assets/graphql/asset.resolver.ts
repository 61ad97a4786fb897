import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Checks, describeLimits } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Costs, CurrentCtx, InvalidInputError, load, PageArgs, type Connection, IdArg } from '#platform/graphql';
import { LIMITS } from '../../basics/domain/values.js';
import { AssetQueries } from '../application/asset.queries.js';
import { periodOf, ReliabilityQueries, type Ranking } from '../application/reliability.queries.js';
import { type Reliability, type Span } from '../domain/reliability.js';
import { AssetFilterInput } from './asset.inputs.js';
import {
  AssetConnection,
  AssetRequestConnection,
  AssetType,
  MeterType,
  RankedAssetType,
  ReliabilityType,
} from './asset.types.js';
import { AssetLoaders } from './asset-loaders.js';
import { type AssetRequest } from '../domain/asset-request.js';
import { type Asset } from '../domain/asset.js';
import { type Meter } from '../domain/meter.js';
import { RankingEnum } from './asset.enums.js';

const HOUR_MS = 3_600_000;
const FROM = { description: 'Beginning of the period; at most 20 years before its end.' };
const TO = { type: () => Date, nullable: true, description: 'End of the period; defaults to now, and at the latest.' };

/** How reliable something was, as the API shows it. */
export const reliabilityShown = (r: Reliability, period: Span): ReliabilityType => ({
  from: new Date(period.from),
  to: new Date(period.to),
  failures: r.failures,
  openFailures: r.openFailures,
  repairs: r.repairs,
  inServiceHours: r.inServiceMs / HOUR_MS,
  operatingHours: r.operatingMs / HOUR_MS,
  downHours: r.downMs / HOUR_MS,
  mtbfHours: r.mtbfMs === null ? null : r.mtbfMs / HOUR_MS,
  mttrHours: r.mttrMs === null ? null : r.mttrMs / HOUR_MS,
  availability: r.availability,
});

@Resolver(() => AssetType)
export class AssetResolver {
  constructor(
    private readonly queries: AssetQueries,
    private readonly reliable: ReliabilityQueries,
    private readonly loaders: AssetLoaders,
  ) {}

  @Query(() => AssetType, {
    nullable: true,
    description: 'An asset by its id or by the tag on its label; null when there is none that you may see.',
  })
  @Requires('maintenance.read')
  asset(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'Asset', { nullable: true, description: 'Its id; give this or the tag.' }) id?: string | null,
    @Args('tag', { type: () => String, nullable: true, description: 'The text of its label (QR), such as A-000123.' })
    tag?: string | null,
  ): Promise<Asset | null> {
    if ((id == null) === (tag == null))
      throw new InvalidInputError([{ code: 'ONE_OF', field: 'id', params: { fields: 'id, tag' } }]);
    return id != null ? load(ctx, this.loaders.assetById, id) : this.queries.byTag(ctx, tag ?? '');
  }

  @Query(() => AssetConnection, { description: 'Assets within reach of your `maintenance.read`, ordered by code.' })
  @Requires('maintenance.read')
  assets(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => AssetFilterInput, nullable: true, description: 'Which; defaults to all.' })
    filter?: AssetFilterInput | null,
  ): Promise<Connection<Asset>> {
    return this.queries.list(ctx, filterOf(filter), page);
  }

  @Query(() => [RankedAssetType], {
    description: 'Assets within reach of your `maintenance.read` that failed in a period, the worst first.',
  })
  @Requires('maintenance.read')
  @Costs(5_000)
  async leastReliableAssets(
    @CurrentCtx() ctx: Ctx,
    @Args('from', FROM) from: Date,
    @Args('to', TO) to?: Date | null,
    @Args('by', { type: () => RankingEnum, nullable: true, description: 'By what; defaults to MTBF.' })
    by?: Ranking | null,
    @Args('first', {
      type: () => Int,
      nullable: true,
      description: `How many, ${describeLimits(LIMITS.compared, false)}; defaults to 20.`,
    })
    first?: number | null,
    @Args('filter', { type: () => AssetFilterInput, nullable: true, description: 'Among which; defaults to all.' })
    filter?: AssetFilterInput | null,
  ): Promise<RankedAssetType[]> {
    const wrong = new Checks().integer('first', first, LIMITS.compared).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const period = periodOf(from, to);
    const ranked = await this.reliable.ranked(ctx, filterOf(filter), period, by ?? 'MTBF', first ?? 20);
    return ranked.map((r) => ({ assetId: r.assetId, reliability: reliabilityShown(r, period) }));
  }

  @ResolveField(() => AssetType, { nullable: true, description: 'Its parent; null for a site.' })
  async parent(@Parent() asset: Asset, @CurrentCtx() ctx: Ctx): Promise<Asset | null> {
    return (await load(ctx, this.loaders.above, asset.id)).at(-1) ?? null;
  }

  @ResolveField(() => [AssetType], { description: 'Its ancestors, from the site down.' })
  above(@Parent() asset: Asset, @CurrentCtx() ctx: Ctx): Promise<Asset[]> {
    return load(ctx, this.loaders.above, asset.id);
  }

  @ResolveField(() => AssetConnection, { description: 'Its direct children, ordered by code.' })
  children(@Parent() asset: Asset, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<Asset>> {
    return this.loaders.assetPage(ctx, asset.id, page, 'parent');
  }

  @ResolveField(() => [MeterType], { description: 'Its meters, ordered by name.' })
  meters(@Parent() asset: Asset, @CurrentCtx() ctx: Ctx): Promise<Meter[]> {
    return load(ctx, this.loaders.metersOf, asset.id);
  }

  @ResolveField(() => AssetRequestConnection, { description: 'Service requests about it, the latest failure first.' })
  requests(
    @Parent() asset: Asset,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('failuresOnly', { type: () => Boolean, nullable: true, description: 'Only failures; defaults to false.' })
    failuresOnly?: boolean | null,
  ): Promise<Connection<AssetRequest>> {
    return this.loaders.requestPage(ctx, asset.id, page, failuresOnly === true);
  }

  @ResolveField(() => ReliabilityType, { description: 'How reliable it was over a period.' })
  @Costs(50)
  async reliability(
    @Parent() asset: Asset,
    @CurrentCtx() ctx: Ctx,
    @Args('from', FROM) from: Date,
    @Args('to', TO) to?: Date | null,
    @Args('withBelow', {
      type: () => Boolean,
      nullable: true,
      description: 'Together with everything below it; defaults to false.',
    })
    withBelow?: boolean | null,
  ): Promise<ReliabilityType> {
    const period = periodOf(from, to);
    return reliabilityShown(await this.loaders.reliabilityOf(ctx, asset.id, period, withBelow === true), period);
  }
}

/** A filter with its ids decoded; throws for one that means nothing. */
function filterOf(filter: AssetFilterInput | null | undefined): AssetFilterInput {
  const wrong = new Checks().text('filter.text', filter?.text, { ...LIMITS.search, optional: true }).err();
  if (wrong) throw new InvalidInputError(wrong.failures);
  return filter ?? {};
}
