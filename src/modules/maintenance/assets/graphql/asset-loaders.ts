import { Injectable } from '@nestjs/common';
import { byId, defineLoader, groupedInOrderOf, load, loaderWith, pagesByParent } from '#platform/graphql';
import { AssetQueries, type AssetParent } from '../application/asset.queries.js';
import { ReliabilityQueries } from '../application/reliability.queries.js';
import { type AssetRequest } from '../domain/asset-request.js';
import { type Asset } from '../domain/asset.js';
import { type Meter, type Reading } from '../domain/meter.js';
import { type Reliability, type Span } from '../domain/reliability.js';

/** Loaders of assets, their meters and requests. */
@Injectable()
export class AssetLoaders {
  constructor(
    private readonly assets: AssetQueries,
    private readonly reliability: ReliabilityQueries,
  ) {}

  readonly assetById = byId<Asset>((ids, ctx) => this.assets.byIds(ctx, ids));
  readonly meterById = byId<Meter>((ids, ctx) => this.assets.meters(ctx, ids));
  readonly readingById = byId<Reading>((ids, ctx) => this.assets.readings(ctx, ids));
  readonly assetRequestById = byId<AssetRequest>((ids, ctx) => this.assets.assetRequests(ctx, ids));

  readonly metersOf = defineLoader<Meter[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.assets.metersOf(ids), (m) => m.assetId),
  );

  readonly assetsOfRequest = defineLoader<AssetRequest[]>(async (ctx, ids) =>
    groupedInOrderOf(ids, await this.assets.assetsOfRequests(ctx, ids), (q) => q.requestId),
  );

  /** What stands above an asset, from the site down. */
  readonly above = defineLoader<Asset[]>(async (ctx, ids) => {
    const own = await Promise.all(ids.map((id) => load(ctx, this.assetById, id)));
    const found = await this.assets.above(
      ctx,
      own.filter((a) => a !== null),
    );
    return own.map((a) => (a?.path ?? []).slice(0, -1).flatMap((id) => found.get(id) ?? []));
  });

  readonly assetPage = pagesByParent((ctx, ids, page, parent: AssetParent) =>
    this.assets.listsOf(ctx, parent, ids, page),
  );

  readonly readingPage = pagesByParent((_ctx, meterIds, page, withdrawnToo: boolean) =>
    this.assets.readingsOf(meterIds, page, withdrawnToo),
  );

  readonly requestPage = pagesByParent((_ctx, assetIds, page, failuresOnly: boolean) =>
    this.assets.requestsOf(assetIds, failuresOnly, page),
  );

  readonly reliabilityOf = loaderWith(async (_ctx, assetIds, period: Span, withBelow: boolean) => {
    const found = await this.reliability.of(assetIds, period, withBelow);
    return assetIds.map((id) => found.get(id) as Reliability);
  });
}
