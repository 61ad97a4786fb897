import { Injectable } from '@nestjs/common';
import { blankToNull, err, errs, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { permits } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { SERVICES, ServicesApi, type RequestFacts } from '#modules/services';
import { ASSET_COLUMNS } from '../../assets/application/asset.rows.js';
import { type Asset } from '../../assets/domain/asset.js';
import { type WorkOrder } from '../domain/facts.js';
import { checkPlanned, checkWork, type NewWork } from '../domain/work-order.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { WorkReferences, type WorkReferenceCode } from '../../work-references.js';
import { WorkStore } from './work-store.js';
import { WORK_COLUMNS } from './work.rows.js';

export type CreateWorkCode =
  | CheckCode
  | WorkReferenceCode
  | 'AT_LEAST_ONE_OF'
  | 'REQUEST_NOT_FOUND'
  | 'JOB_NOT_FOUND'
  | 'OTHER_GROUP'
  | 'END_NOT_AFTER_START'
  | 'CLIENT_ID_TAKEN';

/** Makes a work order by hand: for an asset, for a service request, or for both. */
@Injectable()
export class CreateWorkOrder {
  constructor(
    private readonly db: Database,
    private readonly policy: MaintenancePolicy,
    private readonly store: WorkStore,
    private readonly references: WorkReferences,
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
  ) {}

  async run(ctx: Ctx, cmd: NewWork): Promise<Result<{ id: string }, CreateWorkCode>> {
    const wrong = checkWork(cmd, true).err() ?? checkPlanned(cmd.plannedFrom, cmd.plannedTo);
    if (!wrong.ok) return wrong;
    if (cmd.assetId == null && cmd.requestId == null)
      return err('AT_LEAST_ONE_OF', 'assetId', { fields: 'assetId, requestId' });
    const made = await this.db.transaction<{ id: string }, CreateWorkCode>(
      ctx,
      () => this.make(ctx, cmd),
      // The same from the same phone at the same moment: the other one made it.
      { constraints: { work_order_client_key: err('CLIENT_ID_TAKEN', 'clientId') } },
    );
    if (made.ok || made.failures[0]?.code !== 'CLIENT_ID_TAKEN') return made;
    return (await this.madeBefore(ctx, cmd)) ?? made;
  }

  private async make(ctx: Ctx, cmd: NewWork): Promise<Result<{ id: string }, CreateWorkCode>> {
    const before = await this.madeBefore(ctx, cmd);
    if (before) return before;
    const asset = cmd.assetId == null ? null : await this.asset(ctx, cmd.assetId);
    if (asset === undefined) return err('ASSET_NOT_FOUND', 'assetId');
    const request = cmd.requestId == null ? null : await this.request(ctx, cmd.requestId);
    if (request === undefined) return err('REQUEST_NOT_FOUND', 'requestId');
    const about = asset ?? request;
    if (!about) return err('AT_LEAST_ONE_OF', 'assetId', { fields: 'assetId, requestId' });
    if (asset && request && !(await this.related(asset.customerId, request.customerId)))
      return err('OTHER_GROUP', 'requestId');
    const jobId = cmd.jobId === undefined ? (request?.jobId ?? null) : cmd.jobId;
    const job = jobId == null ? undefined : (await this.customers.jobs([jobId])).get(jobId);
    if (jobId != null && !job) return err('JOB_NOT_FOUND', 'jobId');
    if (job && !(await this.related(about.customerId, job.customerId))) return err('OTHER_GROUP', 'jobId');
    await this.policy.assertMay(ctx, 'maintenance.plan', about);
    const failures = await this.references.failures(cmd);
    if (failures.length > 0) return errs(failures);
    const id = uuidv7();
    await this.db.execute(
      insert('maintenance.work_order', {
        id,
        kind: cmd.kind ?? (request ? 'CORRECTIVE' : 'INSPECTION'),
        status: 'PLANNED',
        customer_id: about.customerId,
        branch_id: about.branchId,
        job_id: jobId,
        office_id: about.officeId,
        asset_id: asset?.id ?? null,
        request_id: request?.id ?? null,
        title: cmd.title.trim(),
        description: blankToNull(cmd.description) ?? null,
        priority: cmd.priority ?? request?.priority ?? 'MODERATE',
        assignee_id: cmd.assigneeId ?? null,
        team_id: cmd.teamId ?? null,
        planned_from: cmd.plannedFrom ?? null,
        planned_to: cmd.plannedTo ?? null,
        due_at: cmd.dueAt ?? null,
        checklist_version_id:
          cmd.checklistId == null
            ? null
            : (await this.references.latestChecklists([cmd.checklistId])).get(cmd.checklistId),
        created_at: systemClock.now(),
        created_by: ctx.actor.id,
        client_id: cmd.clientId ?? null,
      }),
    );
    await this.store.tellNew(ctx, id);
    return ok({ id });
  }

  /** The work order made before under the client's id; a refusal when somebody else used that id. */
  private async madeBefore(
    ctx: Ctx,
    { clientId }: NewWork,
  ): Promise<Result<{ id: string }, CreateWorkCode> | undefined> {
    if (clientId == null) return undefined;
    const found = await this.db.maybeOne<WorkOrder>(
      sql`select ${WORK_COLUMNS} from maintenance.work_order w where w.client_id = ${clientId}`,
    );
    if (!found) return undefined;
    return found.createdById === ctx.actor.id ? ok({ id: found.id }) : err('CLIENT_ID_TAKEN', 'clientId');
  }

  private async asset(ctx: Ctx, id: string): Promise<Asset | undefined> {
    return this.db.maybeOne<Asset>(
      sql`select ${ASSET_COLUMNS} from maintenance.asset a where a.id = ${id} and ${await this.policy.visibleAsset(ctx)}`,
    );
  }

  private async request(ctx: Ctx, id: string): Promise<RequestFacts | undefined> {
    if (!permits(ctx, SERVICES['services.read'])) return undefined;
    return (await this.services.requests([id])).get(id);
  }

  /** Whether both are one customer, or one is above the other in its group. */
  private async related(a: string, b: string): Promise<boolean> {
    if (a === b) return true;
    const above = await this.customers.ancestors([a, b]);
    return above.get(a)?.includes(b) === true || above.get(b)?.includes(a) === true;
  }
}
