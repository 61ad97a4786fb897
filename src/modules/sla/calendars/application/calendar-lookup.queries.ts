import { Injectable } from '@nestjs/common';
import { type CalendarSpec } from '#kernel/calendar';
import { Database, empty, sql, type Sql } from '#platform/database';
import { type SlaCalendar } from '../calendar.types.js';

export interface CalendarVersionRow {
  readonly id: string;
  readonly calendarId: string;
  readonly number: number;
  readonly spec: CalendarSpec;
  readonly recordedAt: Date;
}

export interface OfficeCalendarRow {
  readonly officeId: string;
  readonly calendarId: string;
  readonly since: Date;
}

const CALENDAR = sql`c.id, c.code, c.name, c.name_native as "nameNative", c.current, v.spec, c.version
  from sla.calendar c join sla.calendar_version v on v.calendar_id = c.id and v.number = c.current`;
const CALENDAR_VERSION = sql`v.id, v.calendar_id as "calendarId", v.number, v.spec, v.recorded_at as "recordedAt" from sla.calendar_version v`;

/** Reads of calendars, of their versions and of what offices have chosen. */
@Injectable()
export class CalendarLookup {
  constructor(private readonly db: Database) {}

  async calendars(ids: readonly string[], { lock = false } = {}): Promise<Map<string, SlaCalendar>> {
    return this.byId(sql`select ${CALENDAR} where c.id = any(${ids}::uuid[]) ${lock ? sql`for update of c` : empty}`);
  }

  async calendarsByCode(codes: readonly string[]): Promise<Map<string, SlaCalendar>> {
    const rows = await this.db.query<SlaCalendar>(sql`select ${CALENDAR} where c.code = any(${codes}::text[])`);
    return new Map(rows.map((r) => [r.code, r]));
  }

  /** Calendars that offices work by now. */
  calendarsOfOffices(): Promise<SlaCalendar[]> {
    return this.db.query(
      sql`select ${CALENDAR} where c.id in
           (select distinct on (office_id) calendar_id from sla.office_calendar order by office_id, recorded_at desc)`,
    );
  }

  /** All calendars, ordered by code. */
  allCalendars(): Promise<SlaCalendar[]> {
    return this.db.query(sql`select ${CALENDAR} order by c.code`);
  }

  calendarVersions(ids: readonly string[]): Promise<Map<string, CalendarVersionRow>> {
    return this.byId(sql`select ${CALENDAR_VERSION} where v.id = any(${ids}::uuid[])`);
  }

  /** What the calendars have said over time, newest first. */
  versionsOfCalendars(calendarIds: readonly string[]): Promise<CalendarVersionRow[]> {
    return this.db.query(
      sql`select ${CALENDAR_VERSION} where v.calendar_id = any(${calendarIds}::uuid[]) order by v.calendar_id, v.number desc`,
    );
  }

  /** The calendar each office has chosen, as of now. */
  async officeCalendars(officeIds: readonly string[]): Promise<Map<string, OfficeCalendarRow>> {
    const rows = await this.db.query<OfficeCalendarRow>(
      sql`select distinct on (office_id) office_id as "officeId", calendar_id as "calendarId", recorded_at as since
            from sla.office_calendar where office_id = any(${officeIds}::uuid[]) order by office_id, recorded_at desc`,
    );
    return new Map(rows.map((r) => [r.officeId, r]));
  }

  private async byId<T extends { id: string }>(statement: Sql): Promise<Map<string, T>> {
    const rows = await this.db.query<T>(statement);
    return new Map(rows.map((r) => [r.id, r]));
  }
}
