import { Injectable } from '@nestjs/common';
import { defineLoader, groupedInOrderOf, byId } from '#platform/graphql';
import { CalendarLookup, type CalendarVersionRow } from '../application/calendar-lookup.queries.js';
import { CalendarQueries } from '../application/calendar.queries.js';
import { HolidayQueries } from '../application/holiday.queries.js';

@Injectable()
export class CalendarLoaders {
  constructor(
    private readonly lookup: CalendarLookup,
    private readonly calendars: CalendarQueries,
    private readonly holidays: HolidayQueries,
  ) {}

  readonly calendarById = byId((ids) => this.lookup.calendars(ids));

  readonly calendarVersionById = byId((ids) => this.lookup.calendarVersions(ids));

  readonly versionsByCalendar = defineLoader<CalendarVersionRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.lookup.versionsOfCalendars(ids), (v) => v.calendarId),
  );

  readonly officeCalendarByOffice = byId((ids) => this.lookup.officeCalendars(ids));

  readonly recordById = byId((ids) => this.calendars.records(ids));

  readonly versionById = byId((ids) => this.calendars.versions(ids));

  readonly holidaySetById = byId((ids) => this.holidays.sets(ids));

  readonly holidayById = byId((ids) => this.holidays.holidays(ids));
}
