import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, drain, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { ServicesApi } from '#modules/services';
import { slaBreached } from '../sla.events.js';
import { ReplayQueue } from '../../replays/replay-queue.js';
import { PublishedSlaConfigs } from '../../terms/application/published-sla-configs.js';
import { appended } from '../../engine/domain/clock-marks.js';
import { ClockStore, type ClockRow } from './clock-store.js';
import { breachPayload, isStale, EvaluateSla } from './evaluate-requests.js';
import { ledgerEntry } from './ledger-entry.js';

/** Clocks per transaction. */
const BATCH = 500;

interface DueRow {
  id: string;
  requestId: string;
  clockVersion: number;
  againAt: Date | null;
}

type BreachedRow = Pick<
  ClockRow,
  | 'id' | 'requestId' | 'metric' | 'cycle' | 'customerId' | 'officeId' | 'breachedAt' | 'dueAt' | 'breaches'
  | 'termsVersionId' | 'calendarVersionId' | 'moreCalendarVersionIds' | 'requestClockVersion'
>; // prettier-ignore

/**
 * Finds running clocks that fell due and records the breach: row, ledger and announcement in one transaction, a batch
 * at a time. Any number may run at once: each takes what no other holds. When nothing is due it costs one look into an
 * index.
 */
@Injectable()
export class RecordBreaches {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly store: ClockStore,
    private readonly evaluate: EvaluateSla,
    private readonly services: ServicesApi,
    private readonly replays: ReplayQueue,
    private readonly configs: PublishedSlaConfigs,
  ) {}

  /**
   * Goes on until nothing is due (or what is left cannot be evaluated); tells how many clocks it brought up to date, and
   * how many of them were breached.
   */
  async run(ctx: Ctx, now?: Date): Promise<{ settled: number; breached: number }> {
    const at = (): Date => now ?? systemClock.now();
    return drain(
      this.db,
      ctx,
      { settled: 0, breached: 0 },
      { due: () => this.anythingDue(at()), batch: () => this.batch(ctx, at()) },
    );
  }

  /** Sorted, because a plan that does not know the instant takes a third of all clocks to be due, and reads the table. */
  private async anythingDue(now: Date): Promise<boolean> {
    const due = await this.db.query(
      sql`select 1 from sla.clock c where c.state = 'RUNNING' and c.due_at < ${now} order by c.due_at limit 1`,
    );
    return due.length > 0;
  }

  private async batch(ctx: Ctx, now: Date): Promise<Result<{ settled: number; breached: number } | undefined, never>> {
    // Where evaluation failed, what is stored is not what the events say: it is not announced until it can be evaluated.
    // Locks the evaluation, as evaluation does; a clock that somebody settled meanwhile is sorted out by the update below.
    const due = await this.db.query<DueRow>(
      sql`select c.id, c.request_id as "requestId", j.clock_version as "clockVersion", j.again_at as "againAt"
            from sla.clock c join sla.evaluation j on j.request_id = c.request_id
           where c.state = 'RUNNING' and c.due_at < ${now} and j.error is null
           order by c.due_at limit ${BATCH} for update of j skip locked`,
    );
    if (due.length === 0) return ok(undefined);

    // A reply that came in time may not have been evaluated yet: then the events decide, not the stored due time.
    const versions = await this.services.clockVersions([...new Set(due.map((d) => d.requestId))]);
    // So they do while the consequences of a changed calendar or of new terms are still being worked off.
    const unsettled = await this.replays.pending(now);
    const stale = new Set(
      due.filter((d) => unsettled || isStale(d, versions.get(d.requestId) ?? 0, now)).map((d) => d.requestId),
    );
    const report = await this.evaluate.run(ctx, [...stale], { now });
    const zoneRules = (await this.configs.current()).calendars.readBy.releaseAt(now.getTime());
    const breached = await this.breach(
      due.filter((d) => !stale.has(d.requestId)).map((d) => d.id),
      now,
    );
    await this.store.writeLedger(
      breached.map((clock) =>
        ledgerEntry({ ...clock, state: 'BREACHED' }, 'BREACHED', clock.breachedAt as Date, now, {
          breach: clock.breaches,
          ...(zoneRules !== null && { details: { zoneRules } }),
        }),
      ),
    );
    await this.outbox.addMany(ctx, slaBreached, breached.map(breachPayload));
    const settled = breached.length + report.written;
    // What cannot be evaluated stays due; going on for its sake alone would never end.
    if (settled === 0 && report.failed > 0) return ok(undefined);
    return ok({ settled, breached: breached.length + report.breached });
  }

  /** The statement looks at the rows afresh: one that was settled between the lock and here is left alone. */
  private breach(ids: readonly string[], now: Date): Promise<BreachedRow[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.db.query<BreachedRow>(
      sql`update sla.clock c
             set state = 'BREACHED', breached_at = c.due_at, breaches = c.breaches + 1,
                 marks = c.marks || ${appended('B')} || (extract(epoch from c.due_at) * 1000)::bigint,
                 elapsed_seconds = c.target_seconds, remaining_seconds = 0, counted_at = c.due_at
           where c.id = any(${ids}::uuid[]) and c.state = 'RUNNING' and c.due_at < ${now}
          returning c.id, c.request_id as "requestId", c.metric, c.cycle, c.customer_id as "customerId",
                    c.office_id as "officeId", c.breached_at as "breachedAt", c.due_at as "dueAt", c.breaches,
                    c.terms_version_id as "termsVersionId", c.calendar_version_id as "calendarVersionId",
                    c.more_calendar_version_ids as "moreCalendarVersionIds", c.request_clock_version as "requestClockVersion"`,
    );
  }
}
