import { createRequire } from 'node:module';
import { setImmediate as breathe } from 'node:timers/promises';
import type Holidays from 'date-holidays';
import { addDays } from '#kernel/calendar';
import { CALENDAR_LIMITS } from '../domain/calendar-limits.js';
import { type HolidayKind, type HolidayStatement } from '../domain/holidays.js';
import { beginningOf } from '../domain/short-text.js';
import { correctedHolidays, isMovable } from './holiday-corrections/index.js';
import { announcedInChina, statutoryInChina } from './holidays-of-china.js';

/** A country or a part of one whose public holidays are known. */
export interface LibraryRegion {
  /** `GB`, `GB-ENG`, `DE-BY-A`. */
  readonly code: string;
  readonly country: string;
  /** In English where it is known; with the country in front for a part of one. */
  readonly name: string;
  readonly nameNative: string | null;
}

/** Years for which holidays are known; mainland China has been announcing since 2004. */
export const FIRST_YEAR = 1970;
export const FIRST_YEAR_OF_CHINA = 2004;
export const LAST_YEAR = 2077;

const require = createRequire(import.meta.url);

/** The rules of all countries are some ten megabytes: read when first asked for, never at the start of a process. */
let loaded: typeof Holidays | undefined;
function library(): typeof Holidays {
  loaded ??= require('date-holidays') as { default?: typeof Holidays } & typeof Holidays as typeof Holidays;
  return loaded;
}

let known: ReadonlyMap<string, LibraryRegion & { readonly path: readonly string[] }> | undefined;

function regions(): ReadonlyMap<string, LibraryRegion & { readonly path: readonly string[] }> {
  if (known) return known;
  const all = new (library())();
  const found = new Map<string, LibraryRegion & { path: readonly string[] }>();
  const add = (path: readonly string[], names: readonly string[], native: readonly (string | undefined)[]): void => {
    const nameNative = native.every((n) => n !== undefined) ? native.join(' · ') : null;
    const name = names.join(' · ');
    const region = { code: path.join('-'), country: path[0] as string, name, path };
    found.set(region.code.toUpperCase(), { ...region, nameNative: nameNative === name ? null : nameNative });
  };
  const own = all.getCountries();
  for (const [country, name] of Object.entries(all.getCountries('en'))) {
    add([country], [name], [own[country]]);
    const ownStates = all.getStates(country);
    for (const [state, stateName] of Object.entries(all.getStates(country, 'en') ?? {})) {
      add([country, state], [name, stateName], [own[country], ownStates[state]]);
      const ownRegions = all.getRegions(country, state);
      for (const [region, regionName] of Object.entries(all.getRegions(country, state, 'en') ?? {}))
        add(
          [country, state, region],
          [name, stateName, regionName],
          [own[country], ownStates[state], ownRegions[region]],
        );
    }
  }
  return (known = found);
}

/** Every country and part of one that is known; of one country only when it is named. */
export function libraryRegions(country?: string | null): LibraryRegion[] {
  return [...regions().values()]
    .filter((r) => !country || r.country === country.toUpperCase())
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, country, name, nameNative }) => ({ code, country, name, nameNative }));
}

/** The region of that code, in whatever case it is written; undefined when nothing is known of it. */
export function libraryRegion(code: string): LibraryRegion | undefined {
  return regions().get(code.toUpperCase());
}

/** The first year for which the holidays of a region are known. */
export const firstYearOf = (code: string): number => (code.toUpperCase() === 'CN' ? FIRST_YEAR_OF_CHINA : FIRST_YEAR);

/**
 * What the libraries, and the corrections beside them, state about the dates of some years (both included), by date. Lets other work in between the
 * years, because lunar years take a while to compute. Throws for a region that is not known.
 */
export async function libraryHolidays(code: string, fromYear: number, toYear: number): Promise<HolidayStatement[]> {
  const region = regions().get(code.toUpperCase());
  if (!region) throw new RangeError(`no holidays are known of ${code}`);
  const statements: HolidayStatement[] = [];
  if (region.code === 'CN') {
    for (let year = fromYear; year <= toYear; year++) {
      statements.push(...(announcedInChina(year) ?? statutoryInChina(year, library())));
      await breathe();
    }
  } else {
    const [country = '', state = '', part = ''] = region.path;
    const rules = new (library())(country, state, part);
    const [language = 'en'] = rules.getLanguages();
    // Holidays of several days that begin in December go on in the year after.
    for (let year = Math.max(fromYear - 1, FIRST_YEAR); year <= toYear; year++) {
      // The second time costs little: the same instance remembers the moons of the year.
      const found = statementsOf(rules.getHolidays(year, 'en'), rules.getHolidays(year, language));
      statements.push(...correctedHolidays(region.code, year, found));
      await breathe();
    }
  }
  const within = (date: string) => date >= `${fromYear}-01-01` && date <= `${toYear}-12-31`;
  const byKey = new Map<string, HolidayStatement>();
  for (const statement of statements) {
    const key = libraryKeyOf(statement);
    const before = byKey.get(key);
    if (within(statement.date) && (!before || RANK[statement.kind] < RANK[before.kind])) byKey.set(key, statement);
  }
  return [...byKey.values()].sort((a, b) => (libraryKeyOf(a) < libraryKeyOf(b) ? -1 : 1));
}

/** What identifies a statement of a library from one release to the next. */
export function libraryKeyOf({ date, name }: Pick<HolidayStatement, 'date' | 'name'>): string {
  return `${date} ${name}`;
}

const KINDS: Readonly<Record<string, HolidayKind>> = {
  public: 'PUBLIC',
  bank: 'BANK',
  optional: 'OPTIONAL',
  observance: 'OBSERVANCE',
};

/** Of two statements of one name about one date the one that closes more counts. */
const RANK: Readonly<Record<HolidayKind, number>> = {
  PUBLIC: 0,
  SUBSTITUTE: 1,
  IN_LIEU: 2,
  MAKE_UP_WORKING_DAY: 3,
  BANK: 4,
  OPTIONAL: 5,
  OBSERVANCE: 6,
};

type Found = ReturnType<InstanceType<typeof Holidays>['getHolidays']>[number];

/** School holidays are nobody's working hours and are left out. */
function statementsOf(found: readonly Found[], native: readonly Found[]): HolidayStatement[] {
  const nativeNames = new Map(native.map((h) => [`${h.rule} ${h.date}`, h.name]));
  return found.flatMap((holiday): HolidayStatement[] => {
    const kind = KINDS[holiday.type];
    if (!kind) return [];
    const nameNative = nativeNames.get(`${holiday.rule} ${holiday.date}`) ?? null;
    const common = {
      name: beginningOf(holiday.name.trim(), CALENDAR_LIMITS.name.max),
      nameNative:
        nameNative == null || nameNative === holiday.name
          ? null
          : beginningOf(nameNative.trim(), CALENDAR_LIMITS.name.max),
      kind: kind === 'PUBLIC' && holiday.substitute ? ('SUBSTITUTE' as const) : kind,
      replaces: null,
      // Movable; whether it is announced is known beside the library.
      provisional: isMovable(holiday.rule),
    };
    return datesOf(holiday).map((part) => ({ ...common, ...part }));
  });
}

/**
 * The dates of a holiday. Feasts that begin at sunset (`-0600` behind the date) are stated by the date of their day and
 * count for it, as offices keep them. What begins during a day closes the rest of it, what lasts part of a day closes
 * that part; an hour that a clock change takes from a day or gives it makes no difference.
 */
function datesOf({ date, start, end }: Found): Pick<HolidayStatement, 'date' | 'closedFrom' | 'closedTo'>[] {
  const [first = '', begins = '00:00'] = [date.slice(0, 10), date.slice(11, 16)];
  const hours = (end.getTime() - start.getTime()) / 3_600_000;
  if (begins !== '00:00') return [{ date: first, closedFrom: begins, closedTo: '24:00' }];
  if (hours < 22) {
    const minutes = Math.round(hours * 60);
    const closedTo = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return [{ date: first, closedFrom: '00:00', closedTo }];
  }
  // A whole number of days; what is left over (Turkish feasts end at noon of a last day) is no day off.
  const days = Math.floor((hours + 1.5) / 24);
  return Array.from({ length: days }, (_, i) => ({ date: addDays(first, i), closedFrom: null, closedTo: null }));
}
