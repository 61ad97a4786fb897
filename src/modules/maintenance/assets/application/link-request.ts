import { Injectable } from '@nestjs/common';
import { Checks, err, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { permits } from '#platform/access';
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
import { CustomersApi } from '#modules/customers';
import { SERVICES, ServicesApi } from '#modules/services';
import { latestRecorded } from '../../basics/domain/values.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { type AssetRequest } from '../domain/asset-request.js';
import { type Asset } from '../domain/asset.js';
import { ASSET_COLUMNS, ASSET_REQUEST_COLUMNS } from './asset.rows.js';

export interface LinkRequestCommand extends FailureValues {
  readonly assetId: string;
  readonly requestId: string;
}

export interface FailureValues {
  /** Whether the asset failed; only failures count for how reliable it is. */
  readonly failure?: boolean | null;
  /** When it went down; defaults to when the customer asked. */
  readonly failedAt?: Date | null;
  /** When it was up again; defaults to when the request is completed. Null goes back to that. */
  readonly restoredAt?: Date | null;
}

export type LinkRequestCode =
  | CheckCode
  | VersionCode
  | 'ASSET_NOT_FOUND'
  | 'REQUEST_NOT_FOUND'
  | 'OTHER_GROUP'
  | 'NOT_MAINTENANCE'
  | 'ASSET_LINKED_ALREADY'
  | 'END_BEFORE_START';

const CONSTRAINTS = {
  asset_request_key: err('ASSET_LINKED_ALREADY', 'requestId'),
  asset_request_restored_check: err('END_BEFORE_START', 'restoredAt', { start: 'failedAt', end: 'restoredAt' }),
} as const;

/** Ties service requests to the assets they are about, and says which of them are failures. */
@Injectable()
export class LinkRequest {
  constructor(
    private readonly db: Database,
    private readonly policy: MaintenancePolicy,
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
  ) {}

  async link(ctx: Ctx, cmd: LinkRequestCommand): Promise<Result<{ id: string }, LinkRequestCode>> {
    const wrong = check(cmd).err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, LinkRequestCode>(
      ctx,
      async () => {
        const asset = await this.asset(ctx, cmd.assetId);
        if (!asset) return err('ASSET_NOT_FOUND', 'assetId');
        const request = permits(ctx, SERVICES['services.read'])
          ? (await this.services.requests([cmd.requestId])).get(cmd.requestId)
          : undefined;
        if (!request) return err('REQUEST_NOT_FOUND', 'requestId');
        if (!(await this.related(asset.customerId, request.customerId))) return err('OTHER_GROUP', 'requestId');
        if (cmd.failure && request.serviceLine !== 'MAINTENANCE') return err('NOT_MAINTENANCE', 'failure');
        await this.policy.assertMay(ctx, 'maintenance.work', asset);
        const id = uuidv7();
        await this.db.execute(
          insert('maintenance.asset_request', {
            id,
            asset_id: cmd.assetId,
            request_id: cmd.requestId,
            failure: cmd.failure ?? false,
            failed_at: cmd.failedAt ?? request.createdAt,
            restored_at: cmd.restoredAt ?? request.completedAt,
            failed_told: cmd.failedAt != null,
            restored_told: cmd.restoredAt != null,
            void: request.cancelledAt !== null,
          }),
        );
        return ok({ id });
      },
      { constraints: CONSTRAINTS },
    );
  }

  async update(
    ctx: Ctx,
    { id, version, ...cmd }: FailureValues & VersionedId,
  ): Promise<Result<{ id: string }, LinkRequestCode>> {
    const wrong = check(cmd).err();
    if (wrong) return wrong;
    return this.change(ctx, { id, version }, async (link) => {
      const request = (await this.services.requests([link.requestId])).get(link.requestId);
      if (cmd.failure && request?.serviceLine !== 'MAINTENANCE') return err('NOT_MAINTENANCE', 'failure');
      await updateVersioned(this.db, 'maintenance.asset_request', id, {
        failure: cmd.failure ?? undefined,
        failed_at: cmd.failedAt ?? undefined,
        failed_told: cmd.failedAt == null ? undefined : true,
        restored_at: cmd.restoredAt === null ? (request?.completedAt ?? null) : cmd.restoredAt,
        restored_told: cmd.restoredAt === undefined ? undefined : cmd.restoredAt !== null,
      });
      return ok({ id });
    });
  }

  /** Answers with the asset that it is no longer tied to. */
  unlink(ctx: Ctx, which: VersionedId): Promise<Result<{ id: string }, LinkRequestCode>> {
    return this.change(ctx, which, async (link) => {
      await this.db.execute(sql`delete from maintenance.asset_request where id = ${which.id}`);
      return ok({ id: link.assetId });
    });
  }

  private change(
    ctx: Ctx,
    { id, version }: VersionedId,
    work: (link: AssetRequest) => Promise<Result<{ id: string }, LinkRequestCode>>,
  ): Promise<Result<{ id: string }, LinkRequestCode>> {
    return this.db.transaction<{ id: string }, LinkRequestCode>(
      ctx,
      async () => {
        const held = await lockVersion<AssetRequest>(
          this.db,
          sql`select ${ASSET_REQUEST_COLUMNS} from maintenance.asset_request q where q.id = ${id}`,
          version,
        );
        const asset = held.ok ? await this.asset(ctx, held.value.assetId) : undefined;
        if (held.ok && !asset) return err('NOT_FOUND', 'id');
        if (!held.ok) return held;
        await this.policy.assertMay(ctx, 'maintenance.work', asset as Asset);
        return work(held.value);
      },
      { constraints: CONSTRAINTS },
    );
  }

  private async asset(ctx: Ctx, id: string): Promise<Asset | undefined> {
    return this.db.maybeOne<Asset>(
      sql`select ${ASSET_COLUMNS} from maintenance.asset a where a.id = ${id} and ${await this.policy.visibleAsset(ctx)}`,
    );
  }

  private async related(a: string, b: string): Promise<boolean> {
    if (a === b) return true;
    const above = await this.customers.ancestors([a, b]);
    return above.get(a)?.includes(b) === true || above.get(b)?.includes(a) === true;
  }
}

const check = ({ failedAt, restoredAt }: FailureValues): Checks => {
  const span = { from: new Date('1950-01-01T00:00:00Z'), to: latestRecorded(systemClock.now()) };
  return new Checks().instant('failedAt', failedAt, span).instant('restoredAt', restoredAt, span);
};
