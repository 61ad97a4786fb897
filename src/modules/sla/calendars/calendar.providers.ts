import { BranchCalendars } from './application/branch-calendars.js';
import { CalendarLookup } from './application/calendar-lookup.queries.js';
import { AmendHolidays } from './application/amend-holidays.js';
import { CalendarQueries } from './application/calendar.queries.js';
import { CalendarStatements } from './application/calendar-statements.js';
import { CalendarRulesStore } from './application/calendar-rules-store.js';
import { FollowRules } from './application/follow-rules.js';
import { HolidayQueries } from './application/holiday.queries.js';
import { ImportIcalendar } from './application/import-icalendar.js';
import { LoadHolidays } from './application/load-holidays.js';
import { ManageCalendars } from './application/manage-calendars.js';
import { EnsureOfficeCalendars } from './application/office-calendars.js';
import { NoticeHolidays } from './application/notice-holidays.js';
import { RebuildCalendars } from './application/rebuild-calendars.js';
import { ShowCalendars } from './application/show-calendars.js';
import './calendar.jobs.js';
import './calendar.messages.js';
import './calendar.notices.js';

/** What the calendars of SLA consist of; SlaModule provides and exports them. */
export const CALENDAR_PROVIDERS = [
  ManageCalendars,
  BranchCalendars,
  CalendarLookup,
  CalendarQueries,
  CalendarStatements,
  CalendarRulesStore,
  FollowRules,
  HolidayQueries,
  LoadHolidays,
  AmendHolidays,
  NoticeHolidays,
  RebuildCalendars,
  ShowCalendars,
  ImportIcalendar,
  EnsureOfficeCalendars,
];
