import { RULE_DAYS, type RecurrenceRule } from './recurrence-rule.js';

const DAY_MS = 86_400_000;
/** No occurrences are counted after it. */
const END = Date.UTC(2200, 0, 1);
const WEEK = 7;
/** 1 January 1970 was a Thursday, three days after the Monday that RULE_DAYS begins with. */
const EPOCH_WEEKDAY = 3;

/**
 * Occurrences of a rule by days or weeks on a wall clock that is never changed, as epoch ms: a few steps of whole
 * numbers for each day or week, so that a rule which occurs once in a generation, or never, takes milliseconds.
 */
export class DailyOrWeekly {
  private readonly days: readonly number[];
  private readonly times: readonly number[];
  /** Which days of the week the rule lets through, Monday first. */
  private readonly weekdays: readonly boolean[];
  private readonly firstPeriod: number;
  private readonly length: number;
  private counted: readonly number[] | undefined;

  /** `start` and `until` on the wall clock; the time of day of the start is that of the occurrences where the rule has none. */
  constructor(
    private readonly rule: RecurrenceRule,
    private readonly start: number,
    private readonly until: number,
  ) {
    const startDay = Math.floor(start / DAY_MS);
    this.length = rule.frequency === 'WEEKLY' ? WEEK : 1;
    this.weekdays = RULE_DAYS.map((name) => rule.byDay.length === 0 || rule.byDay.some(({ day }) => day === name));
    const weekStart = RULE_DAYS.indexOf(rule.weekStart);
    const intoPeriod = this.length === 1 ? 0 : (weekdayOf(startDay) - weekStart + WEEK) % WEEK;
    this.firstPeriod = startDay - intoPeriod;
    const named = rule.byDay.map(({ day }) => (RULE_DAYS.indexOf(day) - weekStart + WEEK) % WEEK);
    this.days = this.length === 1 ? [0] : (named.length > 0 ? [...new Set(named)] : [intoPeriod]).sort((a, b) => a - b);
    const minutes = Math.floor((start - startDay * DAY_MS) / 60_000);
    const hoursOf = rule.byHour.length > 0 ? rule.byHour : [Math.floor(minutes / 60)];
    const minutesOf = rule.byMinute.length > 0 ? rule.byMinute : [minutes % 60];
    this.times = hoursOf
      .flatMap((hour) => minutesOf.map((minute) => (hour * 60 + minute) * 60_000))
      .sort((a, b) => a - b);
  }

  /** Those from `from` to `to`, both included, ascending. */
  between(from: number, to: number): number[] {
    if (this.rule.count === null) return this.walk(from, to, Infinity);
    // A count is counted from the start, once.
    this.counted ??= this.walk(this.start, END, this.rule.count);
    return this.counted.filter((at) => at >= from && at <= to);
  }

  private walk(from: number, to: number, most: number): number[] {
    const step = this.length * this.rule.interval;
    const end = Math.min(to, this.until);
    const skipped = Math.floor((Math.floor(from / DAY_MS) - this.firstPeriod) / step);
    const found: number[] = [];
    for (let day = this.firstPeriod + Math.max(0, skipped) * step; day * DAY_MS <= end; day += step) {
      if (this.length === 1 && !this.names(day)) continue;
      for (const at of this.ofPeriod(day)) {
        if (at > end || found.length >= most) return found;
        if (at >= this.start && at >= from) found.push(at);
      }
    }
    return found;
  }

  private ofPeriod(first: number): number[] {
    const days = this.days.map((n) => first + n).filter((day) => this.names(day));
    const { bySetPos } = this.rule;
    const size = days.length * this.times.length;
    const at = (i: number): number =>
      (days[Math.floor(i / this.times.length)] ?? 0) * DAY_MS + (this.times[i % this.times.length] ?? 0);
    if (bySetPos.length === 0) return Array.from({ length: size }, (_, i) => at(i));
    const places = bySetPos.map((n) => (n > 0 ? n - 1 : size + n)).filter((i) => i >= 0 && i < size);
    return [...new Set(places)].sort((a, b) => a - b).map(at);
  }

  /** Whether the parts of the rule that name days let this one through. */
  private names(day: number): boolean {
    const { byMonth, byMonthDay } = this.rule;
    if (!this.weekdays[weekdayOf(day)]) return false;
    if (byMonth.length === 0 && byMonthDay.length === 0) return true;
    const date = new Date(day * DAY_MS);
    if (byMonth.length > 0 && !byMonth.includes(date.getUTCMonth() + 1)) return false;
    if (byMonthDay.length === 0) return true;
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    return byMonthDay.includes(date.getUTCDate()) || byMonthDay.includes(date.getUTCDate() - last - 1);
  }
}

const weekdayOf = (day: number): number => (((day + EPOCH_WEEKDAY) % WEEK) + WEEK) % WEEK;
