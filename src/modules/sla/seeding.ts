/** Use cases for example data, tests, benches and the command line. Modules use the Api. */
export { ManageCalendars } from './calendars/application/manage-calendars.js';
export { CalendarLookup } from './calendars/application/calendar-lookup.queries.js';
export { HolidayQueries } from './calendars/application/holiday.queries.js';
export { LoadHolidays } from './calendars/application/load-holidays.js';
export { EnsureOfficeCalendars, holidaySetCodeFor } from './calendars/application/office-calendars.js';
export { expandHolidays } from './calendars/domain/expand-holidays.js';
export { ManageTerms, type DraftTermsCommand } from './terms/application/manage-terms.js';
export { PublishTerms } from './terms/application/publish-terms.js';
export { TermsQueries } from './terms/application/terms.queries.js';
export { type LedgerKind } from './monitoring/application/clock-store.js';
export { RecordBreaches } from './monitoring/application/record-breaches.js';
export { ReplayClocks } from './monitoring/application/replay-clocks.js';
