import { Injectable } from '@nestjs/common';
import { err, ok, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, updateVersioned, lockVersion, type VersionCode, type VersionedId } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { jobChanged } from '../customers.events.js';
import { checkJob, type JobChanges } from '../domain/checks.js';
import { type Job } from '../domain/facts.js';
import { JOB_COLUMNS } from './columns.js';
import { JOB_CONSTRAINTS, jobRow, type CreateJobCode } from './create-jobs.js';
import { CustomersPolicy } from './customers.policy.js';
import { References } from './references.js';

export type UpdateJobCode = CheckCode | VersionCode | CreateJobCode;

@Injectable()
export class UpdateJob {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly references: References,
    private readonly policy: CustomersPolicy,
  ) {}

  run(ctx: Ctx, cmd: JobChanges & VersionedId): Promise<Result<{ id: string }, UpdateJobCode>> {
    const wrong = checkJob(cmd, false).err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, UpdateJobCode>(
      ctx,
      async () => {
        const found = await lockVersion<Job & { customerOfficeId: string }>(
          this.db,
          sql`select ${JOB_COLUMNS},
                     (select c.office_id from customers.customer c where c.id = j.customer_id) as "customerOfficeId"
                from customers.job j where j.id = ${cmd.id}`,
          cmd.version,
        );
        if (!found.ok) return found;
        const { customerId, customerOfficeId, officeId } = found.value;
        await this.policy.assertMayWrite(ctx, [customerOfficeId, officeId]);
        if (cmd.officeId !== officeId) await this.policy.assertMayWriteAll(ctx, [cmd.officeId]);
        const { branches } = await this.references.load({ branches: [cmd.branchId] });
        if (cmd.branchId != null && !branches.has(cmd.branchId)) return err('BRANCH_NOT_FOUND', 'branchId');
        await updateVersioned(this.db, 'customers.job', cmd.id, jobRow(cmd));
        await this.outbox.add(ctx, jobChanged, { jobId: cmd.id, customerId });
        return ok({ id: cmd.id });
      },
      { constraints: JOB_CONSTRAINTS },
    );
  }
}
