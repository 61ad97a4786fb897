/** Wall-clock dates and times as plain numbers: a date is the count of days since 1970-01-01, a time is milliseconds. */

export const DAY_MS = 86_400_000;

/** Milliseconds since midnight of `HH:MM` or `HH:MM:SS`; `24:00` gives a whole day. Undefined when malformed. */
export function parseTime(text: string): number | undefined {
  const match = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (!match) return undefined;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (minutes > 59 || seconds > 59) return undefined;
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return ms <= DAY_MS ? ms : undefined;
}

/** The day number of a date; undefined when there is no such date. Month and day count from 1. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY_MS : undefined;
}

/** The day number of `YYYY-MM-DD`; undefined when malformed or when there is no such date. */
export function parseDate(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match ? dayNumber(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** 0 for Monday to 6 for Sunday; day 0 was a Thursday. */
export function weekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export type Holiday =
  | { readonly kind: 'dates'; readonly from: number; readonly to: number }
  | { readonly kind: 'yearly'; readonly month: number; readonly day: number };

/** Reads `2026-12-25`, `--12-25` or `2026-10-01/2026-10-07`; undefined when malformed. A range may come out reversed. */
export function parseHoliday(text: string): Holiday | undefined {
  const yearly = /^--(\d\d)-(\d\d)$/.exec(text);
  if (yearly) {
    const [month, day] = [Number(yearly[1]), Number(yearly[2])];
    // A leap year admits every day that any year has; 29 February then counts in leap years only.
    return dayNumber(2000, month, day) === undefined ? undefined : { kind: 'yearly', month, day };
  }
  const parts = text.split('/');
  const from = parseDate(parts[0] ?? '');
  const to = parts.length === 1 ? from : parseDate(parts[1] ?? '');
  return from === undefined || to === undefined || parts.length > 2 ? undefined : { kind: 'dates', from, to };
}
