import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { byId, defineLoader, groupedInOrderOf, load } from '#platform/graphql';
import { type Connection, type PageRequest } from '#platform/paging';
import { loadShared, plain } from '../../basics/graphql/load-shared.js';
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
  readonly readingById = byId<Reading>((ids) => this.assets.readings(ids));
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

  assetPage(ctx: Ctx, parent: AssetParent, id: string, page: PageRequest): Promise<Connection<Asset>> {
    const args = plain(page);
    return loadShared(ctx, [`assets.${parent}`, args], id, (ids) => this.assets.listsOf(ctx, parent, ids, args));
  }

  readingPage(ctx: Ctx, meterId: string, page: PageRequest): Promise<Connection<Reading>> {
    const args = plain(page);
    return loadShared(ctx, ['readings', args], meterId, (ids) => this.assets.readingsOf(ids, args));
  }

  requestPage(ctx: Ctx, assetId: string, failures: boolean, page: PageRequest): Promise<Connection<AssetRequest>> {
    const args = plain(page);
    return loadShared(ctx, ['requests', [args, failures]], assetId, (ids) =>
      this.assets.requestsOf(ids, failures, args),
    );
  }

  reliabilityOf(ctx: Ctx, assetId: string, period: Span, withBelow: boolean): Promise<Reliability> {
    return loadShared(ctx, ['reliability', [period, withBelow]], assetId, async (ids) => {
      const found = await this.reliability.of(ids, period, withBelow);
      return ids.map((id) => found.get(id) as Reliability);
    });
  }
}
