import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { ASSET_COLUMNS } from './assets/application/asset.rows.js';
import { byIds } from './basics/application/lists.js';
import { CreateAssets, type CreateAssetCode } from './assets/application/create-assets.js';
import { CreateWorkOrder, type CreateWorkCode } from './work/application/create-work-order.js';
import { type NewAsset, type Asset } from './assets/domain/asset.js';
import { WORK_COLUMNS } from './work/application/work.rows.js';
import { type WorkOrder } from './work/domain/facts.js';
import { type NewWork } from './work/domain/work-order.js';

/** What other modules may ask of maintenance. Everything batched; unknown ids are simply absent from the answer. */
@Injectable()
export class MaintenanceApi {
  constructor(
    private readonly db: Database,
    private readonly assetDoor: CreateAssets,
    private readonly workDoor: CreateWorkOrder,
  ) {}

  assets(ids: readonly string[]): Promise<Map<string, Asset>> {
    return byIds<Asset>(
      this.db,
      sql`select ${ASSET_COLUMNS} from maintenance.asset a where a.id = any(${ids}::uuid[])`,
    );
  }

  async assetsByTag(tags: readonly string[]): Promise<Map<string, Asset>> {
    const rows = await this.db.query<Asset>(
      sql`select ${ASSET_COLUMNS} from maintenance.asset a where a.tag = any(${tags}::text[])`,
    );
    return new Map(rows.map((r) => [r.tag, r]));
  }

  workOrders(ids: readonly string[]): Promise<Map<string, WorkOrder>> {
    return byIds<WorkOrder>(
      this.db,
      sql`select ${WORK_COLUMNS} from maintenance.work_order w where w.id = any(${ids}::uuid[])`,
    );
  }

  /** Enters assets, all or none; what stands below another comes after it, by `parentCode` or `parentId`. */
  createAssets(ctx: Ctx, assets: readonly NewAsset[]): Promise<Result<{ ids: string[] }, CreateAssetCode>> {
    return this.assetDoor.runMany(ctx, assets);
  }

  createWorkOrder(ctx: Ctx, order: NewWork): Promise<Result<{ id: string }, CreateWorkCode>> {
    return this.workDoor.run(ctx, order);
  }
}
