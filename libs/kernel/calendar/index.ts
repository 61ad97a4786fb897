export * from './calendar-spec.js';
export { compileCalendar, intersection, union } from './compile-calendar.js';
export type { Calendar } from './open-time.js';
export {
  MAX_CALENDAR_ROWS,
  MAX_WEEKLY_ROWS,
  validateCalendar,
  type CalendarProblem,
  type CalendarProblemCode,
  type RangeCode,
} from './validate-calendar.js';
export { addDays, canonicalZone, instantOf, wallTimeAt } from './zone-names.js';
