import { CALENDAR_MAX_MS, CALENDAR_MIN_MS, type CalendarSpec } from './calendar-spec.js';
import { DayPlan } from './day-plan.js';
import { intersect, normalize } from './intervals.js';
import { AlwaysOpen, ChunkedCalendar, type Calendar } from './open-time.js';
import { validateCalendar } from './validate-calendar.js';

/**
 * Makes a calendar ready to answer. Costs little itself: open intervals are laid out when asked for and kept, so keep
 * and share what this returns. `reachYears` bounds how far from where it is asked an instant is looked for, to bound the work
 * for calendars that anybody may send. Throws a RangeError when `validateCalendar` finds problems.
 */
export function compileCalendar(spec: CalendarSpec, reachYears = Infinity): Calendar {
  const problem = validateCalendar(spec)[0];
  if (problem) throw new RangeError(`invalid calendar: ${problem.code} at ${problem.path}`);
  const plan = new DayPlan(spec);
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
