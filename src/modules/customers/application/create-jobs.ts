import { Injectable } from '@nestjs/common';
import { lineOrNull, err, type CheckCode, type Err, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, type Row } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { jobChanged } from '../customers.events.js';
import { checkNewJob, type JobChanges, type NewJob } from '../domain/checks.js';
import { type Taken } from '../domain/facts.js';
import { createMany, type Accepted } from './bulk.js';
import { CustomersPolicy } from './customers.policy.js';
import { References } from './references.js';

export type JobRuleCode = 'OFFICE_NOT_FOUND' | 'BRANCH_NOT_FOUND' | 'OTHER_CUSTOMER' | 'END_BEFORE_START';
export type CreateJobCode = CheckCode | 'ALREADY_IN_USE' | 'CUSTOMER_NOT_FOUND' | JobRuleCode;

export const JOB_CONSTRAINTS = {
  job_code_key: err('ALREADY_IN_USE' as const, 'code'),
  job_customer_fk: err('CUSTOMER_NOT_FOUND' as const, 'customerId'),
  job_office_fk: err('OFFICE_NOT_FOUND' as const, 'officeId'),
  job_branch_fk: err('OTHER_CUSTOMER' as const, 'branchId'),
  job_dates_check: err('END_BEFORE_START' as const, 'endsOn', { start: 'startsOn', end: 'endsOn' }),
};

/** The columns that a command sets; undefined ones stay. */
export function jobRow(cmd: JobChanges): Row {
  return {
    branch_id: cmd.branchId,
    name: lineOrNull(cmd.name),
    service_line: cmd.serviceLine,
    country: cmd.country,
    city: lineOrNull(cmd.city),
    site: lineOrNull(cmd.site),
    office_id: cmd.officeId,
    status: cmd.status,
    starts_on: cmd.startsOn,
    ends_on: cmd.endsOn,
  };
}

const COLUMNS = [
  'id',
  'customer_id',
  'code',
  'branch_id',
  'name',
  'service_line',
  'country',
  'city',
  'site',
  'office_id',
  'status',
  'starts_on',
  'ends_on',
  'external_ref',
];

/** Creates jobs, one or many, by the same rules. A code (`J-000123`) is made when none is given. */
@Injectable()
export class CreateJobs {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly references: References,
    private readonly policy: CustomersPolicy,
  ) {}

  async run(ctx: Ctx, cmd: NewJob): Promise<Result<Taken, CreateJobCode>> {
    return (await this.runMany(ctx, [cmd]))[0] as Result<Taken, CreateJobCode>;
  }

  /** Throws ForbiddenError unless `customers.write` reaches the office of the job. */
  runMany(ctx: Ctx, cmds: readonly NewJob[]): Promise<Result<Taken, CreateJobCode>[]> {
    return createMany<NewJob, CreateJobCode>(
      this.db,
      ctx,
      {
        table: 'customers.job',
        columns: COLUMNS,
        constraints: JOB_CONSTRAINTS,
        check: (batch) => this.check(ctx, batch),
        row: (cmd, id) => ({
          ...jobRow(cmd),
          id,
          customer_id: cmd.customerId,
          code: cmd.code ?? null,
          status: cmd.status ?? 'OPEN',
          external_ref: cmd.externalRef || null,
        }),
        created: (accepted) => this.tell(ctx, accepted),
      },
      cmds,
    );
  }

  private async check(ctx: Ctx, cmds: readonly NewJob[]): Promise<(Err<CreateJobCode> | undefined)[]> {
    const wrong = cmds.map((cmd) => checkNewJob(cmd).err());
    const sound = cmds.filter((_, i) => !wrong[i]);
    const { customers, branches } = await this.references.load({
      customers: sound.map((c) => c.customerId),
      branches: sound.map((c) => c.branchId),
    });
    const { offices } = await this.references.load({
      offices: sound.map((c) => c.officeId),
    });
    const reach = await this.policy.writable(ctx);
    return cmds.map((cmd, i): Err<CreateJobCode> | undefined => {
      if (wrong[i]) return wrong[i];
      const customer = customers.get(cmd.customerId);
      const branch = branches.get(cmd.branchId ?? '');
      if (!customer) return err('CUSTOMER_NOT_FOUND', 'customerId');
      if (cmd.branchId != null && !branch) return err('BRANCH_NOT_FOUND', 'branchId');
      if (branch && branch.customerId !== cmd.customerId) return err('OTHER_CUSTOMER', 'branchId');
      if (!offices.has(cmd.officeId)) return err('OFFICE_NOT_FOUND', 'officeId');
      if (cmd.startsOn != null && cmd.endsOn != null && cmd.endsOn < cmd.startsOn)
        return err('END_BEFORE_START', 'endsOn', { start: cmd.startsOn, end: cmd.endsOn });
      if (!reach.includes(cmd.officeId)) this.policy.refuse();
      return undefined;
    });
  }

  private tell(ctx: Ctx, accepted: readonly Accepted<NewJob>[]): Promise<void> {
    return this.outbox.addMany(
      ctx,
      jobChanged,
      accepted.map(({ id, cmd }) => ({ jobId: id, customerId: cmd.customerId })),
    );
  }
}
