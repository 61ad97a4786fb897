export { SlaModule } from './sla.module.js';
export { SlaApi } from './sla.api.js';
export { slaBreached } from './monitoring/sla.events.js';
export { slaEscalated, slaWarned, type AlertPayload } from './alerts/alert.events.js';
export { sweepAlerts } from './alerts/alert.jobs.js';
export { evaluateBacklog, evaluatePending, sweepBreaches } from './monitoring/sla.jobs.js';
export { replayClocks } from './replays/replay.jobs.js';
export { SLA } from './sla.permissions.js';
export * from './terms/terms.types.js';
export * from './calendars/calendar.types.js';
export * from './calendars/domain/calendar-basis.js';
export * from './monitoring/clock.types.js';
export * from './reports/report.types.js';
export {
  type CalendarStatement,
  type Holiday,
  type HolidaySetUse,
  type HolidayStatement,
} from './calendars/domain/holidays.js';
export { rebuildCalendars, topUpHolidays } from './calendars/calendar.jobs.js';
export { creditsOf, type CreditedBreach, type Credits } from './credits/domain/credits.js';
export { slaWhatIfProgressed } from './what-if/what-if.events.js';
export { pruneWhatIfs, runWhatIfs } from './what-if/what-if.jobs.js';
