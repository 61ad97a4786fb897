import { Injectable } from '@nestjs/common';
import { Checks, systemClock } from '#kernel';
import { addDays, instantOf, wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { and, containing, Database, sql, type Sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { pageOf, pagesOf, type Connection, type List, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { ServicesApi } from '#modules/services';
import { SlaApi } from '#modules/sla';
import { DUTY_LIMITS, type DutyStatus, type Outcome } from '../domain/duty.js';
import { outcomeOf } from '../domain/outcome.js';
import {
  DUTY_COLUMNS,
  EXCEPTION_COLUMNS,
  OCCURRENCE_COLUMNS,
  type DutyRow,
  type ExceptionRow,
  type OccurrenceRow,
} from './duty.rows.js';

import { ManagementPolicy } from '../../management.policy.js';

/** Which duties; what is left out does not matter. */
export interface DutyFilter {
  readonly customerId?: string | null;
  /** With customerId: those of all customers below it too. */
  readonly includeBelow?: boolean | null;
  readonly jobId?: string | null;
  readonly branchId?: string | null;
  readonly officeId?: string | null;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
  readonly statuses?: readonly DutyStatus[] | null;
  /** Only those that could not open their last request (true), or only the others (false). */
  readonly failing?: boolean | null;
  /** Part of number, subject or description. */
  readonly text?: string | null;
}

export interface DutyOrder {
  readonly field: 'CREATED_AT' | 'NEXT_AT';
  readonly direction: 'ASC' | 'DESC';
}

/** How often what came of occurrences, of those that were due within a period. */
export type DutyRecord = Readonly<Record<Outcome, number>>;

const NEVER = new Date('9999-12-31T00:00:00Z');
const ID = { column: sql`d.id`, type: 'uuid' as const, value: (d: DutyRow) => d.id };
const KEYS: Record<DutyOrder['field'], Order<DutyRow>['keys']> = {
  CREATED_AT: [{ column: sql`d.created_at`, type: 'timestamptz', value: (d) => d.createdAt }, ID],
  NEXT_AT: [
    { column: sql`coalesce(d.next_at, '9999-12-31T00:00:00Z')`, type: 'timestamptz', value: (d) => d.nextAt ?? NEVER },
    ID,
  ],
};
const LATEST_FIRST: DutyOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** What duties can be listed under. */
const PARENTS = { customer: sql`d.customer_id`, branch: sql`d.branch_id`, job: sql`d.job_id` } as const;
export type DutyParent = keyof typeof PARENTS;

const byDue = (direction: 'ASC' | 'DESC'): Order<OccurrenceRow> => ({
  list: 'dutyOccurrences',
  direction,
  keys: [
    { column: sql`o.due_at`, type: 'timestamptz', value: (o) => o.dueAt },
    { column: sql`o.id`, type: 'uuid', value: (o) => o.id },
  ],
});

/** Reads of duties; every one of them shows the actor only what it may see. */
@Injectable()
export class DutyQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: ManagementPolicy,
    private readonly customers: CustomersApi,
    private readonly services: ServicesApi,
    private readonly sla: SlaApi,
  ) {}

  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, DutyRow>> {
    const rows = await this.db.query<DutyRow>(
      sql`select ${DUTY_COLUMNS} from management.duty d where d.id = any(${ids}::uuid[]) and ${await this.visible(ctx)}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async byNumber(ctx: Ctx, number: string): Promise<DutyRow | null> {
    const row = await this.db.maybeOne<DutyRow>(
      sql`select ${DUTY_COLUMNS} from management.duty d
           where d.number = ${number.trim().toUpperCase()} and ${await this.visible(ctx)}`,
    );
    return row ?? null;
  }

  async list(ctx: Ctx, filter: DutyFilter, page: PageRequest, order = LATEST_FIRST): Promise<Connection<DutyRow>> {
    return pageOf(this.db, await this.of(ctx, filter, order), page);
  }

  async listOf(
    ctx: Ctx,
    parent: DutyParent,
    ids: readonly string[],
    filter: DutyFilter,
    page: PageRequest,
  ): Promise<Connection<DutyRow>[]> {
    return pagesOf(this.db, await this.of(ctx, filter, LATEST_FIRST), PARENTS[parent], ids, page);
  }

  /** Occurrences of each duty that are done with. */
  occurrencesOf(
    dutyIds: readonly string[],
    page: PageRequest,
    direction: 'ASC' | 'DESC',
  ): Promise<Connection<OccurrenceRow>[]> {
    const list: List<OccurrenceRow> = {
      columns: OCCURRENCE_COLUMNS,
      from: sql`management.duty_occurrence o`,
      where: sql`true`,
      order: byDue(direction),
    };
    return pagesOf(this.db, list, sql`o.duty_id`, dutyIds, page);
  }

  /** Those that the actor may see. */
  occurrences(ctx: Ctx, ids: readonly string[]): Promise<OccurrenceRow[]> {
    return this.occurrencesWhere(ctx, sql`o.id = any(${ids}::uuid[])`);
  }

  /** Out of which occurrence each request came, where it came from one. */
  occurrencesOfRequests(ctx: Ctx, requestIds: readonly string[]): Promise<OccurrenceRow[]> {
    return this.occurrencesWhere(ctx, sql`o.request_id = any(${requestIds}::uuid[])`);
  }

  exceptionsOf(dutyIds: readonly string[]): Promise<ExceptionRow[]> {
    return this.db.query(
      sql`select ${EXCEPTION_COLUMNS} from management.duty_exception x
           where x.duty_id = any(${dutyIds}::uuid[]) order by x.duty_id, x.original_at`,
    );
  }

  /** How occurrences went: by the SLA clock of their request's completion, else by the end of their day. */
  async outcomes(occurrences: readonly OccurrenceRow[], now: Date = systemClock.now()): Promise<Map<string, Outcome>> {
    const requestIds = occurrences.flatMap((o) => o.requestId ?? []);
    const requests = await this.services.requests(requestIds);
    const clocks = await this.sla.clocksOf(requestIds, now);
    const zones = await this.db.query<{ id: string; zone: string }>(
      sql`select d.id, d.zone from management.duty d where d.id = any(${occurrences.map((o) => o.dutyId)}::uuid[])`,
    );
    const zoneOf = new Map(zones.map((z) => [z.id, z.zone]));
    return new Map(
      occurrences.map((o) => {
        const request = o.requestId === null ? undefined : requests.get(o.requestId);
        const clock = (o.requestId !== null && clocks.get(o.requestId)?.find((c) => c.metric === 'COMPLETION')) || null;
        const outcome = outcomeOf({
          skipped: o.skipped,
          dayEndsAt: endOfDay(o.dueAt, zoneOf.get(o.dutyId) ?? 'UTC'),
          completedAt: request?.completedAt?.getTime() ?? null,
          cancelledAt: request?.cancelledAt?.getTime() ?? null,
          clock: clock?.state ?? null,
          now: now.getTime(),
        });
        return [o.id, outcome];
      }),
    );
  }

  /** How each duty was kept over a period, its end not included. */
  async records(dutyIds: readonly string[], from: Date, to: Date, now?: Date): Promise<Map<string, DutyRecord>> {
    const rows = await this.db.query<OccurrenceRow>(
      sql`select ${OCCURRENCE_COLUMNS} from management.duty_occurrence o
           where o.duty_id = any(${dutyIds}::uuid[]) and o.due_at >= ${from} and o.due_at < ${to}`,
    );
    const outcomes = await this.outcomes(rows, now);
    const records = new Map(
      dutyIds.map((id) => [id, { OPEN: 0, KEPT: 0, LATE: 0, MISSED: 0, CANCELLED: 0, SKIPPED: 0 }]),
    );
    for (const row of rows) {
      const record = records.get(row.dutyId);
      const outcome = outcomes.get(row.id);
      if (record && outcome) record[outcome]++;
    }
    return records;
  }

  private async occurrencesWhere(ctx: Ctx, where: Sql): Promise<OccurrenceRow[]> {
    return this.db.query(
      sql`select ${OCCURRENCE_COLUMNS} from management.duty_occurrence o join management.duty d on d.id = o.duty_id
           where ${where} and ${await this.visible(ctx)}`,
    );
  }

  private visible(ctx: Ctx): Promise<Sql> {
    return this.policy.visible(ctx, sql`d.office_id`);
  }

  private async of(ctx: Ctx, f: DutyFilter, { field, direction }: DutyOrder): Promise<List<DutyRow>> {
    const wrong = new Checks().text('filter.text', f.text?.trim(), { ...DUTY_LIMITS.search, optional: true }).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const below =
      f.customerId != null && f.includeBelow === true ? await this.customers.descendants(f.customerId) : null;
    const text = f.text?.trim() ?? '';
    const where = and([
      await this.visible(ctx),
      below !== null && sql`d.customer_id = any(${below}::uuid[])`,
      below === null && f.customerId != null && sql`d.customer_id = ${f.customerId}`,
      f.jobId != null && sql`d.job_id = ${f.jobId}`,
      f.branchId != null && sql`d.branch_id = ${f.branchId}`,
      f.officeId != null && sql`d.office_id = ${f.officeId}`,
      f.assigneeId != null && sql`d.assignee_id = ${f.assigneeId}`,
      f.teamId != null && sql`d.team_id = ${f.teamId}`,
      f.statuses != null && sql`d.status = any(${f.statuses}::text[])`,
      f.failing === true && sql`d.failing is not null`,
      f.failing === false && sql`d.failing is null`,
      text !== '' &&
        sql`(d.number || ' ' || d.subject || ' ' || coalesce(d.description, '')) ilike ${containing(text)}`,
    ]);
    return {
      columns: DUTY_COLUMNS,
      from: sql`management.duty d`,
      where,
      order: { list: 'duties', keys: KEYS[field], direction },
    };
  }
}

function endOfDay(at: Date, zone: string): number {
  return instantOf(zone, addDays(wallTimeAt(zone, at.getTime()).date, 1), '00:00');
}
