export { SlaModule } from './sla.module.js';
export { SlaApi } from './sla.api.js';
export { slaBreached } from './monitoring/sla.events.js';
export { slaEscalated, slaWarned, type AlertPayload } from './alerts/alert.events.js';
export { sweepAlerts } from './alerts/alert.jobs.js';
export { judgeBacklog, judgeWaiting, sweepBreaches } from './monitoring/sla.jobs.js';
export { replayClocks } from './replays/replay.jobs.js';
export { SLA } from './sla.permissions.js';
export * from './terms/terms.types.js';
export { SLA_METRICS, type SlaMetric, type SlaState } from './engine/domain/clock-types.js';
export { ManageCalendars, type CalendarCommand } from './calendars/application/manage-calendars.js';
export { ManageTerms, type DraftTermsCommand, type TermsContentCommand } from './terms/application/manage-terms.js';
export { PublishTerms, type PublishCommand } from './terms/application/publish-terms.js';
export { RecordAlerts, type AlertReport } from './alerts/application/record-alerts.js';
export { RecordBreaches } from './monitoring/application/record-breaches.js';
export { ReplayClocks } from './monitoring/application/replay-clocks.js';
export { type LedgerKind } from './monitoring/application/clock-store.js';
export { TermsQueries } from './terms/application/terms.queries.js';
export { CalendarLookup } from './calendars/application/calendar-lookup.queries.js';
export * from './calendars/calendar.types.js';
export * from './calendars/domain/calendar-basis.js';
export * from './monitoring/clock.types.js';
export * from './reports/report.types.js';
export { AmendHolidays } from './calendars/application/amend-holidays.js';
export { libraryHolidays, libraryRegion } from './calendars/application/holiday-library.js';
export { LoadHolidays, type HolidaysLoaded } from './calendars/application/load-holidays.js';
export { EnsureOfficeCalendars, holidaySetCodeFor } from './calendars/application/office-calendars.js';
export { HolidayQueries } from './calendars/application/holiday.queries.js';
export { RebuildCalendars } from './calendars/application/rebuild-calendars.js';
export { expandHolidays } from './calendars/domain/expand-holidays.js';
export {
  type CalendarStatement,
  type Holiday,
  type HolidaySetUse,
  type HolidayStatement,
} from './calendars/domain/holidays.js';
export { rebuildCalendars, topUpHolidays } from './calendars/calendar.jobs.js';
export { AskWhatIf, type AskWhatIfCode, type WhatIfCommand } from './what-if/application/what-if-ask.js';
export { RunWhatIfs } from './what-if/application/what-if-run.js';
export { creditsOf, type CreditedBreach, type Credits } from './credits/domain/credits.js';
export { slaWhatIfProgressed } from './what-if/what-if.events.js';
export { pruneWhatIfs, runWhatIfs } from './what-if/what-if.jobs.js';
