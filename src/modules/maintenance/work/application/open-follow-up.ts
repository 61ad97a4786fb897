import { Injectable } from '@nestjs/common';
import { err, ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql, updateVersioned, lockVersion } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { ServicesApi } from '#modules/services';
import { type Priority } from '#modules/vocabulary';
import { type Finding } from '../domain/facts.js';
import { type Severity } from '../domain/statuses.js';
import { WorkStore } from './work-store.js';
import { FINDING_COLUMNS } from './work.rows.js';

export interface FollowUpCommand {
  readonly findingId: string;
  /** What the request is about; defaults to the beginning of the finding. */
  readonly subject?: string | null;
  readonly priority?: Priority | null;
}

const PRIORITY_OF: Readonly<Record<Severity, Priority>> = {
  CRITICAL: 'CRITICAL',
  MAJOR: 'HIGH',
  MINOR: 'MODERATE',
  NOTE: 'LOW',
};

/** Opens a maintenance request to have a finding repaired, once; it is linked to the asset of the finding. */
@Injectable()
export class OpenFollowUp {
  constructor(
    private readonly db: Database,
    private readonly store: WorkStore,
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
  ) {}

  async run(ctx: Ctx, cmd: FollowUpCommand): Promise<Result<{ id: string }, string>> {
    const select = sql`select ${FINDING_COLUMNS} from maintenance.finding f where f.id = ${cmd.findingId}`;
    const found = await this.db.maybeOne<Finding>(select);
    if (!found) return err('FINDING_NOT_FOUND', 'findingId');
    const target = { id: found.workOrderId, field: 'findingId', closedToo: true };
    return this.store.run<{ id: string }, string>(ctx, target, 'maintenance.work', async (order) => {
      await this.services.assertMayCreate(ctx, order.officeId);
      const held = await lockVersion<Finding>(this.db, select, null);
      if (!held.ok) return err('FINDING_NOT_FOUND', 'findingId');
      const finding = held.value;
      // Asked for twice, opened once.
      if (finding.followUpId !== null) return ok({ id: finding.id });
      const job = order.jobId === null ? undefined : (await this.customers.jobs([order.jobId])).get(order.jobId);
      const opened = await this.services.create(ctx, {
        customerId: order.customerId,
        branchId: order.branchId,
        jobId: job?.serviceLine === 'MAINTENANCE' ? job.id : null,
        serviceLine: 'MAINTENANCE',
        channel: 'VISIT',
        subject: cmd.subject ?? `${order.number}: ${finding.text}`.slice(0, 200),
        description: finding.text,
        priority: cmd.priority ?? PRIORITY_OF[finding.severity],
        priorityReason: `${order.number}: ${finding.severity}`,
        officeId: order.officeId,
      });
      if (!opened.ok) return opened;
      await updateVersioned(this.db, 'maintenance.finding', finding.id, { follow_up_id: opened.value.id });
      if (finding.assetId !== null)
        await this.db.execute(
          insert('maintenance.asset_request', {
            ...{ id: uuidv7(), asset_id: finding.assetId, request_id: opened.value.id, failure: false },
            failed_at: finding.foundAt,
          }),
        );
      return ok({ id: finding.id });
    });
  }
}
