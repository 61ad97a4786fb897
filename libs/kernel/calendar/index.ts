export * from './calendar-spec.js';
export { compileCalendar, intersection, union, type CompileOptions } from './compile-calendar.js';
export type { Calendar, Unreached } from './open-time.js';
export {
  MAX_CALENDAR_ROWS,
  MAX_WEEKLY_ROWS,
  validateCalendar,
  type CalendarProblem,
  type CalendarProblemCode,
  type RangeCode,
} from './validate-calendar.js';
export { addDays, canonicalZone, instantOf, wallTimeAt } from './zone-names.js';
export {
  ZONE_TABLE_FROM,
  ZONE_TABLE_TO,
  firstDifference,
  isLaterRelease,
  recordedZoneRules,
  runtimeZoneRules,
  zoneTableOf,
  type ZoneRules,
  type ZoneTable,
} from './zone-rules.js';
