import { type RecurrenceRule } from './recurrence-rule.js';

// Whole-number arithmetic on a wall clock that is never changed: days are counted since 1 January 1970.

export const DAY_MS = 86_400_000;
export const WEEK = 7;
/** No occurrences are counted after it. */
export const LAST_INSTANT = Date.UTC(2200, 0, 1);
/** 1 January 1970 was a Thursday, three days after the Monday that RULE_DAYS begins with. */
const EPOCH_WEEKDAY = 3;

/** Monday is 0. */
export const weekdayOf = (day: number): number => (((day + EPOCH_WEEKDAY) % WEEK) + WEEK) % WEEK;

/** Times of day of a rule's occurrences, in ms since midnight, ascending: hours and minutes left out are those of the start. */
export function timesOfDay({ byHour, byMinute }: RecurrenceRule, start: number): number[] {
  const minutes = Math.floor((start - Math.floor(start / DAY_MS) * DAY_MS) / 60_000);
  const hoursOf = byHour.length > 0 ? byHour : [Math.floor(minutes / 60)];
  const minutesOf = byMinute.length > 0 ? byMinute : [minutes % 60];
  return hoursOf.flatMap((hour) => minutesOf.map((minute) => (hour * 60 + minute) * 60_000)).sort((a, b) => a - b);
}

/** The occurrences of one period: its days (ascending) at each of the times, of which BYSETPOS chooses where it is given. */
export function ofPeriod(days: readonly number[], times: readonly number[], bySetPos: readonly number[]): number[] {
  const size = days.length * times.length;
  const at = (i: number): number => (days[Math.floor(i / times.length)] ?? 0) * DAY_MS + (times[i % times.length] ?? 0);
  if (bySetPos.length === 0) return Array.from({ length: size }, (_, i) => at(i));
  const places = bySetPos.map((n) => (n > 0 ? n - 1 : size + n)).filter((i) => i >= 0 && i < size);
  return [...new Set(places)].sort((a, b) => a - b).map(at);
}
