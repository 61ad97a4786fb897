import { Injectable } from '@nestjs/common';
import { type CalendarSpec } from '#kernel/calendar';
import { Database, sql } from '#platform/database';
import { Recurrence } from '#platform/recurrence';
import { SlaApi } from '#modules/sla';
import { recurrenceOf } from '../../recurrence/application/check-recurrence.js';
import { type DutyValues } from '../domain/duty.js';
import {
  byDueTime,
  MAX_SHIFT_DAYS,
  onlyLatest,
  planOccurrence,
  withoutCoinciding,
  type PlannedOccurrence,
  type PlanRules,
} from '../domain/plan-occurrences.js';
import { EXCEPTION_COLUMNS, type DutyRow, type ExceptionRow } from './duty.rows.js';
import { workingDays } from './working-days.js';

const DAY_MS = 86_400_000;
/** Occurrences looked at in one go. */
const MAX_SCAN = 2_000;

type Recurring = Pick<
  DutyValues,
  'rule' | 'startsOn' | 'localTime' | 'zone' | 'endsOn' | 'leadSeconds' | 'holidays' | 'catchUp'
>;

/** What of a duty was handled or decided after its cursor. Epoch milliseconds. */
interface Known {
  readonly cursor: number;
  readonly exceptions: ReadonlyMap<number, number | null>;
  /** Original times that are done with. */
  readonly handled: ReadonlySet<number>;
  /** Times at which requests were opened. */
  readonly taken: ReadonlySet<number>;
}

/** What is to come of one duty. */
export class DutyPlan {
  readonly recurrence: Recurrence;
  private readonly rules: PlanRules;
  /** How much earlier than its original time an occurrence may open. */
  private readonly aheadMs: number;

  constructor(
    private readonly duty: Recurring,
    spec: CalendarSpec | undefined,
    private readonly known: Known,
  ) {
    this.recurrence = recurrenceOf(duty);
    const leadMs = duty.leadSeconds * 1000;
    this.rules = {
      leadMs,
      holidays: spec ? duty.holidays : 'IGNORE',
      exceptions: known.exceptions,
      onWorkingDay: workingDays(spec, duty.zone),
    };
    this.aheadMs = leadMs + (duty.holidays === 'PREVIOUS_WORKING_DAY' ? MAX_SHIFT_DAYS * DAY_MS : 0);
  }

  /** The next ones, done with or not to be opened ones left out, in the order in which they come up. */
  upcoming(count: number): PlannedOccurrence[] {
    const planned: PlannedOccurrence[] = [];
    for (const original of this.originals()) {
      planned.push(planOccurrence(original, this.rules));
      // Shifts change the order by no more than that many days.
      if (planned.length >= count + MAX_SHIFT_DAYS + 1) break;
    }
    return withoutCoinciding(planned, this.known.taken).sort(byDueTime).slice(0, count);
  }

  /** What has to be opened, or noted as skipped, by now; `more` when that is not all of it. */
  due(now: number): { readonly occurrences: PlannedOccurrence[]; readonly more: boolean } {
    const planned: PlannedOccurrence[] = [];
    let more = false;
    for (const original of this.originals()) {
      if (original - this.aheadMs > now) break;
      if (planned.length >= MAX_SCAN) {
        more = true;
        break;
      }
      planned.push(planOccurrence(original, this.rules));
    }
    const seen = new Set(planned.map((o) => o.originalAt));
    planned.push(...this.moved().filter((o) => !seen.has(o.originalAt)));
    const due = planned.filter((o) => o.opensAt <= now);
    const caughtUp = this.duty.catchUp === 'LATEST' ? onlyLatest(due, now, more) : due;
    return { occurrences: withoutCoinciding(caughtUp, this.known.taken), more };
  }

  /**
   * Where the cursor stands and when to look again once these are done with too: the cursor moves up to the first one
   * that is not. Null when nothing is to come.
   */
  after(doneWith: readonly PlannedOccurrence[]): { readonly handledUntil: number; readonly nextAt: number | null } {
    const done = new Set(doneWith.map((o) => o.originalAt));
    let { cursor } = this.known;
    let nextAt: number | null = null;
    let first: number | null = null;
    let scanned = 0;
    for (const original of this.recurrence.after(cursor)) {
      const handled = this.known.handled.has(original) || done.has(original);
      if (handled && first === null) {
        cursor = original;
        continue;
      }
      if (handled) continue;
      first ??= original;
      if (nextAt !== null && (original - this.aheadMs > nextAt || scanned++ > MAX_SCAN)) break;
      const { opensAt } = planOccurrence(original, this.rules);
      nextAt = nextAt === null ? opensAt : Math.min(nextAt, opensAt);
    }
    for (const { originalAt, opensAt } of this.moved())
      if (!done.has(originalAt)) nextAt = nextAt === null ? opensAt : Math.min(nextAt, opensAt);
    return { handledUntil: cursor, nextAt };
  }

  /** The occurrences whose time lies in (from, to], as they are planned. */
  passed(from: number, to: number): PlannedOccurrence[] {
    return this.recurrence
      .between(from + 1, to + 1)
      .slice(-MAX_SCAN)
      .filter((original) => !this.known.handled.has(original))
      .map((original) => planOccurrence(original, this.rules));
  }

  /** Times after the cursor, as the rule gives them, that are not done with. */
  private *originals(): Generator<number> {
    for (const original of this.recurrence.after(this.known.cursor))
      if (!this.known.handled.has(original)) yield original;
  }

  /** Those that somebody moved, wherever they come from. */
  private moved(): PlannedOccurrence[] {
    return [...this.known.exceptions]
      .filter(([original, to]) => to !== null && original > this.known.cursor && !this.known.handled.has(original))
      .map(([original]) => planOccurrence(original, this.rules));
  }
}

/** Gathers what is to come of duties, for however many with three statements. */
@Injectable()
export class DutyPlans {
  constructor(
    private readonly db: Database,
    private readonly sla: SlaApi,
  ) {}

  async of(duties: readonly DutyRow[]): Promise<Map<string, DutyPlan>> {
    const ids = duties.map((d) => d.id);
    const exceptions = await this.db.query<ExceptionRow>(
      sql`select ${EXCEPTION_COLUMNS} from management.duty_exception x join management.duty d on d.id = x.duty_id
           where x.duty_id = any(${ids}::uuid[]) and x.original_at > d.handled_until`,
    );
    const handled = await this.db.query<{ dutyId: string; originalAt: Date; dueAt: Date; opened: boolean }>(
      sql`select o.duty_id as "dutyId", o.original_at as "originalAt", o.due_at as "dueAt", o.request_id is not null as opened
            from management.duty_occurrence o join management.duty d on d.id = o.duty_id
           where o.duty_id = any(${ids}::uuid[])
             and (o.original_at > d.handled_until or o.due_at > d.handled_until - ${`${MAX_SHIFT_DAYS + 1} days`}::interval)`,
    );
    const specs = await this.calendarSpecs(duties);
    return new Map(
      duties.map((duty) => {
        const own = handled.filter((o) => o.dutyId === duty.id);
        const plan = new DutyPlan(duty, duty.calendarId === null ? undefined : specs.get(duty.calendarId), {
          cursor: duty.handledUntil.getTime(),
          exceptions: new Map(
            exceptions
              .filter((x) => x.dutyId === duty.id)
              .map((x) => [x.originalAt.getTime(), x.movedTo?.getTime() ?? null]),
          ),
          handled: new Set(own.map((o) => o.originalAt.getTime())),
          taken: new Set(own.filter((o) => o.opened).map((o) => o.dueAt.getTime())),
        });
        return [duty.id, plan];
      }),
    );
  }

  /** A plan of what is not stored yet, from an instant on. */
  async preview(values: Recurring & Pick<DutyValues, 'calendarId'>, from: number): Promise<DutyPlan> {
    const specs = await this.calendarSpecs([values]);
    const spec = values.calendarId === null ? undefined : specs.get(values.calendarId);
    return new DutyPlan(values, spec, { cursor: from, exceptions: new Map(), handled: new Set(), taken: new Set() });
  }

  private async calendarSpecs(
    duties: readonly Pick<DutyValues, 'calendarId' | 'holidays'>[],
  ): Promise<Map<string, CalendarSpec>> {
    const ids = duties.flatMap((d) => (d.holidays === 'IGNORE' || d.calendarId === null ? [] : [d.calendarId]));
    if (ids.length === 0) return new Map();
    const calendars = await this.sla.calendars([...new Set(ids)]);
    return new Map([...calendars.values()].map((c) => [c.id, c.spec]));
  }
}
