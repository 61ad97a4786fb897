import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { type HolidayStatement } from '../domain/holidays.js';

const require = createRequire(import.meta.url);

/** By date: "English name,Chinese name,days of the festival by law". */
type Table = Readonly<Record<string, string>>;

interface Announced {
  readonly holidays: Table;
  readonly workdays: Table;
  readonly inLieuDays: Table;
}

let announced: Announced | undefined;
function tables(): Announced {
  return (announced ??= require('chinese-days/dist/chinese-days.json') as Announced);
}

const common = { closedFrom: null, closedTo: null, replaces: null, provisional: false } as const;
const namesOf = (text: string): [string, string] => {
  const [english = '', chinese = ''] = text.split(',');
  return [english, chinese];
};

/**
 * Days off and make-up working days (调休) of mainland China as the State Council announced them for a year; undefined
 * when nothing is announced for it. A day off in lieu is paid for by a make-up day of the same festival, the first by
 * the first: so a make-up day knows which weekday it stands for.
 */
export function announcedInChina(year: number): HolidayStatement[] | undefined {
  const { holidays, workdays, inLieuDays } = tables();
  const of = (table: Table) =>
    Object.keys(table)
      .filter((date) => date.startsWith(`${year}-`))
      .sort();
  const off = of(holidays);
  // The 1st of January may have been announced with the year before; a year of its own has them all.
  if (off.length < 7) return undefined;
  const waiting = new Map<string, string[]>();
  for (const date of of(inLieuDays)) {
    const [festival] = namesOf(inLieuDays[date] ?? '');
    waiting.set(festival, [...(waiting.get(festival) ?? []), date]);
  }
  return [
    ...off.map((date): HolidayStatement => {
      const [name, nameNative] = namesOf(holidays[date] ?? '');
      return inLieuDays[date] === undefined
        ? { ...common, date, name, nameNative, kind: 'PUBLIC' }
        : { ...common, date, name: `${name} (day off in lieu)`, nameNative: `${nameNative}调休`, kind: 'IN_LIEU' };
    }),
    ...of(workdays).map((date): HolidayStatement => {
      const [festival, chinese] = namesOf(workdays[date] ?? '');
      return {
        ...common,
        date,
        name: `${festival} (make-up working day)`,
        nameNative: `${chinese}调休上班`,
        kind: 'MAKE_UP_WORKING_DAY',
        replaces: waiting.get(festival)?.shift() ?? null,
      };
    }),
  ];
}

/** The last year that is announced. */
export function lastAnnouncedInChina(): number {
  return Number(Object.keys(tables().holidays).sort().at(-1)?.slice(0, 4));
}

/** The thirteen days off that the law of 2024 gives every year, as rules of date-holidays. */
const STATUTORY: readonly (readonly [rule: string, name: string, nameNative: string])[] = [
  ['01-01', "New Year's Day", '元旦'],
  ['chinese 01-0-00', 'Spring Festival', '春节'],
  ['chinese 01-0-01', 'Spring Festival', '春节'],
  ['chinese 01-0-02', 'Spring Festival', '春节'],
  ['chinese 01-0-03', 'Spring Festival', '春节'],
  ['chinese 5-01 solarterm', 'Tomb-sweeping Day', '清明'],
  ['05-01', 'Labour Day', '劳动节'],
  ['05-02', 'Labour Day', '劳动节'],
  ['chinese 05-0-05', 'Dragon Boat Festival', '端午'],
  ['chinese 08-0-15', 'Mid-autumn Festival', '中秋'],
  ['10-01', 'National Day', '国庆节'],
  ['10-02', 'National Day', '国庆节'],
  ['10-03', 'National Day', '国庆节'],
];

/** The days off by law of a year for which nothing is announced yet: what is shifted and made up for is not known. */
export function statutoryInChina(year: number, library: typeof Holidays): HolidayStatement[] {
  const rules = new library({ timezone: 'Asia/Shanghai' });
  for (const [rule, name] of STATUTORY) rules.setHoliday(rule, { name: { en: name }, type: 'public' });
  const chinese = new Map(STATUTORY.map(([, name, nameNative]) => [name, nameNative]));
  return rules.getHolidays(year, 'en').map((found) => ({
    ...common,
    date: found.date.slice(0, 10),
    name: found.name,
    nameNative: chinese.get(found.name) ?? null,
    kind: 'PUBLIC' as const,
    provisional: true,
  }));
}
