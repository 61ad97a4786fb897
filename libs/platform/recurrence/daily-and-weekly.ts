import { DAY_MS, ofPeriod, timesOfDay, weekdayOf, WEEK } from './period.js';
import { RULE_DAYS, type RecurrenceRule } from './recurrence-rule.js';

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
    this.times = timesOfDay(rule, start);
  }

  /** At most so many of those from `from` to `to`, both included, ascending. */
  walk(from: number, to: number, most: number): number[] {
    const step = this.length * this.rule.interval;
    const end = Math.min(to, this.until);
    const skipped = Math.floor((Math.floor(from / DAY_MS) - this.firstPeriod) / step);
    const found: number[] = [];
    for (let day = this.firstPeriod + Math.max(0, skipped) * step; day * DAY_MS <= end; day += step) {
      if (this.length === 1 && !this.names(day)) continue;
      const days = this.days.map((n) => day + n).filter((one) => this.names(one));
      for (const at of ofPeriod(days, this.times, this.rule.bySetPos)) {
        if (at > end || found.length >= most) return found;
        if (at >= this.start && at >= from) found.push(at);
      }
    }
    return found;
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
