import { Injectable } from '@nestjs/common';
import { type CalendarSpec } from '#kernel/calendar';
import { and, Database, empty, sql, type Sql } from '#platform/database';
import { type LedgerKind } from '../../monitoring/application/clock-store.js';
import { type SlaCalendar, type Terms, type TermsLevel, type TermsVersion } from '../terms.types.js';
import { type SlaMetric, type SlaState } from '../../engine/domain/clock-types.js';

/** An entry of the ledger, as it is shown. */
export interface LedgerRow {
  readonly id: string;
  readonly requestId: string;
  readonly clockId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly kind: LedgerKind;
  readonly at: Date;
  readonly recordedAt: Date;
  readonly state: SlaState;
  readonly dueAt: Date | null;
  /** Which breach of the clock it is about, from 1. */
  readonly breach: number | null;
  /** Which step of warning or escalation. */
  readonly step: string | null;
  readonly details: object;
  readonly termsVersionId: string | null;
  readonly calendarVersionId: string | null;
  readonly moreCalendarVersionIds: readonly string[] | null;
  readonly requestClockVersion: number;
}

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
const TERMS = sql`t.id, t.code, t.name, t.name_native as "nameNative", t.level, t.level_key as "levelKey",
  t.service_line as "serviceLine", t.contact_type_id as "contactTypeId", t.priority, t.version from sla.terms t`;
const VERSION = sql`v.id, v.terms_id as "termsId", v.number, v.status, v.basis, v.targets, v.warnings, v.escalations, v.credits,
  v.pausing_metrics as "pausingMetrics", v.effective_from as "effectiveFrom", v.effective_to as "effectiveTo",
  v.moves_open_at as "movesOpenAt", v.drafted_at as "draftedAt", v.published_at as "publishedAt",
  v.withdrawn_at as "withdrawnAt", v.version from sla.terms_version v`;

/** Reads of calendars, terms and the ledger. */
@Injectable()
export class SlaQueries {
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

  terms(ids: readonly string[]): Promise<Map<string, Terms>> {
    return this.byId(sql`select ${TERMS} where t.id = any(${ids}::uuid[])`);
  }

  async termsByCode(codes: readonly string[]): Promise<Map<string, Terms>> {
    const rows = await this.db.query<Terms>(sql`select ${TERMS} where t.code = any(${codes}::text[])`);
    return new Map(rows.map((r) => [r.code, r]));
  }

  listTerms(filter: {
    level?: TermsLevel | null;
    levelKey?: string | null;
    publishedOnly?: boolean | null;
  }): Promise<Terms[]> {
    const where = and([
      filter.level != null && sql`t.level = ${filter.level}`,
      filter.levelKey != null && sql`t.level_key = ${filter.levelKey}`,
      filter.publishedOnly === true &&
        sql`exists (select 1 from sla.terms_version v where v.terms_id = t.id and v.status = 'PUBLISHED')`,
    ]);
    return this.db.query(sql`select ${TERMS} where ${where} order by t.code`);
  }

  termsVersions(ids: readonly string[]): Promise<Map<string, TermsVersion>> {
    return this.byId(sql`select ${VERSION} where v.id = any(${ids}::uuid[])`);
  }

  /** All versions of the terms, newest first. */
  versionsOfTerms(termsIds: readonly string[]): Promise<TermsVersion[]> {
    return this.db.query(
      sql`select ${VERSION} where v.terms_id = any(${termsIds}::uuid[]) order by v.terms_id, v.number desc`,
    );
  }

  /** What was decided about the clocks of a request, in the order in which it was recorded. */
  ledgerOf(requestId: string): Promise<LedgerRow[]> {
    return this.db.query(
      sql`select l.id, l.request_id as "requestId", l.clock_id as "clockId", l.metric, l.cycle, l.kind, l.at,
                 l.recorded_at as "recordedAt", l.state, l.due_at as "dueAt", l.breach, l.step, l.details,
                 l.terms_version_id as "termsVersionId", l.calendar_version_id as "calendarVersionId",
                 l.more_calendar_version_ids as "moreCalendarVersionIds",
                 l.request_clock_version as "requestClockVersion"
            from sla.ledger l where l.request_id = ${requestId} order by l.seq`,
    );
  }

  private async byId<T extends { id: string }>(statement: Sql): Promise<Map<string, T>> {
    const rows = await this.db.query<T>(statement);
    return new Map(rows.map((r) => [r.id, r]));
  }
}
