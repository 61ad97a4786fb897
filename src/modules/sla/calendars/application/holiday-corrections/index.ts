import { type HolidayStatement } from '../../domain/holidays.js';
import { ASIA } from './asia.js';
import { CLOSING, statement, type DatedCorrection, type HolidayCorrection } from './correction.js';
import { EUROPE_AND_AMERICAS } from './europe-and-americas.js';
import { INDIAN } from './india.js';
import { MIDDLE_EAST_AND_AFRICA } from './middle-east-and-africa.js';

export { type HolidayCorrection } from './correction.js';

/** All that this release knows beyond the library, with its sources. */
export const HOLIDAY_CORRECTIONS: readonly HolidayCorrection[] = [
  ...ASIA,
  ...INDIAN,
  ...MIDDLE_EAST_AND_AFRICA,
  ...EUROPE_AND_AMERICAS,
];

/** The last year of which the library's dates are taken as they were. */
const ANNOUNCED_TO = 2024;

/** Calendars by which dates of a rule move, in the words of the library; a date of one year was decided by somebody. */
const MOVES =
  /\b(muharram|safar|rabi|jumada|rajab|sha'?ban|ramadan|shawwal|dhu)\b|chinese|korean|vietnamese|bengali|solarterm|equinox|solstice|^\d{4}-/i;

/** Whether the dates of a rule of the library hang on the moon, the sun or a decision of each year. */
export const isMovable = (rule: string): boolean => MOVES.test(rule);

/** Corrections that hold for a region: of the country first, then of its parts. */
function correctionsFor(region: string): HolidayCorrection[] {
  return HOLIDAY_CORRECTIONS.filter((c) => region === c.region || region.startsWith(`${c.region}-`)).sort(
    (a, b) => a.region.length - b.region.length,
  );
}

/** The last year whose holidays were announced in a region, as far as this release knows. */
export function announcedTo(region: string): number {
  return Math.max(ANNOUNCED_TO, ...correctionsFor(region).map((c) => c.announcedTo ?? 0));
}

/**
 * What the library states about a year, corrected. `provisional` says of its rows whether they are movable; here, of all,
 * whether they are still to be announced.
 */
export function correctedHolidays(
  region: string,
  year: number,
  library: readonly HolidayStatement[],
): HolidayStatement[] {
  const corrections = correctionsFor(region);
  const last = announcedTo(region);
  let rows: readonly HolidayStatement[] = library
    .map((row) => ({ ...row, provisional: row.provisional && Number(row.date.slice(0, 4)) > last }))
    .sort(byDate);
  for (const { dated } of corrections) {
    const correction = dated?.[year];
    if (correction) rows = [...apply(correction, year, rows)].sort(byDate);
  }
  for (const { rules } of corrections) if (rules) rows = [...rules(year, rows, region)].sort(byDate);
  const natives = new Map(library.map((row) => [row.name, row.nameNative]));
  return rows.map((row) => ({ ...row, nameNative: row.nameNative ?? natives.get(row.name) ?? null }));
}

function apply(correction: DatedCorrection, year: number, rows: readonly HolidayStatement[]): HolidayStatement[] {
  const without = new Set(correction.without?.map((day) => `${year}-${day}`));
  const stays = (row: HolidayStatement): boolean =>
    !CLOSING.includes(row.kind) || !(correction.instead === true || without.has(row.date));
  return [
    ...rows.filter(stays),
    ...(correction.with ?? []).map(({ day, name, kind, provisional, replaces }) =>
      statement(`${year}-${day}`, name, kind, {
        provisional,
        replaces: replaces === undefined ? null : `${year}-${replaces}`,
      }),
    ),
  ];
}

const byDate = (a: HolidayStatement, b: HolidayStatement): number => (a.date < b.date ? -1 : Number(a.date > b.date));
