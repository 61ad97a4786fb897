import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
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
import { Outbox } from '#platform/outbox';
import { checkAsset, type AssetValues, type Asset } from '../domain/asset.js';
import { LIMITS } from '../../basics/domain/values.js';
import { assetChanged } from '../../maintenance.events.js';
import { ASSET_CONSTRAINTS, assetRow, type CreateAssetCode } from './create-assets.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { ASSET_STATUSES, STANDS_BELOW, type AssetStatus } from '../domain/asset-kinds.js';
import { ASSET_COLUMNS } from './asset.rows.js';

export type ChangeAssetCode = VersionCode | CreateAssetCode | 'ASSET_STATUS_BEFORE_LATEST' | 'ASSET_STATUS_UNCHANGED';
export type AssetChanges = Partial<AssetValues>;

export interface AssetStatusCommand extends VersionedId {
  readonly status: AssetStatus;
  /** Since when; defaults to now. */
  readonly at?: Date | null;
  readonly reason?: string | null;
}

const MANAGE = 'maintenance.manage-assets';

/** Corrects an asset, moves it in the tree, or takes it into or out of service. */
@Injectable()
export class ChangeAsset {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: MaintenancePolicy,
  ) {}

  async update(
    ctx: Ctx,
    { id, version, ...changes }: AssetChanges & VersionedId,
  ): Promise<Result<{ id: string }, ChangeAssetCode>> {
    const wrong = checkAsset(changes, false).err();
    if (wrong) return wrong;
    return this.change(ctx, { id, version }, async (asset) => {
      const [from, until] = [changes.installedOn ?? asset.installedOn, changes.warrantyUntil ?? asset.warrantyUntil];
      const dates = new Checks().date('warrantyUntil', until, { from: from ?? undefined }).err();
      if (dates) return dates;
      await updateVersioned(this.db, 'maintenance.asset', id, assetRow(changes));
      return ok();
    });
  }

  /** Below another asset of the same customer; everything below it goes along. */
  move(
    ctx: Ctx,
    { id, version, parentId }: VersionedId & { readonly parentId: string },
  ): Promise<Result<{ id: string }, ChangeAssetCode>> {
    return this.change(ctx, { id, version }, async (asset) => {
      const parent = await this.db.maybeOne<Asset>(
        sql`select ${ASSET_COLUMNS} from maintenance.asset a where a.id = ${parentId}`,
      );
      if (!parent) return err('ASSET_NOT_FOUND', 'parentId');
      await this.policy.assertMay(ctx, MANAGE, parent);
      if (!STANDS_BELOW[asset.kind].includes(parent.kind))
        return err('ASSET_WRONG_PLACE', 'parentId', {
          kind: asset.kind,
          allowed: STANDS_BELOW[asset.kind].join(', ') || '–',
        });
      await updateVersioned(this.db, 'maintenance.asset', id, { parent_id: parentId });
      // Work that is still to do follows its asset.
      await this.db.execute(
        sql`update maintenance.work_order w set office_id = a.office_id, branch_id = a.branch_id
              from maintenance.asset a
             where a.id = w.asset_id and ${id}::uuid = any(a.path) and w.status in ('PLANNED', 'SCHEDULED', 'IN_PROGRESS')
               and (w.office_id, w.branch_id) is distinct from (a.office_id, a.branch_id)`,
      );
      return ok();
    });
  }

  /** Takes it into or out of service, or retires it; operating time is counted by it. */
  async setStatus(ctx: Ctx, cmd: AssetStatusCommand): Promise<Result<{ id: string }, ChangeAssetCode>> {
    const now = systemClock.now();
    const wrong = new Checks()
      .oneOf('status', cmd.status, ASSET_STATUSES)
      .instant('at', cmd.at, { to: now })
      .text('reason', cmd.reason, { ...LIMITS.text, optional: true })
      .err();
    if (wrong) return wrong;
    return this.change(ctx, cmd, async (asset) => {
      if (asset.status === cmd.status) return err('ASSET_STATUS_UNCHANGED', 'status', { status: cmd.status });
      const at = cmd.at ?? now;
      const latest = await this.db.maybeOne<{ at: Date }>(
        sql`select s.at from maintenance.asset_status s where s.asset_id = ${cmd.id} order by s.at desc limit 1`,
      );
      if (latest && latest.at >= at)
        return err('ASSET_STATUS_BEFORE_LATEST', 'at', { latest: latest.at.toISOString() });
      await this.db.execute(
        insert('maintenance.asset_status', {
          ...{
            id: uuidv7(),
            asset_id: cmd.id,
            at,
            status: cmd.status,
            reason: blankToNull(cmd.reason),
            by_id: ctx.actor.id,
          },
        }),
      );
      await updateVersioned(this.db, 'maintenance.asset', cmd.id, { status: cmd.status });
      return ok();
    });
  }

  private change(
    ctx: Ctx,
    which: VersionedId,
    work: (asset: Asset) => Promise<Result<unknown, ChangeAssetCode | CheckCode>>,
  ): Promise<Result<{ id: string }, ChangeAssetCode>> {
    return this.db.transaction<{ id: string }, ChangeAssetCode>(
      ctx,
      async () => {
        const visible = await this.policy.visibleAsset(ctx);
        const held = await lockVersion<Asset>(
          this.db,
          sql`select ${ASSET_COLUMNS} from maintenance.asset a where a.id = ${which.id} and ${visible}`,
          which.version,
        );
        if (!held.ok) return held;
        await this.policy.assertMay(ctx, MANAGE, held.value);
        const done = await work(held.value);
        if (!done.ok) return done;
        const { customerId, officeId } = held.value;
        await this.outbox.add(ctx, assetChanged, { assetId: which.id, customerId, officeId });
        return ok({ id: which.id });
      },
      { constraints: ASSET_CONSTRAINTS },
    );
  }
}
