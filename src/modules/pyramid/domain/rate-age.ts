import { lastDayOf } from './window.js';

const DAY_MS = 86_400_000;

/**
 * How many days old a rate is where it is used: at the last day of the month of the revenue, or today while that month is
 * not over, because a later rate cannot be known yet. Zero for a rate that begins within the days that are left.
 */
export function rateAge(month: string, validFrom: string, today: string): number {
  const end = lastDayOf(month);
  const at = end < today ? end : today;
  return Math.max(0, Math.round((Date.parse(at) - Date.parse(validFrom)) / DAY_MS));
}
