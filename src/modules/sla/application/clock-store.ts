import { Injectable } from '@nestjs/common';
import { Database, insertMany, sql, type Row } from '#platform/database';
import { type SlaMetric, type SlaState } from '../domain/clock-types.js';
import { type SlaClock } from '../sla.types.js';

/** A row of sla.clock. */
export interface ClockRow extends SlaClock {
  readonly marks: string;
  readonly breaches: number;
  readonly requestClockVersion: number;
  readonly priority: string;
  readonly channel: string;
  readonly serviceLine: string;
  readonly contactTypeId: string | null;
  readonly requestCreatedAt: Date;
  /** Offices and the branch, other than the serving office, whose choice of a calendar decides. */
  readonly follows: readonly string[] | null;
}

/** A row of sla.judgement. */
export interface JudgementRow {
  readonly requestId: string;
  readonly clockVersion: number;
  readonly toldVersion: number;
  readonly open: boolean;
  readonly error: string | null;
  readonly tier: string | null;
  readonly customerPath: readonly string[] | null;
  readonly firstJudgedAt: Date | null;
  /** When what is stored stops being true although nothing new is told; null when it does not. */
  readonly againAt: Date | null;
  readonly judgedAt: Date | null;
}

/** A judgement as it shall be stored. */
export interface JudgementEntry {
  readonly request_id: string;
  readonly clock_version: number;
  readonly request_created_at: Date;
  readonly open: boolean;
  readonly tier: string | null;
  readonly customer_path: readonly string[];
  readonly first_judged_at: Date;
  readonly judged_at: Date;
  readonly again_at: Date | null;
  readonly error: string | null;
}

export type LedgerKind =
  'STARTED' | 'PAUSED' | 'RESUMED' | 'WARNED' | 'BREACHED' | 'WITHDRAWN' | 'STOPPED' | 'REPLAYED';

/** An entry of sla.ledger, to be written. */
export interface LedgerEntry extends Row {
  readonly id: string;
  readonly request_id: string;
  readonly clock_id: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly kind: LedgerKind;
  readonly at: Date;
  readonly recorded_at: Date;
  readonly breach: number | null;
  readonly state: SlaState;
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
  c.office_id as "officeId", c.marks, c.breaches, c.request_clock_version as "requestClockVersion", c.priority, c.channel,
  c.service_line as "serviceLine", c.contact_type_id as "contactTypeId", c.request_created_at as "requestCreatedAt"`;

const JUDGEMENT_COLUMNS = sql`j.request_id as "requestId", j.clock_version as "clockVersion", j.told_version as "toldVersion",
  j.open, j.error, j.tier, j.customer_path as "customerPath", j.first_judged_at as "firstJudgedAt",
  j.again_at as "againAt", j.judged_at as "judgedAt"`;

const WRITTEN = [
  'id', 'request_id', 'metric', 'cycle', 'state', 'started_at', 'due_at', 'stopped_at', 'breached_at', 'target_seconds',
  'elapsed_seconds', 'remaining_seconds', 'paused_seconds', 'counted_at', 'marks', 'breaches', 'terms_version_id',
  'calendar_version_id', 'request_clock_version', 'customer_id', 'office_id', 'priority', 'channel', 'service_line',
  'contact_type_id', 'request_created_at', 'more_calendar_version_ids', 'follows',
]; // prettier-ignore

const LEDGER = [
  'id', 'request_id', 'clock_id', 'metric', 'cycle', 'kind', 'at', 'recorded_at', 'breach', 'state', 'due_at', 'details',
  'terms_version_id', 'calendar_version_id', 'more_calendar_version_ids', 'request_clock_version',
]; // prettier-ignore

/** Rows of judgements, clocks and ledger; set by set, never one by one. */
@Injectable()
export class ClockStore {
  constructor(private readonly db: Database) {}

  /**
   * Makes sure each request has a judgement, and locks them until the transaction ends: whoever writes clocks holds
   * the judgement of their request first, so that nobody waits crosswise.
   */
  async lockJudgements(requestIds: readonly string[]): Promise<Map<string, JudgementRow>> {
    const ids = [...requestIds].sort();
    await this.db.execute(
      sql`insert into sla.judgement (request_id) select id from unnest(${ids}::uuid[]) as id
           where not exists (select 1 from sla.judgement j where j.request_id = id) on conflict do nothing`,
    );
    const rows = await this.db.query<JudgementRow>(
      sql`select ${JUDGEMENT_COLUMNS} from sla.judgement j where j.request_id = any(${ids}::uuid[])
           order by j.request_id for update`,
    );
    return new Map(rows.map((r) => [r.requestId, r]));
  }

  async judgements(requestIds: readonly string[]): Promise<Map<string, JudgementRow>> {
    const rows = await this.db.query<JudgementRow>(
      sql`select ${JUDGEMENT_COLUMNS} from sla.judgement j where j.request_id = any(${requestIds}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.requestId, r]));
  }

  /** The stored clocks of each request, by metric as listed and cycle. */
  async clocks(requestIds: readonly string[]): Promise<Map<string, ClockRow[]>> {
    const rows = await this.db.query<ClockRow>(
      sql`select ${CLOCK_COLUMNS} from sla.clock c where c.request_id = any(${requestIds}::uuid[])
           order by c.request_id, array_position(array['FIRST_RESPONSE','NEXT_RESPONSE','UPDATE','COMPLETION'], c.metric), c.cycle`,
    );
    const byRequest = new Map<string, ClockRow[]>();
    for (const row of rows) {
      const list = byRequest.get(row.requestId);
      if (list) list.push(row);
      else byRequest.set(row.requestId, [row]);
    }
    return byRequest;
  }

  async writeClocks(rows: readonly ClockRow[], countedAt: Date): Promise<void> {
    if (rows.length === 0) return;
    const records = rows.map((c) => ({
      id: c.id, request_id: c.requestId, metric: c.metric, cycle: c.cycle, state: c.state, started_at: c.startedAt,
      due_at: c.dueAt, stopped_at: c.stoppedAt, breached_at: c.breachedAt, target_seconds: c.targetSeconds,
      elapsed_seconds: c.elapsedSeconds, remaining_seconds: c.remainingSeconds, paused_seconds: c.pausedSeconds,
      counted_at: countedAt, marks: c.marks, breaches: c.breaches, terms_version_id: c.termsVersionId,
      calendar_version_id: c.calendarVersionId, request_clock_version: c.requestClockVersion, customer_id: c.customerId,
      office_id: c.officeId, priority: c.priority, channel: c.channel, service_line: c.serviceLine,
      contact_type_id: c.contactTypeId, request_created_at: c.requestCreatedAt,
      more_calendar_version_ids: c.moreCalendarVersionIds, follows: c.follows,
    })); // prettier-ignore
    await this.db.execute(
      sql`${insertMany('sla.clock', WRITTEN, records)}
          on conflict (request_id, metric, cycle) do update set
            state = excluded.state, started_at = excluded.started_at, due_at = excluded.due_at,
            stopped_at = excluded.stopped_at, breached_at = excluded.breached_at, target_seconds = excluded.target_seconds,
            elapsed_seconds = excluded.elapsed_seconds, remaining_seconds = excluded.remaining_seconds,
            paused_seconds = excluded.paused_seconds, counted_at = excluded.counted_at, marks = excluded.marks,
            breaches = excluded.breaches, terms_version_id = excluded.terms_version_id,
            calendar_version_id = excluded.calendar_version_id, request_clock_version = excluded.request_clock_version,
            customer_id = excluded.customer_id, office_id = excluded.office_id, priority = excluded.priority,
            channel = excluded.channel, service_line = excluded.service_line, contact_type_id = excluded.contact_type_id,
            request_created_at = excluded.request_created_at,
            more_calendar_version_ids = excluded.more_calendar_version_ids, follows = excluded.follows`,
    );
  }

  async removeClocks(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.db.execute(sql`delete from sla.clock where id = any(${ids}::uuid[])`);
  }

  async writeLedger(entries: readonly LedgerEntry[]): Promise<void> {
    if (entries.length > 0) await this.db.execute(insertMany('sla.ledger', LEDGER, entries));
  }

  async writeJudgements(rows: readonly JudgementEntry[]): Promise<void> {
    if (rows.length === 0) return;
    await this.db.execute(
      sql`update sla.judgement j set clock_version = n.clock_version, told_version = n.clock_version, again_at = n.again_at,
                 request_created_at = n.request_created_at, open = n.open, tier = n.tier, customer_path = n.customer_path,
                 first_judged_at = n.first_judged_at, judged_at = n.judged_at, error = n.error
            from jsonb_populate_recordset(null::sla.judgement, ${JSON.stringify(rows)}::jsonb) n
           where j.request_id = n.request_id`,
    );
  }
}
