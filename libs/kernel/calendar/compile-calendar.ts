import { CALENDAR_MAX_MS, CALENDAR_MIN_MS, type CalendarEdition, type CalendarSpec } from './calendar-spec.js';
import { DayPlan } from './day-plan.js';
import { intersect, normalize } from './intervals.js';
import { AlwaysOpen, ChunkedCalendar, type Calendar } from './open-time.js';
import { validateCalendar } from './validate-calendar.js';
import { type ZoneRules } from './zone-rules.js';

export interface CompileOptions {
  /**
   * Years from where it is asked within which an instant is looked for, to bound the work for calendars that anybody
   * may send; without it as far as calendars answer.
   */
  readonly reachYears?: number;
  /** Time zone rules; by default those of the process. */
  readonly zoneRules?: ZoneRules;
  /** How the statement is read; by default in the present edition. */
  readonly edition?: CalendarEdition;
}

/**
 * Makes a calendar ready to answer. Costs little itself: open intervals are laid out when asked for and kept, so keep
 * and share what this returns. Throws a RangeError for a statement that cannot be read; what `validateCalendar` calls
 * PART_IGNORED is left out.
 */
export function compileCalendar(spec: CalendarSpec, options: CompileOptions = {}): Calendar {
  const problem = validateCalendar(spec).find(({ code }) => code !== 'PART_IGNORED');
  if (problem) throw new RangeError(`invalid calendar: ${problem.code} at ${problem.path}`);
  const { reachYears = Infinity, zoneRules, edition } = options;
  const plan = new DayPlan(spec, zoneRules, edition);
  return plan.neverCloses
    ? new AlwaysOpen()
    : new ChunkedCalendar((from, to) => plan.layOut(from, to), reachYears * 366 * 86_400_000);
}

/** Open when all of them are: two sides that must both be there. Throws a RangeError when there are none. */
export function intersection(calendars: readonly Calendar[]): Calendar {
  return combine(
    calendars.filter((calendar) => !(calendar instanceof AlwaysOpen)),
    calendars,
    (parts) => parts.reduce((all, part) => intersect(all, part)),
  );
}

/** Open when any of them is: follow the sun over several offices. Throws a RangeError when there are none. */
export function union(calendars: readonly Calendar[]): Calendar {
  const always = calendars.filter((calendar) => calendar instanceof AlwaysOpen);
  return combine(always.length > 0 ? [] : calendars, calendars, (parts) => normalize(parts.flat()));
}

/** `relevant` are those that decide; when none does, all that is left is to be always open. */
function combine(
  relevant: readonly Calendar[],
  all: readonly Calendar[],
  merge: (parts: number[][]) => number[],
): Calendar {
  if (all.length === 0) throw new RangeError('no calendars to combine');
  if (relevant.length === 0) return new AlwaysOpen();
  if (relevant.length === 1) return relevant[0]!;
  return new ChunkedCalendar((from, to) => {
    // Chunks at the ends of the range of calendars reach beyond it.
    const [lo, hi] = [Math.max(from, CALENDAR_MIN_MS), Math.min(to, CALENDAR_MAX_MS)];
    return merge(relevant.map((calendar) => calendar.openIntervals(lo, hi)));
  });
}
