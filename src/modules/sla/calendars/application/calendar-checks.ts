import { isDeepStrictEqual } from 'node:util';
import { type Failure } from '#kernel';
import {
  compileCalendar,
  isCalendarInstant,
  validateCalendar,
  type CalendarProblemCode,
  type CalendarSpec,
  type RangeCode,
} from '#kernel/calendar';

export type CalendarCode = `CALENDAR_${CalendarProblemCode}` | RangeCode | 'CALENDAR_NEVER_OPENS';

/**
 * What is wrong with a calendar, as failures of the fields under `path`. Parts that count for nothing are wrong too,
 * unless they are in `stored` already: what was accepted once does not keep a calendar from following its holidays.
 */
export function calendarFailures(path: string, spec: CalendarSpec, stored?: CalendarSpec): Failure<CalendarCode>[] {
  const problems = validateCalendar(spec).filter(
    ({ code, path: part }) =>
      code !== 'PART_IGNORED' ||
      stored?.always !== true ||
      !isDeepStrictEqual(stored[part as 'overrides' | 'breaks'], spec[part as 'overrides' | 'breaks']),
  );
  return problems.map(({ code, path: inside, params }) => ({
    code: code === 'END_BEFORE_START' || code === 'END_NOT_AFTER_START' ? code : (`CALENDAR_${code}` as const),
    field: `${path}.${inside}`,
    params,
  }));
}

/** Whether a valid calendar opens within ten years of an instant. */
export function opensAfter(spec: CalendarSpec, at: Date): boolean {
  return isCalendarInstant(at.getTime()) && compileCalendar(spec).nextOpening(at.getTime()) !== undefined;
}
