import { Injectable } from '@nestjs/common';
import { blankToNull, err, errs, ok, systemClock, uuidv7, type CheckCode, type Failure, type Result } from '#kernel';
import { instantOf } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { CustomersApi } from '#modules/customers';
import { checkAsset, type NewAsset, type Asset } from '../domain/asset.js';
import { assetChanged } from '../../maintenance.events.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { STANDS_BELOW } from '../domain/asset-kinds.js';
import { ASSET_COLUMNS } from './asset.rows.js';

export type CreateAssetCode =
  | CheckCode
  | 'BRANCH_NOT_FOUND'
  | 'ASSET_NOT_FOUND'
  | 'ASSET_WRONG_PLACE'
  | 'SITE_NEEDS_BRANCH'
  | 'ALREADY_IN_USE'
  | 'TOO_DEEP'
  | 'OTHER_CUSTOMER'
  | 'CYCLE';

export const ASSET_CONSTRAINTS = {
  asset_code_key: err('ALREADY_IN_USE', 'code'),
  asset_tag_key: err('ALREADY_IN_USE', 'tag'),
  asset_depth_check: err('TOO_DEEP', 'parentId', { max: 10 }),
  asset_cycle: err('CYCLE', 'parentId'),
  asset_parent_customer: err('OTHER_CUSTOMER', 'parentId'),
} as const;

const COLUMNS = [
  ...[
    'id',
    'customer_id',
    'branch_id',
    'office_id',
    'parent_id',
    'kind',
    'code',
    'tag',
    'name',
    'name_native',
    'maker',
  ],
  ...[
    'model',
    'serial',
    'installed_on',
    'warranty_until',
    'status',
    'criticality',
    'location',
    'external_ref',
    'created_at',
    'version',
  ],
];

/** Where a new asset stands: of whom, where, served from where, in which zone. */
interface Place {
  readonly customerId: string;
  readonly branchId: string;
  readonly officeId: string;
  readonly zone: string;
}

/** Enters assets: a site at a branch, or what stands below another asset. */
@Injectable()
export class CreateAssets {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: MaintenancePolicy,
    private readonly customers: CustomersApi,
  ) {}

  async run(ctx: Ctx, cmd: NewAsset): Promise<Result<{ id: string }, CreateAssetCode>> {
    const wrong = checkAsset(cmd, true).err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, CreateAssetCode>(
      ctx,
      async () => {
        const created = await this.write(ctx, [cmd]);
        return created.ok ? ok({ id: created.value[0] as string }) : created;
      },
      { constraints: ASSET_CONSTRAINTS },
    );
  }

  /**
   * All or none, parents in front of what stands below them (by `parentCode` within the same list): for imports. A
   * failure names the field within its command, as `12.code`; one of the database only the field.
   */
  async runMany(ctx: Ctx, cmds: readonly NewAsset[]): Promise<Result<{ ids: string[] }, CreateAssetCode>> {
    const failures = cmds.flatMap((cmd, i) =>
      (checkAsset(cmd, true).err()?.failures ?? []).map((f) => ({ ...f, field: `${i}.${f.field}` })),
    );
    if (failures.length > 0) return errs(failures);
    return this.db.transaction<{ ids: string[] }, CreateAssetCode>(
      ctx,
      async () => {
        const created = await this.write(ctx, cmds);
        return created.ok ? ok({ ids: created.value }) : created;
      },
      { constraints: ASSET_CONSTRAINTS },
    );
  }

  private async write(ctx: Ctx, cmds: readonly NewAsset[]): Promise<Result<string[], CreateAssetCode>> {
    const parents = await this.parents(cmds.flatMap((c) => c.parentId ?? []));
    const branches = await this.customers.branches([
      ...new Set([...cmds.flatMap((c) => c.branchId ?? []), ...[...parents.values()].map((p) => p.branchId)]),
    ]);
    const customers = await this.customers.customers([...new Set([...branches.values()].map((b) => b.customerId))]);
    const now = systemClock.now();
    const made = new Map<string, { kind: NewAsset['kind']; id: string; place: Place }>();
    const failures: Failure<CreateAssetCode>[] = [];
    const assets: Record<string, unknown>[] = [];
    const statuses: Record<string, unknown>[] = [];
    for (const [i, cmd] of cmds.entries()) {
      const at = cmds.length > 1 ? `${i}.` : '';
      const within = cmd.parentCode == null ? undefined : made.get(cmd.parentCode);
      const parent = cmd.parentId == null ? undefined : parents.get(cmd.parentId);
      const above = within?.kind ?? parent?.kind ?? null;
      if ((cmd.parentId != null && !parent) || (cmd.parentCode != null && !within)) {
        failures.push({ code: 'ASSET_NOT_FOUND', field: `${at}parentId` });
        continue;
      }
      const lawful = above === null ? cmd.kind === 'SITE' : STANDS_BELOW[cmd.kind].includes(above);
      if (!lawful) {
        failures.push({
          code: 'ASSET_WRONG_PLACE',
          field: `${at}parentId`,
          params: { kind: cmd.kind, allowed: STANDS_BELOW[cmd.kind].join(', ') || '–' },
        });
        continue;
      }
      const branch = branches.get(parent?.branchId ?? cmd.branchId ?? '');
      const place = within?.place ?? (branch && placeOf(branch, customers.get(branch.customerId)));
      if (!place) {
        failures.push(
          cmd.branchId == null
            ? { code: 'SITE_NEEDS_BRANCH', field: `${at}branchId` }
            : { code: 'BRANCH_NOT_FOUND', field: `${at}branchId` },
        );
        continue;
      }
      const officeId = parent?.officeId ?? place.officeId;
      await this.policy.assertMay(ctx, 'maintenance.manage-assets', { officeId });
      const id = uuidv7();
      made.set(cmd.code, { kind: cmd.kind, id, place: { ...place, officeId } });
      const row = {
        id,
        customer_id: place.customerId,
        branch_id: place.branchId,
        office_id: officeId,
        parent_id: within?.id ?? cmd.parentId ?? null,
        ...assetRow(cmd),
        status: cmd.status ?? 'IN_SERVICE',
        criticality: cmd.criticality ?? 'MODERATE',
        external_ref: blankToNull(cmd.externalRef) ?? null,
        created_at: now,
        version: 1,
      };
      assets.push(row);
      statuses.push({
        id: uuidv7(),
        asset_id: id,
        at: serviceSince(cmd, place.zone, now),
        status: row.status,
        by_id: ctx.actor.id,
      });
    }
    if (failures.length > 0) return errs(failures);
    await this.db.execute(insertMany('maintenance.asset', COLUMNS, assets));
    await this.db.execute(
      insertMany('maintenance.asset_status', ['id', 'asset_id', 'at', 'status', 'by_id'], statuses),
    );
    await this.outbox.addMany(
      ctx,
      assetChanged,
      assets.map((a) => ({
        assetId: a['id'] as string,
        customerId: a['customer_id'] as string,
        officeId: a['office_id'] as string,
      })),
    );
    return ok(assets.map((a) => a['id'] as string));
  }

  private async parents(ids: readonly string[]): Promise<Map<string, Asset>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<Asset>(
      sql`select ${ASSET_COLUMNS} from maintenance.asset a where a.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }
}

function placeOf(
  branch: { id: string; customerId: string; officeId: string | null; timeZone: string },
  customer: { officeId: string } | undefined,
): Place | undefined {
  const officeId = branch.officeId ?? customer?.officeId;
  return officeId === undefined
    ? undefined
    : { customerId: branch.customerId, branchId: branch.id, officeId, zone: branch.timeZone };
}

/** Operating time is counted from the day it was installed, when that is known and over. */
function serviceSince({ installedOn }: NewAsset, zone: string, now: Date): Date {
  if (installedOn == null) return now;
  const at = instantOf(zone, installedOn, '00:00');
  return at < now.getTime() ? new Date(at) : now;
}

/** Columns of what can be given and changed. */
export function assetRow(cmd: Partial<NewAsset>): Record<string, unknown> {
  return {
    kind: cmd.kind,
    code: cmd.code?.trim(),
    tag: blankToNull(cmd.tag) ?? undefined,
    name: cmd.name?.trim(),
    name_native: blankToNull(cmd.nameNative),
    maker: blankToNull(cmd.maker),
    model: blankToNull(cmd.model),
    serial: blankToNull(cmd.serial),
    installed_on: cmd.installedOn,
    warranty_until: cmd.warrantyUntil,
    criticality: cmd.criticality ?? undefined,
    location: blankToNull(cmd.location),
  };
}
