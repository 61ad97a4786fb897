export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Wall-clock hours `[open, close)`, each `HH:MM` or `HH:MM:SS`. `24:00` may close a day; a close before its open
 * runs past midnight. Close equal to open is refused: the whole day is `00:00` to `24:00`. Times are taken as they
 * are stated: a close of `23:59` leaves the day's last minute closed, the end of the day is `24:00`.
 */
export interface HoursSpec {
  readonly open: string;
  readonly close: string;
}

export interface WeeklyHoursSpec extends HoursSpec {
  readonly day: Weekday;
}

export interface DateHoursSpec {
  /** `YYYY-MM-DD` in the calendar's zone. */
  readonly date: string;
  readonly intervals: readonly HoursSpec[];
}

/** A closed stretch `[from, to)` between two instants, epoch milliseconds. */
export interface ClosureSpec {
  readonly from: number;
  readonly to: number;
}

/**
 * When somebody is open, as an administrator states it. The most specific statement about a date wins: override over
 * holiday over weekly. Hours belong to the date on which they open: on a closed date none open, nor does what would
 * have run past its midnight. What runs past midnight goes on into a date with an override, which states the hours that
 * open on that date only; it ends at the midnight of a holiday (one without an override), because a holiday closes its
 * whole date. Breaks and closures close whatever is left.
 */
export interface CalendarSpec {
  /** IANA zone; all hours are wall-clock hours in it. */
  readonly zone: string;
  /**
   * Open around the clock: then only holidays and closures count. Overrides and breaks beside it are refused where
   * calendars are stated; in calendars stored before that they count for nothing, as do weekly hours.
   */
  readonly always?: boolean | null;
  readonly weekly?: readonly WeeklyHoursSpec[] | null;
  /** Closed dates: `2026-12-25`, every year `--12-25`, or both ends of a range `2026-10-01/2026-10-07`. */
  readonly holidays?: readonly string[] | null;
  /** Dates with hours of their own; no intervals means closed. Several rows about one date add up. */
  readonly overrides?: readonly DateHoursSpec[] | null;
  /** Closed parts of single dates. */
  readonly breaks?: readonly DateHoursSpec[] | null;
  readonly closures?: readonly ClosureSpec[] | null;
}

/** The instants for which calendars answer: years 1900 to 2499 (UTC), first included, last not. Epoch milliseconds. */
export const CALENDAR_MIN_MS = Date.UTC(1900, 0, 1);
export const CALENDAR_MAX_MS = Date.UTC(2500, 0, 1);

/** Whether calendars answer for that instant (epoch ms). */
export function isCalendarInstant(at: number): boolean {
  return at >= CALENDAR_MIN_MS && at < CALENDAR_MAX_MS;
}

/**
 * How stored statements are read. 1: hours past midnight ended at the midnight of a date with an override too. 2: they
 * go on. Verdicts given under an earlier edition keep to it.
 */
export const CALENDAR_EDITION = 2;
export type CalendarEdition = 1 | 2;

/** Whether the edition matters to a calendar: it has hours past midnight, and overrides that they may run into. */
export function dependsOnEdition({ always, weekly, overrides }: CalendarSpec): boolean {
  if (always === true || !overrides || overrides.length === 0) return false;
  const hours = [...(weekly ?? []), ...overrides.flatMap((row) => row.intervals)];
  // Written alike (`HH:MM`), times compare as texts; seconds make no difference to which is earlier.
  return hours.some(({ open, close }) => close < open);
}
