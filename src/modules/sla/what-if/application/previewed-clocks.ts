import { Injectable } from '@nestjs/common';
import { uuidv7 } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';
import { type ClockState, type SlaMetric } from '../../engine/domain/clock-types.js';
import { evaluateClocks } from '../../engine/domain/evaluate-clocks.js';
import { type CalendarRecord } from '../../calendars/application/calendar.queries.js';
import { type CalendarHistory } from '../../calendars/application/calendar-register.js';
import { PublishedSlaConfigs, type PublishedSlaConfig } from '../../terms/application/published-sla-configs.js';
import { ClockStore } from '../../monitoring/application/clock-store.js';
import { ReplayTargets } from '../../monitoring/application/replay-targets.js';
import { SlaSubjects } from '../../monitoring/application/sla-subjects.js';
import { buildTimeline, type SlaSubject } from '../../monitoring/application/build-timeline.js';
import { SlaPolicy } from '../../sla.policy.js';

/** One due time that the change would move. */
export interface DueMove {
  readonly requestId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly dueBefore: Date | null;
  readonly dueAfter: Date | null;
  readonly breachedBefore: boolean;
  readonly breachedAfter: boolean;
}

/** Whose choice of a calendar changes. */
export type Choosing = { readonly officeId: string } | { readonly branchId: string };

/** What a change of a calendar, or of the choice of one, does to the open clocks that stand on it. */
export interface MovedClocks {
  /** All open clocks that stand on the calendar or follow the choice, and their requests. */
  readonly openClocks: number;
  readonly openRequests: number;
  /** How many of them were computed for the counts that follow: all, or a sample spread evenly over them. */
  readonly clocksCompared: number;
  readonly requestsCompared: number;
  readonly sampled: boolean;
  readonly earlier: number;
  readonly later: number;
  readonly unmoved: number;
  /** Neither before nor after a due time: paused, mostly. */
  readonly withoutDue: number;
  readonly becomeBreached: number;
  readonly saved: number;
  /** Those that move most, of requests the actor may see. */
  readonly moves: readonly DueMove[];
}

/** Requests computed at most: some tenths of a second. */
export const PREVIEW_SAMPLE = 2_000;
const PAGE = 500;

/** Open clocks, computed on a calendar as it is and as it would be. */
@Injectable()
export class PreviewedClocks {
  constructor(
    private readonly db: Database,
    private readonly store: ClockStore,
    private readonly cases: SlaSubjects,
    private readonly configs: PublishedSlaConfigs,
    private readonly policy: SlaPolicy,
    private readonly targets: ReplayTargets,
  ) {}

  /** What another spec of a calendar would move. */
  async movedBy(
    ctx: Ctx,
    calendar: CalendarRecord,
    spec: CalendarSpec,
    first: number,
    now: Date,
  ): Promise<MovedClocks> {
    const touched = sql`select c.request_id from sla.clock c,
                 (select array_agg(v.id) as ids from sla.calendar_version v where v.calendar_id = ${calendar.id}) versions
           where c.stopped_at is null
             and (c.calendar_version_id = any(versions.ids) or c.more_calendar_version_ids && versions.ids)`;
    return this.compared(ctx, touched, first, now, (history) => {
      const last = history.versions.filter((v) => v.calendarId === calendar.id).at(-1);
      const at = Math.max(now.getTime(), (last?.recordedAt ?? 0) + 1);
      const draft = { id: uuidv7(), calendarId: calendar.id, number: calendar.current + 1, recordedAt: at, spec };
      return { at, history: { ...history, versions: [...history.versions, draft] } };
    });
  }

  /** What it would move if an office or a branch chose a calendar; a branch may choose none. */
  async movedByChoice(
    ctx: Ctx,
    choosing: Choosing,
    calendarId: string | null,
    first: number,
    now: Date,
  ): Promise<MovedClocks> {
    const [list, of] =
      'officeId' in choosing ? (['offices', choosing.officeId] as const) : (['branches', choosing.branchId] as const);
    return this.compared(ctx, await this.targets.openOn(choosing), first, now, (history) => {
      const last = history[list].filter((c) => c.of === of).at(-1);
      const at = Math.max(now.getTime(), (last?.recordedAt ?? 0) + 1);
      return { at, history: { ...history, [list]: [...history[list], { of, calendarId, recordedAt: at }] } };
    });
  }

  /** `touched`: open clocks as `request_id`. `change`: what calendars would have said, and from when on. */
  private async compared(
    ctx: Ctx,
    touched: Sql,
    first: number,
    now: Date,
    change: (history: CalendarHistory) => { readonly at: number; readonly history: CalendarHistory },
  ): Promise<MovedClocks> {
    const rows = await this.db.query<{ requestId: string; requests: number; clocks: number }>(
      sql`with touched as (select t.request_id, count(*) as clocks from (${touched}) t group by t.request_id),
               numbered as (select request_id, row_number() over (order by request_id) - 1 as n,
                                   count(*) over () as requests, sum(clocks) over ()::integer as clocks from touched)
          select request_id as "requestId", requests, clocks from numbered
           where n % greatest(1, ceil(requests / ${PREVIEW_SAMPLE}::numeric)::bigint) = 0 order by request_id`,
    );
    const current = await this.configs.current();
    const { at, history } = change(current.calendars.history);
    const changed = current.with({ history });

    const visible = await this.policy.visibleOffices(ctx);
    const tally = new Tally(visible.offices === 'all' ? undefined : visible.offices, first);
    const ids = rows.map((r) => r.requestId);
    for (let i = 0; i < ids.length; i += PAGE) {
      const page = ids.slice(i, i + PAGE);
      const evaluations = await this.store.evaluations(page);
      for (const request of await this.cases.of(page, evaluations, now)) tally.compare(request, current, changed, at);
    }
    const [requests, clocks] = [rows[0]?.requests ?? 0, rows[0]?.clocks ?? 0];
    return { openRequests: requests, openClocks: clocks, sampled: ids.length < requests, ...tally.result() };
  }
}

class Tally {
  private readonly counts = { earlier: 0, later: 0, unmoved: 0, withoutDue: 0, becomeBreached: 0, saved: 0 };
  private clocksCompared = 0;
  private requestsCompared = 0;
  private readonly moves: DueMove[] = [];

  constructor(
    private readonly visible: ReadonlySet<string> | undefined,
    private readonly first: number,
  ) {}

  compare(request: SlaSubject, current: PublishedSlaConfig, changed: PublishedSlaConfig, at: number): void {
    try {
      const before = evaluateClocks(buildTimeline(request, current, at).input, at);
      const after = evaluateClocks(buildTimeline(request, changed, at).input, at);
      const then = new Map(after.map((c) => [`${c.metric}/${c.cycle}`, c]));
      for (const clock of before)
        if (clock.stoppedAt === null) this.count(request, clock, then.get(`${clock.metric}/${clock.cycle}`));
      this.requestsCompared++;
    } catch (error) {
      // A request that cannot be evaluated (an instant no calendar knows) is not evaluated after the change either.
      if (!(error instanceof RangeError)) throw error;
    }
  }

  private count({ facts }: SlaSubject, before: ClockState, after: ClockState | undefined): void {
    this.clocksCompared++;
    const [was, is] = [before.dueAt, after?.dueAt ?? null];
    const [wasBreached, isBreached] = [before.breachedAt !== null, (after?.breachedAt ?? null) !== null];
    if (isBreached && !wasBreached) this.counts.becomeBreached++;
    if (wasBreached && !isBreached) this.counts.saved++;
    if (was === null && is === null) this.counts.withoutDue++;
    else if (was === is) this.counts.unmoved++;
    // No due time at all, because the calendar does not open for so long, is later than any.
    else if ((was ?? Infinity) < (is ?? Infinity)) this.counts.later++;
    else this.counts.earlier++;
    if (was === is || (this.visible && !this.visible.has(facts.officeId))) return;
    this.moves.push({
      ...{ requestId: facts.id, metric: before.metric, cycle: before.cycle },
      ...{ dueBefore: dateOf(was), dueAfter: dateOf(is), breachedBefore: wasBreached, breachedAfter: isBreached },
    });
  }

  result(): Pick<MovedClocks, 'clocksCompared' | 'requestsCompared' | 'moves'> & typeof this.counts {
    const far = ({ dueBefore, dueAfter }: DueMove): number =>
      dueBefore && dueAfter ? Math.abs(dueAfter.getTime() - dueBefore.getTime()) : Infinity;
    const byDistance = (a: DueMove, b: DueMove): number =>
      far(b) === far(a) ? (a.requestId < b.requestId ? -1 : 1) : far(b) - far(a);
    const moves = this.moves.sort(byDistance).slice(0, this.first);
    return { ...this.counts, clocksCompared: this.clocksCompared, requestsCompared: this.requestsCompared, moves };
  }
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
