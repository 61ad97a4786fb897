import { Injectable } from '@nestjs/common';
import { Database, ident, join, sql } from '#platform/database';
import { SLA_METRICS, type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { type SlaClock } from '../clock.types.js';
import { insertColumns, type Columns } from './insert-columns.js';

/** A row of sla.clock. */
export interface ClockRow extends SlaClock {
  readonly marks: string;
  readonly breaches: number;
  /** Warnings and escalations that are done, by their keys. */
  readonly alerts: string;
  /** When the next of them comes if nothing happens; null when none does. */
  readonly nextAlertAt: Date | null;
  readonly requestClockVersion: number;
  readonly priority: string;
  readonly channel: string;
  readonly serviceLine: string;
  readonly contactTypeId: string | null;
  readonly requestCreatedAt: Date;
  /** Offices and the branch, other than the serving office, whose choice of a calendar decides. */
  readonly follows: readonly string[] | null;
}

/** Contact types with those above them, from the root down to themselves, by their ids. */
export type TypePaths = Readonly<Record<string, readonly string[]>>;

/** What the ledger remembers of a clock that went away: its target is back, so it is the same clock again. */
export type FormerClock = Pick<ClockRow, 'id' | 'breaches' | 'alerts'>;

/** A row of sla.evaluation. */
export interface EvaluationRow {
  readonly requestId: string;
  readonly clockVersion: number;
  readonly pendingVersion: number;
  readonly open: boolean;
  readonly error: string | null;
  readonly tier: string | null;
  readonly customerPath: readonly string[] | null;
  readonly typePaths: TypePaths | null;
  /** Metrics that the request it was merged into carries on; null while it is not merged. */
  readonly carried: readonly SlaMetric[] | null;
  readonly firstEvaluatedAt: Date | null;
  /** When what is stored stops being true although nothing new is told; null when it does not. */
  readonly againAt: Date | null;
  readonly evaluatedAt: Date | null;
}

/** A evaluation as it shall be stored. */
export interface EvaluationEntry {
  readonly request_id: string;
  readonly clock_version: number;
  readonly request_created_at: Date;
  readonly open: boolean;
  readonly tier: string | null;
  readonly customer_path: readonly string[];
  readonly type_paths: TypePaths;
  readonly carried: readonly SlaMetric[] | null;
  readonly first_evaluated_at: Date;
  readonly evaluated_at: Date;
  readonly again_at: Date | null;
  readonly error: string | null;
}

export type LedgerKind =
  'STARTED' | 'PAUSED' | 'RESUMED' | 'WARNED' | 'BREACHED' | 'ESCALATED' | 'WITHDRAWN' | 'STOPPED' | 'REPLAYED';

/** An entry of sla.ledger, to be written. */
export interface LedgerEntry {
  readonly id: string;
  readonly request_id: string;
  readonly clock_id: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly kind: LedgerKind;
  readonly at: Date;
  readonly recorded_at: Date;
  readonly breach: number | null;
  /** With WARNED and ESCALATED: which step of the terms. */
  readonly step?: string;
  readonly state: SlaClockStatus;
  readonly due_at: Date | null;
  readonly details: object;
  readonly terms_version_id: string | null;
  readonly calendar_version_id: string | null;
  readonly more_calendar_version_ids: readonly string[] | null;
  readonly request_clock_version: number;
}

export const CLOCK_COLUMNS = sql`c.id, c.request_id as "requestId", c.metric, c.cycle, c.state, c.started_at as "startedAt",
  c.due_at as "dueAt", c.stopped_at as "stoppedAt", c.breached_at as "breachedAt", c.target_seconds as "targetSeconds",
  c.elapsed_seconds as "elapsedSeconds", c.remaining_seconds as "remainingSeconds", c.paused_seconds as "pausedSeconds",
  c.terms_version_id as "termsVersionId", c.calendar_version_id as "calendarVersionId",
  c.more_calendar_version_ids as "moreCalendarVersionIds", c.follows, c.customer_id as "customerId",
  c.office_id as "officeId", c.marks, c.breaches, c.alerts, c.next_alert_at as "nextAlertAt", c.request_clock_version as "requestClockVersion", c.priority, c.channel,
  c.service_line as "serviceLine", c.contact_type_id as "contactTypeId", c.request_created_at as "requestCreatedAt"`;

const EVALUATION_COLUMNS = sql`j.request_id as "requestId", j.clock_version as "clockVersion", j.pending_version as "pendingVersion",
  j.open, j.error, j.tier, j.customer_path as "customerPath", j.type_paths as "typePaths", j.carried, j.first_evaluated_at as "firstEvaluatedAt",
  j.again_at as "againAt", j.evaluated_at as "evaluatedAt"`;

const CLOCK: Columns<ClockRow & { readonly countedAt: Date }> = {
  id: ['uuid', (c) => c.id],
  request_id: ['uuid', (c) => c.requestId],
  metric: ['text', (c) => c.metric],
  cycle: ['integer', (c) => c.cycle],
  state: ['text', (c) => c.state],
  started_at: ['timestamptz', (c) => c.startedAt],
  due_at: ['timestamptz', (c) => c.dueAt],
  stopped_at: ['timestamptz', (c) => c.stoppedAt],
  breached_at: ['timestamptz', (c) => c.breachedAt],
  target_seconds: ['integer', (c) => c.targetSeconds],
  elapsed_seconds: ['bigint', (c) => c.elapsedSeconds],
  remaining_seconds: ['bigint', (c) => c.remainingSeconds],
  paused_seconds: ['bigint', (c) => c.pausedSeconds],
  counted_at: ['timestamptz', (c) => c.countedAt],
  marks: ['text', (c) => c.marks],
  breaches: ['integer', (c) => c.breaches],
  alerts: ['text', (c) => c.alerts],
  next_alert_at: ['timestamptz', (c) => c.nextAlertAt],
  terms_version_id: ['uuid', (c) => c.termsVersionId],
  calendar_version_id: ['uuid', (c) => c.calendarVersionId],
  more_calendar_version_ids: ['uuid[]', (c) => c.moreCalendarVersionIds],
  follows: ['uuid[]', (c) => c.follows],
  request_clock_version: ['integer', (c) => c.requestClockVersion],
  customer_id: ['uuid', (c) => c.customerId],
  office_id: ['uuid', (c) => c.officeId],
  priority: ['text', (c) => c.priority],
  channel: ['text', (c) => c.channel],
  service_line: ['text', (c) => c.serviceLine],
  contact_type_id: ['uuid', (c) => c.contactTypeId],
  request_created_at: ['timestamptz', (c) => c.requestCreatedAt],
};
/** What a clock is known by never changes. */
const REWRITTEN = join(
  Object.keys(CLOCK)
    .filter((name) => !['id', 'request_id', 'metric', 'cycle'].includes(name))
    .map((name) => sql`${ident(name)} = excluded.${ident(name)}`),
);

const LEDGER: Columns<LedgerEntry> = {
  id: ['uuid', (e) => e.id],
  request_id: ['uuid', (e) => e.request_id],
  clock_id: ['uuid', (e) => e.clock_id],
  metric: ['text', (e) => e.metric],
  cycle: ['integer', (e) => e.cycle],
  kind: ['text', (e) => e.kind],
  at: ['timestamptz', (e) => e.at],
  recorded_at: ['timestamptz', (e) => e.recorded_at],
  breach: ['integer', (e) => e.breach],
  step: ['text', (e) => e.step],
  state: ['text', (e) => e.state],
  due_at: ['timestamptz', (e) => e.due_at],
  details: ['jsonb', (e) => e.details],
  terms_version_id: ['uuid', (e) => e.terms_version_id],
  calendar_version_id: ['uuid', (e) => e.calendar_version_id],
  more_calendar_version_ids: ['uuid[]', (e) => e.more_calendar_version_ids],
  request_clock_version: ['integer', (e) => e.request_clock_version],
};

/** Rows of evaluations, clocks and ledger; set by set, never one by one. */
@Injectable()
export class ClockStore {
  constructor(private readonly db: Database) {}

  /**
   * Makes sure each request has a evaluation, and locks them until the transaction ends: whoever writes clocks holds
   * the evaluation of their request first, so that nobody waits crosswise.
   */
  async lockEvaluations(requestIds: readonly string[]): Promise<Map<string, EvaluationRow>> {
    const ids = [...requestIds].sort();
    await this.db.execute(
      sql`insert into sla.evaluation (request_id) select id from unnest(${ids}::uuid[]) as id
           where not exists (select 1 from sla.evaluation j where j.request_id = id) on conflict do nothing`,
    );
    const rows = await this.db.query<EvaluationRow>(
      sql`select ${EVALUATION_COLUMNS} from sla.evaluation j where j.request_id = any(${ids}::uuid[])
           order by j.request_id for update`,
    );
    return new Map(rows.map((r) => [r.requestId, r]));
  }

  async evaluations(requestIds: readonly string[]): Promise<Map<string, EvaluationRow>> {
    const rows = await this.db.query<EvaluationRow>(
      sql`select ${EVALUATION_COLUMNS} from sla.evaluation j where j.request_id = any(${requestIds}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.requestId, r]));
  }

  /** The stored clocks of each request, by metric as listed and cycle. */
  async clocks(requestIds: readonly string[]): Promise<Map<string, ClockRow[]>> {
    const rows = await this.db.query<ClockRow>(
      sql`select ${CLOCK_COLUMNS} from sla.clock c where c.request_id = any(${requestIds}::uuid[])
           order by c.request_id, array_position(${[...SLA_METRICS]}::text[], c.metric), c.cycle`,
    );
    const byRequest = new Map<string, ClockRow[]>();
    for (const row of rows) {
      const list = byRequest.get(row.requestId);
      if (list) list.push(row);
      else byRequest.set(row.requestId, [row]);
    }
    return byRequest;
  }

  /**
   * Clocks that went away because nothing was promised for them any more, by request and `METRIC/cycle`: under the id
   * they had, with how many breaches of theirs were recorded and which steps were taken.
   */
  async formerClocks(requestIds: readonly string[]): Promise<Map<string, Map<string, FormerClock>>> {
    const rows = await this.db.query<FormerClock & { readonly requestId: string; readonly key: string }>(
      sql`select l.request_id as "requestId", l.metric || '/' || l.cycle as key, l.clock_id as id,
                 coalesce(max(l.breach), 0) as breaches,
                 coalesce(string_agg(case when l.breach is null then l.step else l.breach || ':' || l.step end, ' ' order by l.seq)
                            filter (where l.step is not null), '') as alerts
            from sla.ledger l
           where l.request_id = any(${requestIds}::uuid[])
             and l.clock_id in (select g.clock_id from sla.ledger g
                                 where g.request_id = any(${requestIds}::uuid[]) and g.kind = 'REPLAYED' and g.state = 'CANCELLED')
           group by l.request_id, l.metric, l.cycle, l.clock_id order by max(l.seq)`,
    );
    const byRequest = new Map<string, Map<string, FormerClock>>();
    for (const { requestId, key, ...former } of rows) {
      const ofRequest = byRequest.get(requestId) ?? new Map<string, FormerClock>();
      byRequest.set(requestId, ofRequest.set(key, former));
    }
    return byRequest;
  }

  async writeClocks(rows: readonly ClockRow[], countedAt: Date): Promise<void> {
    if (rows.length === 0) return;
    await this.db.execute(
      sql`${insertColumns(
        'sla.clock',
        CLOCK,
        rows.map((row) => ({ ...row, countedAt })),
      )} on conflict (request_id, metric, cycle) do update set ${REWRITTEN}`,
    );
  }

  async removeClocks(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.db.execute(sql`delete from sla.clock where id = any(${ids}::uuid[])`);
  }

  async writeLedger(entries: readonly LedgerEntry[]): Promise<void> {
    if (entries.length > 0) await this.db.execute(insertColumns('sla.ledger', LEDGER, entries));
  }

  /** Writes entries of warnings and escalations; gives the ids of those whose step was not taken before. */
  async writeSteps(entries: readonly LedgerEntry[]): Promise<Set<string>> {
    if (entries.length === 0) return new Set();
    const rows = await this.db.query<{ id: string }>(
      sql`${insertColumns('sla.ledger', LEDGER, entries)} on conflict do nothing returning id`,
    );
    return new Set(rows.map((r) => r.id));
  }

  async writeAlerts(rows: readonly Pick<ClockRow, 'id' | 'alerts' | 'nextAlertAt'>[]): Promise<void> {
    if (rows.length === 0) return;
    await this.db.execute(
      sql`update sla.clock c set alerts = n.alerts, next_alert_at = n.next_alert_at
            from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.alerts)}::text[],
                        ${rows.map((r) => r.nextAlertAt)}::timestamptz[]) as n (id, alerts, next_alert_at)
           where c.id = n.id`,
    );
  }

  async writeEvaluations(rows: readonly EvaluationEntry[]): Promise<void> {
    if (rows.length === 0) return;
    await this.db.execute(
      sql`update sla.evaluation j set clock_version = n.clock_version, pending_version = n.clock_version, again_at = n.again_at,
                 request_created_at = n.request_created_at, open = n.open, tier = n.tier, customer_path = n.customer_path,
                 type_paths = n.type_paths, carried = n.carried, first_evaluated_at = n.first_evaluated_at, evaluated_at = n.evaluated_at, error = n.error
            from jsonb_populate_recordset(null::sla.evaluation, ${JSON.stringify(rows)}::jsonb) n
           where j.request_id = n.request_id`,
    );
  }
}
