import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, errs, ok, uuidv7, staleVersion, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, insertMany, sql } from '#platform/database';
import { OfficeReach } from '#modules/identity';
import { ServicesApi, type ReferenceCode } from '#modules/services';
import { checkEngagement, checkMembers, type EngagementValues, type Member } from '../domain/consulting.js';
import { ENGAGEMENT_COLUMNS, type EngagementRow } from './rows.js';

const MANAGE = 'consulting.manage-engagements';

export interface CreateEngagementCommand extends Partial<
  Omit<EngagementValues, 'customerId' | 'name' | 'startsOn' | 'leadId'>
> {
  readonly customerId: string;
  readonly name: string;
  readonly startsOn: string;
  /** Defaults to oneself. */
  readonly leadId?: string | null;
  readonly members?: readonly Member[] | null;
}

export interface UpdateEngagementCommand extends Partial<Omit<EngagementValues, 'customerId'>> {
  readonly id: string;
  readonly version: number;
  /** All of them. */
  readonly members?: readonly Member[] | null;
}

export type ChangeCode = CheckCode | 'NOT_FOUND' | 'STALE_VERSION';
export type EngagementCode = ChangeCode | ReferenceCode | 'END_BEFORE_START' | 'DELIVERABLES_OPEN';

/** Begins engagements and changes them; team and all. */
@Injectable()
export class Engagements {
  constructor(
    private readonly db: Database,
    private readonly reach: OfficeReach,
    private readonly services: ServicesApi,
  ) {}

  async create(ctx: Ctx, cmd: CreateEngagementCommand): Promise<Result<{ id: string }, EngagementCode>> {
    const leadId = cmd.leadId ?? ctx.actor.id;
    const wrong = checkMembers(cmd.members, checkEngagement({ ...cmd, leadId: leadId ?? '' }))
      .required('leadId', leadId)
      .err();
    if (wrong) return wrong;
    if (cmd.endsOn != null && cmd.endsOn < cmd.startsOn)
      return err('END_BEFORE_START', 'endsOn', { start: cmd.startsOn, end: cmd.endsOn });
    const people = [leadId as string, ...(cmd.members ?? []).map((m) => m.employeeId)];
    const known = await this.services.checkReferences({
      customerId: cmd.customerId,
      jobId: cmd.jobId ?? null,
      serviceLine: 'CONSULTING',
      officeId: cmd.officeId,
      employeeIds: people,
    });
    if (known.failures.length > 0) return errs(known.failures);
    const officeId = known.officeId as string;
    await this.reach.assertMay(ctx, MANAGE, officeId);
    return this.db.transaction<{ id: string }, EngagementCode>(ctx, async () => {
      const id = uuidv7();
      await this.db.execute(
        insert('consulting.engagement', {
          ...{ id, customer_id: cmd.customerId, job_id: cmd.jobId ?? null, office_id: officeId, lead_id: leadId },
          ...{
            name: cmd.name.trim(),
            name_native: blankToNull(cmd.nameNative) ?? null,
            objective: blankToNull(cmd.objective) ?? null,
          },
          ...{ status: cmd.status ?? 'PLANNED', starts_on: cmd.startsOn, ends_on: cmd.endsOn ?? null },
        }),
      );
      await this.setMembers(id, cmd.members ?? []);
      return ok({ id });
    });
  }

  async update(ctx: Ctx, cmd: UpdateEngagementCommand): Promise<Result<{ id: string }, EngagementCode>> {
    const checks = checkMembers(cmd.members, checkEngagement(cmd, new Checks()));
    for (const field of ['officeId', 'leadId', 'status'] as const)
      if (cmd[field] !== undefined) checks.required(field, cmd[field]);
    const wrong = checks.err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, EngagementCode>(ctx, async () => {
      const row = await this.db.maybeOne<EngagementRow>(
        sql`select ${ENGAGEMENT_COLUMNS} from consulting.engagement e where e.id = ${cmd.id} for update`,
      );
      if (!row || !(await this.reach.may(ctx, 'consulting.read', row.officeId))) return err('NOT_FOUND', 'id');
      await this.reach.assertMay(ctx, MANAGE, row.officeId);
      if (row.version !== cmd.version) return staleVersion(row);
      const next = { ...row, ...defined(cmd) };
      if (next.endsOn !== null && next.endsOn < next.startsOn)
        return err('END_BEFORE_START', 'endsOn', { start: next.startsOn, end: next.endsOn });
      const known = await this.services.checkReferences({
        customerId: row.customerId,
        serviceLine: 'CONSULTING',
        ...(cmd.jobId !== undefined && { jobId: cmd.jobId }),
        ...(cmd.officeId !== undefined && { officeId: cmd.officeId }),
        employeeIds: [...(cmd.leadId ? [cmd.leadId] : []), ...(cmd.members ?? []).map((m) => m.employeeId)],
      });
      if (known.failures.length > 0) return errs(known.failures);
      if (cmd.officeId && cmd.officeId !== row.officeId) await this.reach.assertMay(ctx, MANAGE, cmd.officeId);
      if (cmd.status === 'COMPLETED' && row.status !== 'COMPLETED') {
        const { open } = await this.db.one<{ open: number }>(
          sql`select count(*) as open from consulting.deliverable d
               where d.engagement_id = ${row.id} and d.status not in ('ACCEPTED', 'WITHDRAWN')`,
        );
        if (open > 0) return err('DELIVERABLES_OPEN', 'status', { open });
      }
      const changes = assignments({
        job_id: cmd.jobId,
        office_id: cmd.officeId,
        lead_id: cmd.leadId,
        name: cmd.name?.trim(),
        name_native: blankToNull(cmd.nameNative),
        objective: blankToNull(cmd.objective),
        status: cmd.status,
        starts_on: cmd.startsOn,
        ends_on: cmd.endsOn,
        version: row.version + 1,
      });
      if (changes) await this.db.execute(sql`update consulting.engagement set ${changes} where id = ${row.id}`);
      if (cmd.members != null) await this.setMembers(row.id, cmd.members);
      return ok({ id: row.id });
    });
  }

  private async setMembers(engagementId: string, members: readonly Member[]): Promise<void> {
    const byId = new Map(members.map((m) => [m.employeeId, blankToNull(m.role) ?? null]));
    await this.db.execute(
      sql`delete from consulting.engagement_member m
           where m.engagement_id = ${engagementId} and m.employee_id <> all(${[...byId.keys()]}::uuid[])`,
    );
    if (byId.size === 0) return;
    const rows = [...byId].map(([employee_id, role]) => ({
      id: uuidv7(),
      engagement_id: engagementId,
      employee_id,
      role,
    }));
    await this.db.execute(
      sql`${insertMany('consulting.engagement_member', ['id', 'engagement_id', 'employee_id', 'role'], rows)}
          on conflict (engagement_id, employee_id) do update set role = excluded.role
          where consulting.engagement_member.role is distinct from excluded.role`,
    );
  }
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
