import { instantOf, WEEKDAYS, type CalendarSpec, type HoursSpec, type Weekday } from '#kernel/calendar';
import { EXTRA_KINDS, type CalendarStatement, type Holiday, type HolidaySetUse } from './holidays.js';

/** What rows of sets decide from; other columns of theirs do not move a calendar. */
export type HolidayRow = Pick<
  Holiday,
  'setId' | 'date' | 'name' | 'kind' | 'closedFrom' | 'closedTo' | 'replaces' | 'suppressed'
>;

/** Whether a row counts for a calendar that keeps its set in this way. */
export function counts(row: HolidayRow, use: HolidaySetUse): boolean {
  const year = Number(row.date.slice(0, 4));
  if (row.setId !== use.setId || row.suppressed) return false;
  if (year < use.fromYear || (use.toYear !== null && year > use.toYear)) return false;
  const extra = EXTRA_KINDS.find((kind) => kind === row.kind);
  return extra === undefined || use.alsoClosedOn.includes(extra);
}

/** Whether a closed date, yearly date or range of a spec covers a date. */
export function covers(text: string, date: string): boolean {
  if (text.startsWith('--')) return date.endsWith(text.slice(1));
  const [from = '', to = from] = text.split('/');
  return from <= date && date <= to;
}

/**
 * The whole spec of a calendar, with plain dates: what is stated, and the rows of its holiday sets that count. What an
 * administrator stated about a date wins over what a set says; of several sets one that closes wins over one that makes
 * the date a working day. The same statement and rows give the same spec, in the same order.
 */
export function expandHolidays(statement: CalendarStatement, rows: readonly HolidayRow[]): CalendarSpec {
  const { stated, holidaySets } = statement;
  if (holidaySets.length === 0) return stated;
  const closed = new Set<string>();
  const parts = new Map<string, HoursSpec[]>();
  const working = new Map<string, readonly HoursSpec[]>();
  for (const use of holidaySets) {
    for (const row of rows) {
      if (!counts(row, use)) continue;
      if (row.kind === 'MAKE_UP_WORKING_DAY') working.set(row.date, hoursOf(stated, weekdayOf(row, use)));
      else if (row.closedFrom === null || row.closedTo === null) closed.add(row.date);
      else parts.set(row.date, [...(parts.get(row.date) ?? []), { open: row.closedFrom, close: row.closedTo }]);
    }
  }

  const statedHolidays = stated.holidays ?? [];
  const statedOverrides = stated.overrides ?? [];
  const overridden = new Set(statedOverrides.map((o) => o.date));
  const holidays = [...closed].filter((date) => !statedHolidays.includes(date)).sort();
  // Around the clock, a make-up working day has no hours of its own either.
  const overrides = (stated.always ? [] : [...working])
    .filter(([date, intervals]) => intervals.length > 0 && !overridden.has(date) && !closed.has(date))
    .filter(([date]) => !statedHolidays.some((text) => covers(text, date)))
    .map(([date, intervals]) => ({ date, intervals }))
    .sort(byDate);
  const halves = [...parts]
    .filter(([date]) => !closed.has(date))
    .map(([date, intervals]) => ({ date, intervals: distinct(intervals) }))
    .sort(byDate);
  // Around the clock, breaks count for nothing: the closed part is a closure then.
  const closures = stated.always
    ? halves.flatMap(({ date, intervals }) =>
        intervals.map(({ open, close }) => ({
          from: instantOf(stated.zone, date, open),
          to: instantOf(stated.zone, date, close),
        })),
      )
    : [];
  return {
    ...stated,
    ...(holidays.length > 0 && { holidays: [...statedHolidays, ...holidays] }),
    ...(overrides.length > 0 && { overrides: [...statedOverrides, ...overrides] }),
    ...(halves.length > 0 && !stated.always && { breaks: [...(stated.breaks ?? []), ...halves] }),
    ...(closures.length > 0 && { closures: [...(stated.closures ?? []), ...closures] }),
  };
}

/** The weekday whose hours a make-up working day has: as the calendar says, else that of the day off, else Monday. */
function weekdayOf(row: HolidayRow, use: HolidaySetUse): Weekday {
  return use.makeUpHoursOf ?? (row.replaces === null ? 'MON' : weekdayOfDate(row.replaces));
}

export function weekdayOfDate(date: string): Weekday {
  return WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] as Weekday;
}

function hoursOf(stated: CalendarSpec, weekday: Weekday): HoursSpec[] {
  return (stated.weekly ?? []).filter((row) => row.day === weekday).map(({ open, close }) => ({ open, close }));
}

function byDate(a: { date: string }, b: { date: string }): number {
  return a.date < b.date ? -1 : Number(a.date > b.date);
}

function distinct(intervals: readonly HoursSpec[]): HoursSpec[] {
  const byText = new Map(intervals.map((i) => [`${i.open}/${i.close}`, i]));
  return [...byText.keys()].sort().map((key) => byText.get(key) as HoursSpec);
}
