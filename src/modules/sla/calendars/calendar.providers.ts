import { AmendHolidays } from './application/amend-holidays.js';
import { CalendarQueries } from './application/calendar.queries.js';
import { CalendarStatements } from './application/calendar-statements.js';
import { HolidayQueries } from './application/holiday.queries.js';
import { ImportIcalendar } from './application/import-icalendar.js';
import { LoadHolidays } from './application/load-holidays.js';
import { ManageCalendars } from './application/manage-calendars.js';
import { EnsureOfficeCalendars } from './application/office-calendars.js';
import { PreviewCalendarChange } from '../what-if/application/preview-calendar-change.js';
import { PreviewedClocks } from '../what-if/application/previewed-clocks.js';
import { RebuildCalendars } from './application/rebuild-calendars.js';
import { ShowCalendars } from './application/show-calendars.js';
import './calendar.jobs.js';
import './calendar.messages.js';

/** What the calendars of SLA consist of; SlaModule provides and exports them. */
export const CALENDAR_PROVIDERS = [
  ManageCalendars,
  CalendarQueries,
  CalendarStatements,
  HolidayQueries,
  LoadHolidays,
  AmendHolidays,
  RebuildCalendars,
  ShowCalendars,
  ImportIcalendar,
  PreviewedClocks,
  PreviewCalendarChange,
  EnsureOfficeCalendars,
];
