import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { type Meter } from '../domain/meter.js';
import { METER_COLUMNS } from './asset.rows.js';

export type HeldMeter = Meter & { readonly officeId: string };

/** Holds meters while their readings change, for those who may read them. */
@Injectable()
export class HeldMeters {
  constructor(
    private readonly db: Database,
    private readonly policy: MaintenancePolicy,
  ) {}

  /** The meters, held in the order of their ids, so that the readings of each come one after the other. */
  async hold(ctx: Ctx, ids: readonly string[]): Promise<Map<string, HeldMeter>> {
    const visible = await this.policy.visibleAsset(ctx);
    const meters = await this.db.query<HeldMeter>(
      sql`select ${METER_COLUMNS}, a.office_id as "officeId" from maintenance.meter m
            join maintenance.asset a on a.id = m.asset_id
           where m.id = any(${ids}::uuid[]) and ${visible} order by m.id for no key update of m`,
    );
    const own =
      ctx.actor.id === null
        ? []
        : await this.own(
            ctx,
            meters.map((m) => m.assetId),
          );
    for (const meter of meters)
      if (!own.includes(meter.assetId)) await this.policy.assertMay(ctx, 'maintenance.work', meter);
    return new Map(meters.map((m) => [m.id, m]));
  }

  /** Those of the assets that the actor has work on: he reads their meters wherever they are. */
  private async own(ctx: Ctx, assetIds: readonly string[]): Promise<string[]> {
    if (!this.policy.holds(ctx, 'maintenance.work')) return [];
    const rows = await this.db.query<{ id: string }>(
      sql`select distinct w.asset_id as id from maintenance.work_order w
           where w.asset_id = any(${assetIds}::uuid[]) and w.assignee_id = ${ctx.actor.id}::uuid`,
    );
    return rows.map((r) => r.id);
  }
}
