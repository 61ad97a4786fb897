import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { addDays } from '#kernel/calendar';
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

/** The lunar years of chinese-days, by table. Its functions that give dates do so by the zone of the machine: unused. */
interface LunarTable {
  /** Days of a month, 29 or 30, the leap one not counted. */
  readonly monthDays: (year: number, month: number) => number;
  /** `days`: those of the leap month. */
  readonly getYearLeapMonth: (year: number) => { readonly leapMonth?: number; readonly days: number };
}

let lunar: LunarTable | undefined;
function lunarTable(): LunarTable {
  return (lunar ??= require('chinese-days') as LunarTable);
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** The date of a day of a lunar year, not of its leap month; day 0 is the eve of the first. */
function lunarDate(year: number, month: number, day: number): string {
  const { monthDays, getYearLeapMonth } = lunarTable();
  const leap = (of: number): { after: number; days: number } => {
    const { leapMonth, days } = getYearLeapMonth(of);
    return { after: leapMonth ?? 0, days: leapMonth ? days : 0 };
  };
  let days = day - 1;
  for (let before = 1900; before < year; before++)
    days += MONTHS.reduce((sum, m) => sum + monthDays(before, m), leap(before).days);
  for (let m = 1; m < month; m++) days += monthDays(year, m);
  const { after, days: leapDays } = leap(year);
  if (after > 0 && after < month) days += leapDays;
  return addDays('1900-01-31', days);
}

/** The thirteen days off that the law of 2024 gives every year; nobody knows yet what is shifted and made up for. */
export function statutoryInChina(year: number, library: typeof Holidays): HolidayStatement[] {
  const terms = new library({ timezone: 'Asia/Shanghai' });
  terms.setHoliday('chinese 5-01 solarterm', { name: { en: 'Tomb-sweeping Day' }, type: 'public' });
  const [tombs] = terms.getHolidays(year, 'en');
  const days: [date: string, name: string, nameNative: string][] = [
    [`${year}-01-01`, "New Year's Day", '元旦'],
    ...[0, 1, 2, 3].map((day): [string, string, string] => [lunarDate(year, 1, day), 'Spring Festival', '春节']),
    ...(tombs ? [[tombs.date.slice(0, 10), 'Tomb-sweeping Day', '清明'] as [string, string, string]] : []),
    [`${year}-05-01`, 'Labour Day', '劳动节'],
    [`${year}-05-02`, 'Labour Day', '劳动节'],
    [lunarDate(year, 5, 5), 'Dragon Boat Festival', '端午'],
    [lunarDate(year, 8, 15), 'Mid-autumn Festival', '中秋'],
    ...['01', '02', '03'].map((day): [string, string, string] => [`${year}-10-${day}`, 'National Day', '国庆节']),
  ];
  return days.map(([date, name, nameNative]) => ({
    ...common,
    ...{ date, name, nameNative, kind: 'PUBLIC' as const, provisional: true },
  }));
}
