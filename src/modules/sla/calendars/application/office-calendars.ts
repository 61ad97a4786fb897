import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { IdentityApi, type Office } from '#modules/identity';
import { type HolidaySetUse } from '../domain/holidays.js';
import { usualOfficeHours } from './calendar-register.js';
import { libraryRegion } from './holiday-library.js';
import { HolidayQueries } from './holiday.queries.js';
import { LoadHolidays, type LoadHolidaysCommand } from './load-holidays.js';
import { ManageCalendars } from './manage-calendars.js';
import { CalendarLookup } from './calendar-lookup.queries.js';
import { CalendarQueries } from './calendar.queries.js';

/** Countries where the working week runs from Sunday to Thursday. */
const SUNDAY_TO_THURSDAY = new Set('BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE'.split(' '));
const SUNDAY_WEEK = ['SUN', 'MON', 'TUE', 'WED', 'THU'] as const;

/** Where the country as a whole keeps fewer days than the part in which offices are. */
const PART_OF_COUNTRY: Readonly<Record<string, string>> = { GB: 'GB-ENG' };

/**
 * The set whose holidays an office keeps: of its part of the country (`NSW`) where that is known, else of the country;
 * undefined when none are known.
 */
export function holidaySetCodeFor(country: string, subdivision: string | null = null): string | undefined {
  const part = subdivision === null ? undefined : libraryRegion(`${country}-${subdivision}`);
  return (part ?? libraryRegion(PART_OF_COUNTRY[country] ?? country))?.code;
}

export interface OfficeCalendarsOptions {
  /** First year of public holidays; defaults to the year before the present one. */
  readonly fromYear?: number;
  /** Last year to load now, by default the third after the present one; the nightly job goes on from there. */
  readonly toYear?: number;
  readonly now?: Date;
}

/**
 * A calendar for every office that has chosen none: the usual hours of its country, with the public holidays of that
 * country, or of the office's part of it, which it goes on following. What is there already stays.
 */
@Injectable()
export class EnsureOfficeCalendars {
  constructor(
    private readonly identity: IdentityApi,
    private readonly queries: CalendarLookup,
    private readonly holidays: HolidayQueries,
    private readonly loading: LoadHolidays,
    private readonly calendars: ManageCalendars,
    private readonly records: CalendarQueries,
  ) {}

  async run(ctx: Ctx, options: OfficeCalendarsOptions = {}): Promise<Result<{ calendars: number; ids: string[] }>> {
    const now = options.now ?? systemClock.now();
    const year = now.getUTCFullYear();
    const { fromYear = year - 1, toYear = year + 3 } = options;
    const offices = await this.identity.allOffices();
    const chosen = await this.queries.officeCalendars(offices.map((o) => o.id));
    const without = offices.filter((o) => !chosen.has(o.id));
    const known = await this.queries.calendarsByCode(without.map(codeOf));
    const sets = new Map<string, string>();
    const ids: string[] = [];
    for (const office of without) {
      let id = known.get(codeOf(office))?.id;
      if (id === undefined) {
        const code = holidaySetCodeFor(office.country, office.subdivision);
        if (code !== undefined && !sets.has(code))
          sets.set(code, await this.setFor(ctx, { code, fromYear, toYear }, now));
        const setId = code === undefined ? undefined : sets.get(code);
        id = must(await this.calendars.create(ctx, commandFor(office, setId, fromYear), now)).id;
        ids.push(id);
      }
      must(await this.calendars.setOffice(ctx, office.id, id, now));
    }
    return ok({ calendars: ids.length, ids });
  }

  /**
   * Another country or part of it was stated for an office: the calendar made for it here keeps the holidays of there from
   * now on, in a new version. A calendar that keeps none of a library, or several, was arranged by somebody and stays.
   */
  async followPlace(ctx: Ctx, officeId: string, now = systemClock.now()): Promise<boolean> {
    const office = (await this.identity.offices([officeId])).get(officeId);
    const known = office && (await this.queries.calendarsByCode([codeOf(office)])).get(codeOf(office));
    const calendar = known && (await this.records.records([known.id])).get(known.id);
    if (!office || !calendar) return false;
    const sets = await this.holidays.sets(calendar.holidaySets.map((use) => use.setId));
    const ofLibrary = calendar.holidaySets.filter((use) => sets.get(use.setId)?.country != null);
    const [use] = ofLibrary;
    const code = holidaySetCodeFor(office.country, office.subdivision);
    if (!use || ofLibrary.length > 1 || code === undefined || sets.get(use.setId)?.code === code) return false;
    const years = { fromYear: use.fromYear, toYear: Math.max(use.toYear ?? 0, now.getUTCFullYear() + 3) };
    const setId = await this.setFor(ctx, { code, ...years }, now);
    const holidaySets = calendar.holidaySets.map((each) => (each === use ? { ...each, setId } : each));
    must(await this.calendars.update(ctx, { id: calendar.id, version: calendar.version }, { holidaySets }, now));
    return true;
  }

  private async setFor(ctx: Ctx, cmd: LoadHolidaysCommand, now: Date): Promise<string> {
    const known = (await this.holidays.setsByCode([cmd.code])).get(cmd.code);
    const complete = known && (known.fromYear ?? Infinity) <= cmd.fromYear && (known.toYear ?? 0) >= cmd.toYear;
    return complete ? known.id : must(await this.loading.load(ctx, cmd, now)).id;
  }
}

function commandFor(office: Office, setId: string | undefined, fromYear: number) {
  const use: HolidaySetUse = { setId: setId ?? '', fromYear, toYear: null, alsoClosedOn: [], makeUpHoursOf: null };
  return {
    code: codeOf(office),
    name: `${office.name} working hours`,
    nameNative: office.nameNative ? `${office.nameNative}工作时间` : null,
    spec: usualOfficeHours(office.timeZone, SUNDAY_TO_THURSDAY.has(office.country) ? SUNDAY_WEEK : undefined),
    holidaySets: setId === undefined ? [] : [use],
  };
}

function codeOf(office: Office): string {
  return `OFFICE-${office.code.toUpperCase().replace(/[^A-Z0-9._-]/g, '-')}`.slice(0, 40);
}

/** What the code itself made up must be acceptable; if not, that is a bug. */
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`reference data were refused: ${JSON.stringify(result.failures)}`);
  return result.value;
}
