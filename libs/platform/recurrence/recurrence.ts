import { addDays, instantOf, wallTimeAt } from '#kernel/calendar';
import { DailyOrWeekly } from './daily-and-weekly.js';
import { MonthlyOrYearly, type ShortMonths } from './monthly-and-yearly.js';
import { DAY_MS, LAST_INSTANT } from './period.js';
import { type RecurrenceRule } from './recurrence-rule.js';

/** When something recurs: DTSTART is `startsOn` at `localTime` in `zone`. */
export interface Schedule {
  readonly rule: RecurrenceRule;
  /** `YYYY-MM-DD`. */
  readonly startsOn: string;
  /** `HH:MM`. */
  readonly localTime: string;
  readonly zone: string;
  /** Last day, where the rule does not end by itself. */
  readonly endsOn: string | null;
  /**
   * What "every month" from the 31st means in June, where the rule names no days itself: the last day of the month, as
   * people mean it (RFC 7529, SKIP=BACKWARD) and by default, or no occurrence, as RFC 5545 says. Days that the rule names
   * are taken by the letter.
   */
  readonly shortMonths?: ShortMonths;
}

/** Wall clocks and UTC are never further apart, and no change of an offset is longer. */
const MARGIN_MS = 2 * DAY_MS;
/**
 * A rule that gives nothing for that long, times its interval, gives nothing any more: weekdays and leap years come round
 * after 28 years, 40 across a century.
 */
const HORIZON_MS = 41 * 366 * DAY_MS;
const FIRST_WINDOW_MS = 100 * DAY_MS;

/**
 * The occurrences of a schedule. The rule is worked out on the wall clock, where 09:00 is 09:00 the year round, and each
 * occurrence is then turned into an instant as RFC 5545 (3.3.5) says: inside the spring gap by the offset before it,
 * inside the autumn fold the first of the two. Two that come to the same instant are one.
 */
export class Recurrence {
  private readonly wall: (from: number, to: number) => number[];
  private readonly end: number;

  constructor(private readonly schedule: Schedule) {
    const { rule, startsOn, localTime, zone, endsOn, shortMonths } = schedule;
    const lastWall = rule.until === null ? null : wallOfUntil(rule.until, zone);
    this.end = endsOn === null ? LAST_INSTANT : Math.min(LAST_INSTANT, instantOf(zone, addDays(endsOn, 1), '00:00'));
    const until = lastWall === null ? Infinity : Date.parse(`${lastWall}Z`);
    const start = Date.parse(`${startsOn}T${localTime}:00Z`);
    const own =
      rule.frequency === 'DAILY' || rule.frequency === 'WEEKLY'
        ? new DailyOrWeekly(rule, start, until)
        : new MonthlyOrYearly(rule, start, until, shortMonths ?? 'LAST_DAY');
    const { count } = rule;
    // A count is counted from the start, once.
    let counted: readonly number[] | undefined;
    this.wall = (from, to) => {
      if (count === null) return own.walk(from, to, Infinity);
      counted ??= own.walk(start, LAST_INSTANT, count);
      return counted.filter((at) => at >= from && at <= to);
    };
  }

  /** Instants (epoch ms) in [from, to), ascending. */
  between(from: number, to: number): number[] {
    const { zone } = this.schedule;
    const end = Math.min(to, this.end);
    if (from >= end) return [];
    const instants = this.wall(from - MARGIN_MS, end + MARGIN_MS).map((wall) => {
      const text = new Date(wall).toISOString();
      return instantOf(zone, text.slice(0, 10), text.slice(11, 19));
    });
    return [...new Set(instants)].filter((at) => at >= from && at < end).sort((a, b) => a - b);
  }

  /** The occurrences after an instant, one by one, for as long as there are any. */
  *after(instant: number): Generator<number, void, undefined> {
    let from = Math.max(instant + 1, this.startMs() - MARGIN_MS);
    const patience = HORIZON_MS * this.schedule.rule.interval;
    let giveUpAt = from + patience;
    for (let width = FIRST_WINDOW_MS; from < Math.min(this.end, giveUpAt);) {
      const found = this.between(from, from + width);
      for (const at of found) {
        giveUpAt = at + patience;
        yield at;
      }
      from += width;
      // Sparse rules are looked for in ever longer stretches.
      width = found.length === 0 ? Math.min(width * 3, 10 * 366 * DAY_MS) : FIRST_WINDOW_MS;
    }
  }

  private startMs(): number {
    return instantOf(this.schedule.zone, this.schedule.startsOn, this.schedule.localTime);
  }
}

/** The end of a rule on the wall clock, `YYYY-MM-DDTHH:MM:SS`: a day lasts until it ends. */
function wallOfUntil(until: string, zone: string): string {
  if (!until.endsWith('Z')) return `${until}T23:59:59`;
  const [, y, m, d, h, min, s] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(until) ?? [];
  const { date, time } = wallTimeAt(zone, Date.parse(`${y}-${m}-${d}T${h}:${min}:${s}Z`));
  return `${date}T${time.length === 5 ? `${time}:00` : time}`;
}
