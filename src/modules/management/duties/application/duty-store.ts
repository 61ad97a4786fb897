import { Injectable } from '@nestjs/common';
import { err, ok, uuidv7, staleVersion, type Result } from '#kernel';
import { wallTimeAt, addDays, instantOf } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, insertMany, sql, type Row } from '#platform/database';
import { type DutyStatus, type DutyValues, type SkipReason } from '../domain/duty.js';
import { DUTY_COLUMNS, type DutyRow } from './duty.rows.js';
import { ManagementPolicy } from '../../management.policy.js';

export type DutyVersionCode = 'NOT_FOUND' | 'STALE_VERSION';
export type DutyLockCode = DutyVersionCode | 'WRONG_STATUS';

interface WhichVersion {
  readonly id: string;
  readonly version: number;
}

/** An occurrence that is done with. */
export interface DoneOccurrence {
  readonly originalAt: number;
  readonly dueAt: number;
  readonly requestId: string | null;
  readonly skipped: SkipReason | null;
}

/** Reads and writes duties for those who change them. */
@Injectable()
export class DutyStore {
  constructor(
    private readonly db: Database,
    private readonly policy: ManagementPolicy,
  ) {}

  /** The duty, locked, when it may be changed by the actor and stands as it was read. */
  async lock(
    ctx: Ctx,
    { id, version }: WhichVersion,
    allowed: readonly DutyStatus[],
  ): Promise<Result<DutyRow, DutyLockCode>> {
    const duty = await this.db.maybeOne<DutyRow>(
      sql`select ${DUTY_COLUMNS} from management.duty d
           where d.id = ${id} and ${await this.policy.visible(ctx, sql`d.office_id`)} for update`,
    );
    if (!duty) return err('NOT_FOUND', 'id');
    await this.policy.assertMay(ctx, 'management.manage-duties', duty.officeId);
    if (duty.version !== version)
      return staleVersion({ version: duty.version, status: duty.status, ...valuesOf(duty) });
    if (!allowed.includes(duty.status)) return err('WRONG_STATUS', 'id', { status: duty.status });
    return ok(duty);
  }

  async insert(ctx: Ctx, customerId: string, values: DutyValues, plan: Planned, now: Date): Promise<string> {
    const id = uuidv7();
    await this.db.execute(
      insert('management.duty', {
        ...{ id, customer_id: customerId, status: 'ACTIVE', created_at: now, created_by: ctx.actor.id },
        ...columnsOf(values),
        ...planColumns(plan),
      }),
    );
    return id;
  }

  /** Writes what was decided; the version grows. */
  async decide(
    { id, version }: WhichVersion,
    values: DutyValues | undefined,
    plan: Planned | undefined,
    more: Row = {},
  ): Promise<void> {
    const changes = { ...(values && columnsOf(values)), ...(plan && planColumns(plan)) };
    const set = assignments({ ...changes, ...more, version: version + 1 });
    await this.db.execute(sql`update management.duty set ${set} where id = ${id}`);
  }

  /** Writes how far the background work has come; the version stays. */
  async advance(id: string, changes: Row): Promise<void> {
    await this.db.execute(sql`update management.duty set ${assignments(changes)} where id = ${id}`);
  }

  async addOccurrences(dutyId: string, occurrences: readonly DoneOccurrence[], now: Date): Promise<void> {
    if (occurrences.length === 0) return;
    await this.db.execute(
      insertMany(
        'management.duty_occurrence',
        ['id', 'duty_id', 'original_at', 'due_at', 'request_id', 'skipped', 'handled_at'],
        occurrences.map((o) => ({
          id: uuidv7(),
          duty_id: dutyId,
          original_at: new Date(o.originalAt),
          due_at: new Date(o.dueAt),
          request_id: o.requestId,
          skipped: o.skipped,
          handled_at: now,
        })),
      ),
    );
  }

  /**
   * Where another rule begins to count: not before now, and not on a day on which an occurrence was handled under the
   * one before, so that a changed time of day opens nothing twice.
   */
  async cursorOfNewRule(duty: Pick<DutyRow, 'id'>, zone: string, now: Date): Promise<number> {
    const { last } = await this.db.one<{ last: Date | null }>(
      sql`select max(original_at) as last from management.duty_occurrence where duty_id = ${duty.id}`,
    );
    if (!last) return now.getTime() - 1;
    const day = wallTimeAt(zone, last.getTime()).date;
    return Math.max(now.getTime(), instantOf(zone, addDays(day, 1), '00:00')) - 1;
  }
}

interface Planned {
  readonly handledUntil: number;
  readonly nextAt: number | null;
}

function planColumns({ handledUntil, nextAt }: Planned): Row {
  return { handled_until: new Date(handledUntil), next_at: nextAt === null ? null : new Date(nextAt), failing: null };
}

function columnsOf(v: DutyValues): Row {
  return {
    branch_id: v.branchId,
    job_id: v.jobId,
    subject: v.subject,
    description: v.description,
    contact_type_id: v.contactTypeId,
    priority: v.priority,
    office_id: v.officeId,
    assignee_id: v.assigneeId,
    team_id: v.teamId,
    rule: v.rule,
    starts_on: v.startsOn,
    local_time: v.localTime,
    zone: v.zone,
    ends_on: v.endsOn,
    lead_seconds: v.leadSeconds,
    catch_up: v.catchUp,
    holidays: v.holidays,
    calendar_id: v.calendarId,
  };
}

export function valuesOf(duty: DutyRow): DutyValues {
  const { branchId, jobId, subject, description, contactTypeId, priority, officeId, assigneeId, teamId } = duty;
  const { rule, startsOn, localTime, zone, endsOn, leadSeconds, catchUp, holidays, calendarId } = duty;
  return {
    ...{ branchId, jobId, subject, description, contactTypeId, priority, officeId, assigneeId, teamId },
    ...{ rule, startsOn, localTime, zone, endsOn, leadSeconds, catchUp, holidays, calendarId },
  };
}
