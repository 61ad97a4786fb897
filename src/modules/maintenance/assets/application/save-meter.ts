import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, ok, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import {
  Database,
  insert,
  sql,
  updateVersioned,
  lockVersion,
  type VersionCode,
  type VersionedId,
} from '#platform/database';
import { QUANTITY, QUANTITY_EXPECTED } from '../../basics/domain/quantity.js';
import { LIMITS } from '../../basics/domain/values.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { type Asset } from '../domain/asset.js';
import { type Meter } from '../domain/meter.js';
import { ASSET_COLUMNS, METER_COLUMNS } from './asset.rows.js';

export interface MeterValues {
  readonly name: string;
  readonly nameNative?: string | null;
  readonly unit: string;
  /** Where it begins again at zero; null when it does not. */
  readonly capacity?: string | null;
}

export interface MeterChanges extends Partial<MeterValues>, VersionedId {
  /** False: it is not read any more. */
  readonly active?: boolean | null;
}

export type MeterCode = CheckCode | VersionCode | 'ASSET_NOT_FOUND' | 'ALREADY_IN_USE';

const CONSTRAINTS = { meter_name_key: err('ALREADY_IN_USE', 'name') } as const;

/** Gives assets meters. */
@Injectable()
export class SaveMeter {
  constructor(
    private readonly db: Database,
    private readonly policy: MaintenancePolicy,
  ) {}

  async create(ctx: Ctx, cmd: MeterValues & { readonly assetId: string }): Promise<Result<{ id: string }, MeterCode>> {
    const wrong = check(cmd).text('name', cmd.name, LIMITS.name).text('unit', cmd.unit, LIMITS.unit).err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, MeterCode>(
      ctx,
      async () => {
        if (!(await this.mayManage(ctx, cmd.assetId))) return err('ASSET_NOT_FOUND', 'assetId');
        const id = uuidv7();
        await this.db.execute(insert('maintenance.meter', { id, asset_id: cmd.assetId, ...rowOf(cmd) }));
        return ok({ id });
      },
      { constraints: CONSTRAINTS },
    );
  }

  async update(ctx: Ctx, cmd: MeterChanges): Promise<Result<{ id: string }, MeterCode>> {
    const checks = check(cmd);
    if (cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
    if (cmd.unit !== undefined) checks.text('unit', cmd.unit, LIMITS.unit);
    const wrong = checks.err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, MeterCode>(
      ctx,
      async () => {
        const held = await lockVersion<Meter>(
          this.db,
          sql`select ${METER_COLUMNS} from maintenance.meter m where m.id = ${cmd.id}`,
          cmd.version,
        );
        if (!held.ok) return held;
        if (!(await this.mayManage(ctx, held.value.assetId))) return err('NOT_FOUND', 'id');
        await updateVersioned(this.db, 'maintenance.meter', cmd.id, { ...rowOf(cmd), active: cmd.active ?? undefined });
        return ok({ id: cmd.id });
      },
      { constraints: CONSTRAINTS },
    );
  }

  /** False when there is no such asset to be seen; throws when it may be seen but not changed. */
  private async mayManage(ctx: Ctx, assetId: string): Promise<boolean> {
    const asset = await this.db.maybeOne<Asset>(
      sql`select ${ASSET_COLUMNS} from maintenance.asset a where a.id = ${assetId} and ${await this.policy.visibleAsset(ctx)}`,
    );
    if (asset) await this.policy.assertMay(ctx, 'maintenance.manage-assets', asset);
    return asset !== undefined;
  }
}

const check = ({ nameNative, capacity }: Partial<MeterValues>): Checks =>
  new Checks()
    .text('nameNative', nameNative, { ...LIMITS.name, optional: true })
    .pattern('capacity', capacity, QUANTITY, QUANTITY_EXPECTED)
    .pattern('capacity', capacity, /[1-9]/, 'more than 0');

const rowOf = (cmd: Partial<MeterValues>) => ({
  name: cmd.name?.trim(),
  name_native: blankToNull(cmd.nameNative),
  unit: cmd.unit?.trim(),
  capacity: cmd.capacity,
});
