import { compileCalendar, intersection, union, type Calendar, type CalendarSpec } from '#kernel/calendar';
import { type CalendarBasis, type CalendarSource } from '../domain/calendar-basis.js';
import {
  CalendarRulesHistory,
  lastIndex,
  PRESENT_RULES,
  type CalendarRules,
  type ReadingStretch,
} from '../domain/calendar-rules.js';

export interface CalendarVersion {
  readonly id: string;
  readonly calendarId: string;
  readonly number: number;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly spec: CalendarSpec;
}

/** That an office or a branch works by a calendar from then on; null: by none any more. */
export interface CalendarChoice {
  /** Of the office or branch. */
  readonly of: string;
  readonly calendarId: string | null;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
}

/** Whose calendars count for a request. */
export interface Served {
  readonly officeId: string;
  readonly branchId: string | null;
}

/** What clocks run on at an instant. */
export interface EffectiveCalendars {
  readonly calendar: Calendar;
  /** All calendars in it, as they stood, in the order of the terms; usual hours of offices without one are not among them. */
  readonly versions: readonly CalendarVersion[];
  /** Zones of offices whose usual hours count because they have no calendar. */
  readonly usualZones: readonly string[];
  /** When any part of it changes next; null when none does, as far as is known. */
  readonly until: number | null;
  /** Whether it is the rules by which it is read (zone rules, edition) that change next. */
  readonly untilRules: boolean;
  /** Release of the time zone data that it is read by; null when it is not known. */
  readonly zoneRelease: string | null;
  /** The same for the same versions in the same combination, read in the same way. */
  readonly key: string;
}

/** Working hours of an office that has no calendar of its own: Monday to Friday, 09:00 to 18:00 there. */
export function usualOfficeHours(
  zone: string,
  days: readonly ('MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SUN')[] = WORKDAYS,
): CalendarSpec {
  return { zone, weekly: days.map((day) => ({ day, open: '09:00', close: '18:00' })) };
}
const WORKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const;

export interface CalendarHistory {
  readonly versions: readonly CalendarVersion[];
  readonly offices: readonly CalendarChoice[];
  readonly branches: readonly CalendarChoice[];
  /** Of every office. */
  readonly zones: ReadonlyMap<string, string>;
  /** By which rules calendars are read, as recorded; without any by those of the program. */
  readonly rules?: readonly CalendarRules[];
}

/** Makes a version ready to answer, read as in a stretch. */
export type CompileVersion = (version: CalendarVersion, reading: ReadingStretch) => Calendar;

interface Part {
  readonly version: CalendarVersion | null;
  /** With no version: the office's zone. */
  readonly zone: string;
  readonly reading: ReadingStretch;
  readonly until: number | null;
  /** When it will be read in another way; null when it will not, as far as is known. */
  readonly rulesUntil: number | null;
}

/** What calendars said and who chose which, over time; answers what a basis came to at an instant. */
export class CalendarRegister {
  readonly zones: ReadonlyMap<string, string>;
  private readonly versions: ReadonlyMap<string, readonly CalendarVersion[]>;
  private readonly offices: ReadonlyMap<string, readonly CalendarChoice[]>;
  private readonly branches: ReadonlyMap<string, readonly CalendarChoice[]>;
  private readonly combined = new Map<string, Calendar>();
  private readonly usual = new Map<string, Calendar>();
  private readonly rules: CalendarRulesHistory;

  /** `compile` may remember: versions never change. */
  constructor(
    readonly history: CalendarHistory,
    private readonly compile: CompileVersion,
  ) {
    const { rules = [] } = history;
    this.rules = new CalendarRulesHistory(rules.length > 0 ? rules : [PRESENT_RULES]);
    this.zones = history.zones;
    this.versions = historyBy(history.versions, (v) => v.calendarId);
    this.offices = historyBy(history.offices, (c) => c.of);
    this.branches = historyBy(history.branches, (c) => c.of);
  }

  /** What a basis comes to for a request, at an instant (epoch ms). */
  effectiveCalendarsAt(basis: CalendarBasis, served: Served, at: number): EffectiveCalendars {
    const [first, ...others] = basis.sources;
    if (!first) throw new Error('terms name no calendar');
    const part = this.partAt(first, served, at);
    const zoneRelease = this.rules.releaseAt(at);
    if (others.length === 0) return { ...this.single(part), ...endOf([part]), zoneRelease };
    const parts = [part, ...others.map((source) => this.partAt(source, served, at))];
    // Two sources may come to the same calendar: the serving office is one of those that are named.
    const distinct = [...new Map(parts.map((p) => [keyOf(p), p])).values()];
    if (distinct.length === 1) return { ...this.single(part), ...endOf(parts), zoneRelease };
    const key = `${basis.combination}(${distinct.map(keyOf).sort().join(' ')})`;
    let calendar = this.combined.get(key);
    if (!calendar) {
      const calendars = distinct.map((p) => this.calendarOf(p));
      calendar = basis.combination === 'INTERSECTION' ? intersection(calendars) : union(calendars);
      this.combined.set(key, calendar);
    }
    return {
      calendar,
      versions: distinct.flatMap((p) => p.version ?? []),
      usualZones: distinct.filter((p) => !p.version).map((p) => p.zone),
      ...endOf(parts),
      zoneRelease,
      key,
    };
  }

  /** The calendar that an office works by as far as is known now; null on its usual hours. */
  officeCalendarId(officeId: string): string | null {
    return this.offices.get(officeId)?.at(-1)?.calendarId ?? null;
  }

  private single(part: Part): Omit<EffectiveCalendars, 'until' | 'untilRules' | 'zoneRelease'> {
    return {
      calendar: this.calendarOf(part),
      versions: part.version ? [part.version] : [],
      usualZones: part.version ? [] : [part.zone],
      key: keyOf(part),
    };
  }

  /** All rules by which calendars were read, in order, and the zone release in force at an instant (epoch ms). */
  get readBy(): CalendarRulesHistory {
    return this.rules;
  }

  private calendarOf(part: Part): Calendar {
    const { version, zone, reading } = part;
    if (version) return this.compile(version, reading);
    let made = this.usual.get(keyOf(part));
    if (!made) this.usual.set(keyOf(part), (made = compileCalendar(usualOfficeHours(zone), reading)));
    return made;
  }

  private partAt(source: CalendarSource, { officeId, branchId }: Served, at: number): Part {
    switch (source.kind) {
      case 'CALENDAR':
        return this.versionAt(source.calendarId, at);
      case 'OFFICE':
        return this.chosenAt(this.offices, source.officeId ?? officeId, at, () =>
          this.usualAt(source.officeId ?? officeId, at),
        );
      case 'BRANCH': {
        const office = (): Part => this.partAt({ kind: 'OFFICE', officeId: null }, { officeId, branchId }, at);
        return branchId === null ? office() : this.chosenAt(this.branches, branchId, at, office);
      }
    }
  }

  private chosenAt(
    choices: ReadonlyMap<string, readonly CalendarChoice[]>,
    of: string,
    at: number,
    otherwise: () => Part,
  ): Part {
    const history = choices.get(of) ?? [];
    const i = lastIndex(history, at);
    const next = history[i + 1]?.recordedAt ?? null;
    const calendarId = history[i]?.calendarId ?? null;
    const part = calendarId === null ? otherwise() : this.versionAt(calendarId, at);
    return { ...part, until: earlier(part.until, next) };
  }

  /** The version in force; the first holds for all time before it, as it always was meant to. */
  private versionAt(calendarId: string, at: number): Part {
    const history = this.versions.get(calendarId) ?? [];
    const i = Math.max(lastIndex(history, at), 0);
    const version = history[i];
    if (!version) throw new Error(`the calendar ${calendarId} has no version`);
    const read = this.readAt(version.spec, at);
    const until = earlier(history[i + 1]?.recordedAt ?? null, read.rulesUntil);
    return { version, zone: version.spec.zone, ...read, until };
  }

  private usualAt(officeId: string, at: number): Part {
    const zone = this.zones.get(officeId) ?? 'UTC';
    const read = this.readAt(usualOfficeHours(zone), at);
    return { version: null, zone, ...read, until: read.rulesUntil };
  }

  private readAt(spec: CalendarSpec, at: number): Pick<Part, 'reading' | 'rulesUntil'> {
    const stretches = this.rules.stretchesOf(spec);
    let i = stretches.length - 1;
    while (i > 0 && (stretches[i] as ReadingStretch).from > at) i--;
    return { reading: stretches[i] as ReadingStretch, rulesUntil: stretches[i + 1]?.from ?? null };
  }
}

function keyOf({ version, zone, reading }: Part): string {
  return `${version?.id ?? `usual ${zone}`}@${reading.key}`;
}

/** When any of the parts changes next, and whether by the rules. */
function endOf(parts: readonly Part[]): Pick<EffectiveCalendars, 'until' | 'untilRules'> {
  const until = parts.reduce<number | null>((least, p) => earlier(least, p.until), null);
  return { until, untilRules: until !== null && parts.some((p) => p.rulesUntil === until) };
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

/** Rows in the order in which they were made; a clock that was set back meanwhile does not let a later one come first. */
function historyBy<T extends { recordedAt: number }>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const list = groups.get(keyOf(row));
    if (!list) {
      groups.set(keyOf(row), [row]);
      continue;
    }
    const before = list[list.length - 1] as T;
    list.push(row.recordedAt > before.recordedAt ? row : { ...row, recordedAt: before.recordedAt + 1 });
  }
  return groups;
}
