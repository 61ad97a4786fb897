import { Injectable } from '@nestjs/common';
import { type CalendarSpec } from '#kernel/calendar';
import { Database, sql } from '#platform/database';
import { type CalendarStatement, type VersionCause } from '../domain/holidays.js';

/** A calendar with what was stated about it. */
export interface CalendarRecord extends CalendarStatement {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  /** Number of the version in force. */
  readonly current: number;
  /** With the dates of its holiday sets. */
  readonly spec: CalendarSpec;
  readonly version: number;
}

/** What a calendar said from an instant on, with who said so. */
export interface CalendarVersionRecord extends CalendarStatement {
  readonly id: string;
  readonly calendarId: string;
  readonly number: number;
  readonly spec: CalendarSpec;
  readonly recordedAt: Date;
  /** Null: background work. */
  readonly recordedBy: string | null;
  readonly cause: VersionCause;
}

const STATEMENT = sql`v.spec, coalesce(v.stated, v.spec) as stated, v.holiday_sets as "holidaySets", v.names`;

/** Reads of calendars as administrators state them. */
@Injectable()
export class CalendarQueries {
  constructor(private readonly db: Database) {}

  /** `lock`: nobody else changes these calendars until the end of the transaction. */
  async records(ids: readonly string[], { lock = false } = {}): Promise<Map<string, CalendarRecord>> {
    // A statement of its own: what a waiting lock lets through must see the version that was made meanwhile.
    if (lock)
      await this.db.query(sql`select id from sla.calendar where id = any(${ids}::uuid[]) order by id for update`);
    const rows = await this.db.query<CalendarRecord>(
      sql`select c.id, c.code, c.name, c.name_native as "nameNative", c.current, c.version, ${STATEMENT}
            from sla.calendar c join sla.calendar_version v on v.calendar_id = c.id and v.number = c.current
           where c.id = any(${ids}::uuid[]) order by c.code`,
    );
    return new Map(rows.map((c) => [c.id, c]));
  }

  /** Ids of the calendars that keep the holidays of a set now. */
  async standingOn(setId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      sql`select c.id from sla.calendar c join sla.calendar_version v on v.calendar_id = c.id and v.number = c.current
           where v.holiday_sets @> ${JSON.stringify([{ setId }])}::jsonb order by c.id`,
    );
    return rows.map((r) => r.id);
  }

  async versions(ids: readonly string[]): Promise<Map<string, CalendarVersionRecord>> {
    const rows = await this.db.query<CalendarVersionRecord>(sql`select ${VERSION} where v.id = any(${ids}::uuid[])`);
    return new Map(rows.map((v) => [v.id, v]));
  }

  /** Versions of one calendar by their numbers. */
  async versionsByNumber(calendarId: string, numbers: readonly number[]): Promise<Map<number, CalendarVersionRecord>> {
    const rows = await this.db.query<CalendarVersionRecord>(
      sql`select ${VERSION} where v.calendar_id = ${calendarId} and v.number = any(${numbers}::integer[])`,
    );
    return new Map(rows.map((v) => [v.number, v]));
  }
}

const VERSION = sql`v.id, v.calendar_id as "calendarId", v.number, ${STATEMENT}, v.recorded_at as "recordedAt",
  v.recorded_by as "recordedBy", v.cause from sla.calendar_version v`;
