import { WEEKDAYS, isCalendarInstant, type CalendarSpec, type DateHoursSpec, type HoursSpec } from './calendar-spec.js';
import { DAY_MS, parseDate, parseHoliday, parseTime } from './wall-time.js';
import { isZone } from './zone-offsets.js';

export const MAX_CALENDAR_ROWS = 2_000;
/** Lower, because every weekly row is laid out once for every week asked about. */
export const MAX_WEEKLY_ROWS = 200;

export type CalendarProblemCode =
  | 'ZONE_UNKNOWN'
  | 'WEEKDAY_UNKNOWN'
  | 'TIME_INVALID'
  | 'HOURS_EMPTY'
  | 'DATE_INVALID'
  | 'INSTANT_OUT_OF_RANGE'
  | 'TOO_MANY_ROWS'
  | 'PART_IGNORED';
/** Of ranges; codes that mean the same everywhere. */
export type RangeCode = 'END_BEFORE_START' | 'END_NOT_AFTER_START';

export interface CalendarProblem {
  /** Stable; the key of the translated message. */
  readonly code: CalendarProblemCode | RangeCode;
  /** Where in the spec, e.g. `weekly.2.open`. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/**
 * Everything wrong with a calendar at once; empty when there is nothing. Overlapping and repeated hours are fine,
 * they are merged. Hours whose close equals their open are refused as ambiguous: a whole day is `00:00` to `24:00`.
 * Overrides and breaks of a calendar that is open around the clock would count for nothing: PART_IGNORED.
 * At most 200 weekly rows and 2,000 rows in each other part, intervals of dates counted with their dates.
 */
export function validateCalendar(spec: CalendarSpec): CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  const add = (code: CalendarProblem['code'], path: string, params?: CalendarProblem['params']) =>
    problems.push(params ? { code, path, params } : { code, path });
  const limit = (path: string, rows: number, max = MAX_CALENDAR_ROWS): boolean => {
    if (rows > max) add('TOO_MANY_ROWS', path, { rows, max });
    return rows <= max;
  };
  const hours = (path: string, row: HoursSpec) => {
    const open = parseTime(row.open);
    const close = parseTime(row.close);
    // A day cannot open when it is over: that is the next day's 00:00.
    if (open === undefined || open === DAY_MS) add('TIME_INVALID', `${path}.open`, { value: row.open });
    if (close === undefined) add('TIME_INVALID', `${path}.close`, { value: row.close });
    if (open !== undefined && open === close) add('HOURS_EMPTY', `${path}.close`, { value: row.close });
  };
  const dates = (path: string, rows: readonly DateHoursSpec[]) => {
    if (!limit(path, rows.length + rows.reduce((sum, row) => sum + row.intervals.length, 0))) return;
    rows.forEach((row, i) => {
      if (parseDate(row.date) === undefined) add('DATE_INVALID', `${path}.${i}.date`, { value: row.date });
      row.intervals.forEach((interval, j) => hours(`${path}.${i}.intervals.${j}`, interval));
    });
  };

  if (!isZone(spec.zone)) add('ZONE_UNKNOWN', 'zone', { value: spec.zone });
  const { weekly, holidays, overrides, breaks, closures } = spec;
  if (weekly && limit('weekly', weekly.length, MAX_WEEKLY_ROWS)) {
    weekly.forEach((row, i) => {
      if (!WEEKDAYS.includes(row.day)) add('WEEKDAY_UNKNOWN', `weekly.${i}.day`, { value: row.day });
      hours(`weekly.${i}`, row);
    });
  }
  if (holidays && limit('holidays', holidays.length)) {
    holidays.forEach((text, i) => {
      const holiday = parseHoliday(text);
      if (!holiday) add('DATE_INVALID', `holidays.${i}`, { value: text });
      else if (holiday.kind === 'dates' && holiday.to < holiday.from) {
        const [start = '', end = ''] = text.split('/');
        add('END_BEFORE_START', `holidays.${i}`, { start, end });
      }
    });
  }
  for (const [path, rows] of [
    ['overrides', overrides],
    ['breaks', breaks],
  ] as const)
    if (spec.always === true && rows && rows.length > 0) add('PART_IGNORED', path);
  if (overrides) dates('overrides', overrides);
  if (breaks) dates('breaks', breaks);
  if (closures && limit('closures', closures.length)) {
    closures.forEach((closure, i) => {
      const bad = (['from', 'to'] as const).filter((end) => !isCalendarInstant(closure[end]));
      for (const end of bad) add('INSTANT_OUT_OF_RANGE', `closures.${i}.${end}`);
      if (bad.length === 0 && closure.to <= closure.from)
        add('END_NOT_AFTER_START', `closures.${i}.to`, {
          start: new Date(closure.from).toISOString(),
          end: new Date(closure.to).toISOString(),
        });
    });
  }
  return problems;
}
