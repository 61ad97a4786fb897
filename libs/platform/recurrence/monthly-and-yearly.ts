import { ofPeriod, timesOfDay, weekdayOf, DAY_MS, WEEK } from './period.js';
import { RULE_DAYS, type OrdinalDay, type RecurrenceRule } from './recurrence-rule.js';

/** What becomes of a day of the month that a rule takes from its start, in months that do not have it. */
export type ShortMonths = 'LEAVE_OUT' | 'LAST_DAY';

/** A day, as the parts of a rule see it. */
interface Day {
  /** Since 1 January 1970. */
  readonly no: number;
  readonly month: number;
  readonly ofMonth: number;
  readonly lastOfMonth: number;
  readonly ofYear: number;
  readonly lastOfYear: number;
}

/**
 * Occurrences of a rule by months or years on a wall clock that is never changed, as epoch ms. One meaning for every
 * mixture of parts: of all days of the period those count that every part of the rule lets through (RFC 5545 3.3.10 says
 * the same with "expand" and "limit"). An ordinal weekday is the nth of the month where the rule goes by months or names
 * some, or else of the year. What the rule leaves open is taken from its start.
 */
export class MonthlyOrYearly {
  private readonly times: readonly number[];
  private readonly startYear: number;
  private readonly startMonth: number;
  private readonly startDay: number;
  private readonly startWeekday: number;
  private readonly weekStart: number;

  /** `start` and `until` on the wall clock; the time of day of the start is that of the occurrences where the rule has none. */
  constructor(
    private readonly rule: RecurrenceRule,
    private readonly start: number,
    private readonly until: number,
    private readonly shortMonths: ShortMonths,
  ) {
    const date = new Date(start);
    this.startYear = date.getUTCFullYear();
    this.startMonth = date.getUTCMonth() + 1;
    this.startDay = date.getUTCDate();
    this.startWeekday = weekdayOf(Math.floor(start / DAY_MS));
    this.weekStart = RULE_DAYS.indexOf(rule.weekStart);
    this.times = timesOfDay(rule, start);
  }

  /** At most so many of those from `from` to `to`, both included, ascending. */
  walk(from: number, to: number, most: number): number[] {
    const { frequency, interval } = this.rule;
    const perYear = frequency === 'MONTHLY' ? 12 : 1;
    const first = this.startYear * perYear + (frequency === 'MONTHLY' ? this.startMonth - 1 : 0);
    const end = Math.min(to, this.until);
    const date = new Date(Math.max(from, this.start));
    const reached = date.getUTCFullYear() * perYear + (frequency === 'MONTHLY' ? date.getUTCMonth() : 0);
    const found: number[] = [];
    for (let n = first + Math.max(0, Math.floor((reached - first) / interval)) * interval; ; n += interval) {
      const [year, month] = [Math.floor(n / perYear), (n % perYear) + 1];
      if (Date.UTC(year, frequency === 'MONTHLY' ? month - 1 : 0, 1) > end) return found;
      const days = frequency === 'MONTHLY' ? this.ofMonth(year, month) : this.ofYear(year);
      for (const at of ofPeriod(days, this.times, this.rule.bySetPos)) {
        if (at > end || found.length >= most) return found;
        if (at >= this.start && at >= from) found.push(at);
      }
    }
  }

  private ofMonth(year: number, month: number): number[] {
    const { byMonth, byMonthDay, byDay } = this.rule;
    if (byMonth.length > 0 && !byMonth.includes(month)) return [];
    if (byMonthDay.length === 0 && byDay.length === 0) return this.likeStart(year, [month]);
    return daysOf(year, month).flatMap((day) => (this.lets(day) ? [day.no] : []));
  }

  private ofYear(year: number): number[] {
    const { byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = this.rule;
    if ([byWeekNo, byYearDay, byMonthDay, byDay].every((part) => part.length === 0))
      return this.likeStart(year, byMonth.length > 0 ? byMonth : [this.startMonth]);
    const months =
      byMonth.length > 0 ? [...byMonth].sort((a, b) => a - b) : Array.from({ length: 12 }, (_, i) => i + 1);
    return months.flatMap((month) => daysOf(year, month).flatMap((day) => (this.lets(day) ? [day.no] : [])));
  }

  /** The day of the month of the start in these months. */
  private likeStart(year: number, months: readonly number[]): number[] {
    return [...months]
      .sort((a, b) => a - b)
      .flatMap((month) => {
        const last = lengthOf(year, month);
        if (this.startDay > last && this.shortMonths === 'LEAVE_OUT') return [];
        return [Date.UTC(year, month - 1, Math.min(this.startDay, last)) / DAY_MS];
      });
  }

  /** Whether every part of the rule that names days lets this one through. */
  private lets(day: Day): boolean {
    const { byYearDay, byMonthDay, byWeekNo, byDay } = this.rule;
    const counts = (part: readonly number[], no: number, last: number): boolean =>
      part.length === 0 || part.includes(no) || part.includes(no - last - 1);
    if (!counts(byMonthDay, day.ofMonth, day.lastOfMonth) || !counts(byYearDay, day.ofYear, day.lastOfYear))
      return false;
    const weekday = weekdayOf(day.no);
    if (byDay.length > 0 && !byDay.some((named) => this.isNamed(named, day, weekday))) return false;
    if (byWeekNo.length === 0) return true;
    const { week, weeks } = weekOf(day.no, this.weekStart);
    // Where only weeks are named, it is the weekday of the start.
    const named = byDay.length > 0 || byMonthDay.length > 0 || byYearDay.length > 0;
    return counts(byWeekNo, week, weeks) && (named || weekday === this.startWeekday);
  }

  private isNamed({ day: name, nth }: OrdinalDay, day: Day, weekday: number): boolean {
    if (RULE_DAYS[weekday] !== name) return false;
    if (nth === null) return true;
    const inMonth = this.rule.frequency === 'MONTHLY' || this.rule.byMonth.length > 0;
    const [no, last] = inMonth ? [day.ofMonth, day.lastOfMonth] : [day.ofYear, day.lastOfYear];
    return nth > 0 ? Math.ceil(no / WEEK) === nth : Math.ceil((last - no + 1) / WEEK) === -nth;
  }
}

const lengthOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function daysOf(year: number, month: number): Day[] {
  const first = Date.UTC(year, month - 1, 1) / DAY_MS;
  const newYear = Date.UTC(year, 0, 1) / DAY_MS;
  const lastOfYear = Date.UTC(year + 1, 0, 1) / DAY_MS - newYear;
  const lastOfMonth = lengthOf(year, month);
  return Array.from({ length: lastOfMonth }, (_, i) => ({
    ...{ no: first + i, month, ofMonth: i + 1, lastOfMonth },
    ...{ ofYear: first + i - newYear + 1, lastOfYear },
  }));
}

/** The number of a day's week and how many its year has: week 1 is the first with four days in the calendar year. */
function weekOf(day: number, weekStart: number): { week: number; weeks: number } {
  const year = new Date(day * DAY_MS).getUTCFullYear();
  const starts = [year - 1, year, year + 1, year + 2].map((y) => firstWeekOf(y, weekStart));
  const own = starts.findLastIndex((start) => start <= day);
  const [start = 0, next = 0] = starts.slice(own);
  return { week: Math.floor((day - start) / WEEK) + 1, weeks: (next - start) / WEEK };
}

function firstWeekOf(year: number, weekStart: number): number {
  const newYear = Date.UTC(year, 0, 1) / DAY_MS;
  const into = (weekdayOf(newYear) - weekStart + WEEK) % WEEK;
  return into <= 3 ? newYear - into : newYear - into + WEEK;
}
