import { Injectable } from '@nestjs/common';
import { defineLoader, groupedInOrderOf } from '#platform/graphql';
import {
  CalendarLookup,
  type CalendarVersionRow,
  type OfficeCalendarRow,
} from '../application/calendar-lookup.queries.js';
import { CalendarQueries, type CalendarRecord, type CalendarVersionRecord } from '../application/calendar.queries.js';
import { HolidayQueries } from '../application/holiday.queries.js';
import { type SlaCalendar } from '../calendar.types.js';
import { type Holiday, type HolidaySet } from '../domain/holidays.js';

@Injectable()
export class CalendarLoaders {
  constructor(
    private readonly lookup: CalendarLookup,
    private readonly calendars: CalendarQueries,
    private readonly holidays: HolidayQueries,
  ) {}

  readonly calendarById = defineLoader<SlaCalendar | null>((_ctx, ids) => found(ids, this.lookup.calendars(ids)));

  readonly calendarVersionById = defineLoader<CalendarVersionRow | null>((_ctx, ids) =>
    found(ids, this.lookup.calendarVersions(ids)),
  );

  readonly versionsByCalendar = defineLoader<CalendarVersionRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.lookup.versionsOfCalendars(ids), (v) => v.calendarId),
  );

  readonly officeCalendarByOffice = defineLoader<OfficeCalendarRow | null>((_ctx, ids) =>
    found(ids, this.lookup.officeCalendars(ids)),
  );

  readonly recordById = defineLoader<CalendarRecord | null>((_ctx, ids) => found(ids, this.calendars.records(ids)));

  readonly versionById = defineLoader<CalendarVersionRecord | null>((_ctx, ids) =>
    found(ids, this.calendars.versions(ids)),
  );

  readonly holidaySetById = defineLoader<HolidaySet | null>((_ctx, ids) => found(ids, this.holidays.sets(ids)));

  readonly holidayById = defineLoader<Holiday | null>((_ctx, ids) => found(ids, this.holidays.holidays(ids)));
}

async function found<V>(ids: readonly string[], rows: Promise<Map<string, V>>): Promise<(V | null)[]> {
  const byId = await rows;
  return ids.map((id) => byId.get(id) ?? null);
}
