import { Injectable } from '@nestjs/common';
import { compileCalendar, type Calendar, type CalendarSpec } from '#kernel/calendar';
import { Database, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { type Priority } from '#modules/services';
import { type ClockTerms, type SlaMetric, type SlaTargets } from '../domain/clock-types.js';
import { type TermsContent } from '../sla.types.js';
import { indexTerms, type SelectableTerms, type TermsIndex } from './select-terms.js';

/** Published terms with what they say. */
export interface PublishedTerms extends SelectableTerms, TermsContent {
  readonly termsId: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly number: number;
}

export interface CalendarVersion {
  readonly id: string;
  readonly calendarId: string;
  readonly number: number;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly spec: CalendarSpec;
}

interface OfficeCalendar {
  readonly officeId: string;
  readonly calendarId: string;
  readonly recordedAt: number;
}

/** A calendar as it counted at an instant; without a version it is the one that offices have until they get their own. */
export interface CalendarInForce {
  readonly version: CalendarVersion | null;
  readonly calendar: Calendar;
  /** When it changes next; null when it does not, as far as is known. */
  readonly until: number | null;
}

/** Working hours of an office that has no calendar of its own: Monday to Friday, 09:00 to 18:00 there. */
export function usualOfficeHours(
  zone: string,
  days: readonly ('MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SUN')[] = WORKDAYS,
): CalendarSpec {
  return { zone, weekly: days.map((day) => ({ day, open: '09:00', close: '18:00' })) };
}
const WORKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const;

/** Everything published that judging needs, as it stood at one generation. */
export class Catalogue {
  readonly terms: TermsIndex<PublishedTerms>;
  private readonly byVersionId: ReadonlyMap<string, PublishedTerms>;
  private readonly clockTerms = new Map<string, ClockTerms>();

  constructor(
    readonly generation: number,
    published: readonly PublishedTerms[],
    /** By calendar id, oldest first. */
    private readonly calendars: ReadonlyMap<string, readonly CalendarVersion[]>,
    private readonly officeCalendars: ReadonlyMap<string, readonly OfficeCalendar[]>,
    private readonly officeZones: ReadonlyMap<string, string>,
    private readonly compile: (version: CalendarVersion) => Calendar,
  ) {
    this.terms = indexTerms(published);
    this.byVersionId = new Map(published.map((t) => [t.versionId, t]));
  }

  byId(termsVersionId: string): PublishedTerms | undefined {
    return this.byVersionId.get(termsVersionId);
  }

  hasOffice(officeId: string): boolean {
    return this.officeZones.has(officeId);
  }

  /** The calendar that counts at an instant for a request of that office; null stands for the office's own. */
  calendarAt(calendarId: string | null, officeId: string, at: number): CalendarInForce {
    if (calendarId !== null) return this.versionAt(calendarId, at);
    const history = this.officeCalendars.get(officeId) ?? [];
    const { row, until } = inForceAt(history, at);
    if (!row || row.recordedAt > at)
      return { version: null, calendar: this.usual(officeId), until: row?.recordedAt ?? null };
    const own = this.versionAt(row.calendarId, at);
    return { ...own, until: earlier(own.until, until) };
  }

  /** The same object for the same terms, priority and calendar, so that calendars are laid out once. */
  clockTermsOf(terms: PublishedTerms | null, priority: Priority, { version, calendar }: CalendarInForce): ClockTerms {
    if (!terms) return { calendar, targets: {} };
    if (!version) return { calendar, targets: targetsFor(terms, priority), pausingMetrics: terms.pausingMetrics };
    const key = `${terms.versionId}/${priority}/${version.id}`;
    let made = this.clockTerms.get(key);
    if (!made) {
      made = { calendar, targets: targetsFor(terms, priority), pausingMetrics: terms.pausingMetrics };
      this.clockTerms.set(key, made);
    }
    return made;
  }

  private versionAt(calendarId: string, at: number): CalendarInForce {
    const { row, until } = inForceAt(this.calendars.get(calendarId) ?? [], at);
    if (!row) throw new Error(`the calendar ${calendarId} has no version`);
    return { version: row, calendar: this.compile(row), until };
  }

  private readonly usualByZone = new Map<string, Calendar>();
  private usual(officeId: string): Calendar {
    const zone = this.officeZones.get(officeId) ?? 'UTC';
    let made = this.usualByZone.get(zone);
    if (!made) this.usualByZone.set(zone, (made = compileCalendar(usualOfficeHours(zone))));
    return made;
  }
}

/** The last row recorded by then, else the first: what is there from the beginning counts for all time before it. */
function inForceAt<T extends { recordedAt: number }>(
  history: readonly T[],
  at: number,
): { row?: T; until: number | null } {
  let i = history.length - 1;
  while (i > 0 && (history[i] as T).recordedAt > at) i--;
  return { row: history[i], until: history[i + 1]?.recordedAt ?? null };
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

/** The targets of terms for a priority: those named for it, else those for every priority. */
export function targetsFor(terms: TermsContent, priority: Priority): SlaTargets {
  const targets: Partial<Record<SlaMetric, number>> = {};
  for (const { metric, priority: named, seconds } of terms.targets) if (named === null) targets[metric] = seconds;
  for (const { metric, priority: named, seconds } of terms.targets) if (named === priority) targets[metric] = seconds;
  return targets;
}

/** Loads the catalogue and remembers it until something in it changes, on whatever node. */
@Injectable()
export class Catalogues {
  private known: Catalogue | undefined;
  /** Versions never change, so their calendars are kept for good. */
  private readonly compiled = new Map<string, Calendar>();

  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  /** One statement when nothing has changed. `officeIds`: offices that must be in it, as new ones may be. */
  async current(officeIds: Iterable<string> = []): Promise<Catalogue> {
    const { generation } = await this.db.one<{ generation: number }>(sql`select generation from sla.catalogue`);
    const known = this.known;
    if (known?.generation === generation && [...officeIds].every((id) => known.hasOffice(id))) return known;
    return (this.known = await this.load(generation));
  }

  private async load(generation: number): Promise<Catalogue> {
    const terms = await this.db.query<PublishedTerms>(
      sql`select v.id as "versionId", v.terms_id as "termsId", v.number, t.code, t.name, t.name_native as "nameNative",
                 v.level, v.level_key as "levelKey", v.service_line as "serviceLine", v.contact_type_id as "contactTypeId",
                 v.priority, (extract(epoch from v.effective_from) * 1000)::bigint as "effectiveFrom",
                 (extract(epoch from v.effective_to) * 1000)::bigint as "effectiveTo",
                 (extract(epoch from v.moves_open_at) * 1000)::bigint as "movesOpenAt",
                 v.calendar_id as "calendarId", v.targets, v.pausing_metrics as "pausingMetrics"
            from sla.terms_version v join sla.terms t on t.id = v.terms_id where v.effective_from is not null`,
    );
    const versions = await this.db.query<CalendarVersion>(
      sql`select id, calendar_id as "calendarId", number, (extract(epoch from recorded_at) * 1000)::bigint as "recordedAt", spec
            from sla.calendar_version order by calendar_id, number`,
    );
    const offices = await this.db.query<OfficeCalendar>(
      sql`select office_id as "officeId", calendar_id as "calendarId", (extract(epoch from recorded_at) * 1000)::bigint as "recordedAt"
            from sla.office_calendar order by office_id, recorded_at`,
    );
    const zones = new Map((await this.identity.allOffices()).map((o) => [o.id, o.timeZone]));
    return new Catalogue(
      generation,
      terms,
      groupBy(versions, (v) => v.calendarId),
      groupBy(offices, (o) => o.officeId),
      zones,
      (version) => {
        let calendar = this.compiled.get(version.id);
        if (!calendar) this.compiled.set(version.id, (calendar = compileCalendar(version.spec)));
        return calendar;
      },
    );
  }
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const list = groups.get(keyOf(row));
    if (list) list.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
