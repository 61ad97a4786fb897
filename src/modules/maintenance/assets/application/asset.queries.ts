import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { and, containing, Database, sql, type Sql } from '#platform/database';
import { type Connection, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { byIds, listOf, listsOf, type ListKind } from '../../basics/application/lists.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { LAST_ID } from '../../basics/application/columns.js';
import { type AssetKind, type AssetStatus, type Criticality } from '../domain/asset-kinds.js';
import { type AssetRequest } from '../domain/asset-request.js';
import { type Asset } from '../domain/asset.js';
import { type Meter, type Reading } from '../domain/meter.js';
import { ASSET_COLUMNS, ASSET_REQUEST_COLUMNS, METER_COLUMNS, READING_COLUMNS } from './asset.rows.js';

export interface AssetFilter {
  readonly customerId?: string | null;
  /** With customerId: of all customers below it too. */
  readonly includeBelow?: boolean | null;
  readonly branchId?: string | null;
  readonly officeId?: string | null;
  /** Everything below this asset. */
  readonly belowId?: string | null;
  readonly kinds?: readonly AssetKind[] | null;
  readonly statuses?: readonly AssetStatus[] | null;
  readonly criticalities?: readonly Criticality[] | null;
  /** Warranty ends until that day. */
  readonly warrantyUntil?: string | null;
  /** Part of name, code, tag or serial number. */
  readonly text?: string | null;
}

const BY_CODE: Order<Asset> = {
  list: 'assets',
  direction: 'ASC',
  keys: [
    { column: sql`a.code`, type: 'text', value: (a) => a.code },
    { column: sql`a.id`, type: 'uuid', value: (a) => a.id },
  ],
};
const ASSETS: ListKind<Asset> = { columns: ASSET_COLUMNS, from: sql`maintenance.asset a`, order: BY_CODE };
const READINGS: ListKind<Reading> = {
  columns: READING_COLUMNS,
  from: sql`maintenance.meter_reading r`,
  order: {
    list: 'meterReadings',
    direction: 'DESC',
    keys: [
      { column: sql`r.at`, type: 'timestamptz', value: (r) => r.at },
      { column: sql`r.id`, type: 'uuid', value: (r) => r.id },
    ],
  },
};
const REQUESTS: ListKind<AssetRequest> = {
  columns: ASSET_REQUEST_COLUMNS,
  from: sql`maintenance.asset_request q`,
  order: {
    list: 'assetRequests',
    direction: 'DESC',
    keys: [
      { column: sql`q.failed_at`, type: 'timestamptz', value: (q) => q.failedAt },
      { column: sql`q.id`, type: 'uuid', value: (q) => q.id },
    ],
  },
};

/** What assets are listed under, and how that is found. */
const PARENTS = {
  parent: sql`a.parent_id`,
  customer: sql`a.customer_id`,
  branch: sql`a.branch_id`,
} as const;
export type AssetParent = keyof typeof PARENTS;

/** Reads of assets, their meters and the requests about them, within what the viewer may see. */
@Injectable()
export class AssetQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: MaintenancePolicy,
    private readonly customers: CustomersApi,
  ) {}

  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Asset>> {
    return byIds<Asset>(
      this.db,
      sql`select ${ASSET_COLUMNS} from maintenance.asset a
           where a.id = any(${ids}::uuid[]) and ${await this.policy.visibleAsset(ctx)}`,
    );
  }

  async byTag(ctx: Ctx, tag: string): Promise<Asset | null> {
    const found = await this.db.maybeOne<Asset>(
      sql`select ${ASSET_COLUMNS} from maintenance.asset a
           where a.tag = ${tag.trim().toUpperCase()} and ${await this.policy.visibleAsset(ctx)}`,
    );
    return found ?? null;
  }

  async list(ctx: Ctx, filter: AssetFilter, page: PageRequest): Promise<Connection<Asset>> {
    const where = and([await this.policy.readable(ctx, sql`a`), await this.matching(filter)]);
    return listOf(this.db, ASSETS, where, page);
  }

  async listsOf(
    ctx: Ctx,
    parent: AssetParent,
    ids: readonly string[],
    page: PageRequest,
  ): Promise<Connection<Asset>[]> {
    // What stands below the asset of one's own work may be seen as well.
    const visible = parent === 'parent' ? await this.policy.visibleAsset(ctx) : await this.policy.readable(ctx, sql`a`);
    // Of a customer only its sites; the rest stands below them.
    const where = and([visible, parent === 'customer' && sql`a.parent_id is null`]);
    return listsOf(this.db, ASSETS, PARENTS[parent], ids, where, page);
  }

  /** From the site down, of each asset, without itself; those that the viewer may see. */
  async above(ctx: Ctx, assets: readonly Pick<Asset, 'path'>[]): Promise<Map<string, Asset>> {
    const ids = [...new Set(assets.flatMap((a) => a.path.slice(0, -1)))];
    return byIds<Asset>(
      this.db,
      sql`select ${ASSET_COLUMNS} from maintenance.asset a
           where a.id = any(${ids}::uuid[]) and ${await this.policy.visibleAsset(ctx)}`,
    );
  }

  async meters(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Meter>> {
    return byIds<Meter>(
      this.db,
      sql`select ${METER_COLUMNS} from maintenance.meter m join maintenance.asset a on a.id = m.asset_id
           where m.id = any(${ids}::uuid[]) and ${await this.policy.visibleAsset(ctx)}`,
    );
  }

  metersOf(assetIds: readonly string[]): Promise<Meter[]> {
    return this.db.query<Meter>(
      sql`select ${METER_COLUMNS} from maintenance.meter m where m.asset_id = any(${assetIds}::uuid[]) order by m.asset_id, m.name`,
    );
  }

  readingsOf(meterIds: readonly string[], page: PageRequest, withdrawnToo: boolean): Promise<Connection<Reading>[]> {
    const counted = withdrawnToo ? sql`true` : sql`r.withdrawn_at is null`;
    return listsOf(this.db, READINGS, sql`r.meter_id`, meterIds, counted, page);
  }

  async readings(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Reading>> {
    return byIds<Reading>(
      this.db,
      sql`select ${READING_COLUMNS} from maintenance.meter_reading r
            join maintenance.meter m on m.id = r.meter_id join maintenance.asset a on a.id = m.asset_id
           where r.id = any(${ids}::uuid[]) and ${await this.policy.visibleAsset(ctx)}`,
    );
  }

  requestsOf(
    assetIds: readonly string[],
    failuresOnly: boolean,
    page: PageRequest,
  ): Promise<Connection<AssetRequest>[]> {
    const where = failuresOnly ? sql`q.failure and not q.void` : sql`true`;
    return listsOf(this.db, REQUESTS, sql`q.asset_id`, assetIds, where, page);
  }

  /** Of each service request, the assets it is about that the viewer may see. */
  async assetsOfRequests(ctx: Ctx, requestIds: readonly string[]): Promise<AssetRequest[]> {
    return this.db.query<AssetRequest>(
      sql`select ${ASSET_REQUEST_COLUMNS} from maintenance.asset_request q join maintenance.asset a on a.id = q.asset_id
           where q.request_id = any(${requestIds}::uuid[]) and ${await this.policy.visibleAsset(ctx)}
           order by q.request_id, a.code, a.id`,
    );
  }

  async assetRequests(ctx: Ctx, ids: readonly string[]): Promise<Map<string, AssetRequest>> {
    return byIds<AssetRequest>(
      this.db,
      sql`select ${ASSET_REQUEST_COLUMNS} from maintenance.asset_request q join maintenance.asset a on a.id = q.asset_id
           where q.id = any(${ids}::uuid[]) and ${await this.policy.visibleAsset(ctx)}`,
    );
  }

  /** The condition on assets `a` that a filter stands for. */
  async matching(f: AssetFilter): Promise<Sql> {
    const customers =
      f.customerId == null
        ? null
        : f.includeBelow
          ? [f.customerId, ...(await this.customers.descendants(f.customerId))]
          : [f.customerId];
    const text = f.text?.trim() ?? '';
    return and([
      customers !== null && sql`a.customer_id = any(${customers}::uuid[])`,
      f.branchId != null && sql`a.branch_id = ${f.branchId}`,
      f.officeId != null && sql`a.office_id = ${f.officeId}`,
      f.belowId != null &&
        sql`exists (select from maintenance.asset t where t.id = ${f.belowId} and a.path > t.path and a.path < t.path || ${LAST_ID}::uuid)`,
      f.kinds != null && sql`a.kind = any(${f.kinds}::text[])`,
      f.statuses != null && sql`a.status = any(${f.statuses}::text[])`,
      f.criticalities != null && sql`a.criticality = any(${f.criticalities}::text[])`,
      f.warrantyUntil != null && sql`a.warranty_until <= ${f.warrantyUntil}::date`,
      text !== '' && sql`a.search like ${containing(text.toLowerCase())}`,
    ]);
  }
}
