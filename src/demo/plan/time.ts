import { compileCalendar, type Calendar, type CalendarSpec } from '#kernel/calendar';
import { type Holiday, type HolidaySetUse } from '#modules/sla';
import { expandHolidays } from '#modules/sla/seeding';
import { OFFICES, type OfficePlan } from '../data/offices.js';
import { type Random } from '../random.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The date of an instant in UTC. */
export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

const WEEK = ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const;
/** Where the working week runs from Sunday to Thursday. */
const SUNDAY_WEEK = ['SUN', 'MON', 'TUE', 'WED', 'THU'] as const;

const HOURS = { open: '09:00', close: '18:00' } as const;

/** Public holidays by office: the set that it keeps. */
export type Holidays = ReadonlyMap<string, { readonly use: HolidaySetUse; readonly rows: readonly Holiday[] }>;

/** Working hours of an office: nine to six there, without the public holidays there, with make-up working days. */
function officeHours({ code, country, zone }: OfficePlan, holidays: Holidays): CalendarSpec {
  const days = country === 'SA' || country === 'EG' ? SUNDAY_WEEK : WEEK;
  const stated = { zone, weekly: days.map((day) => ({ day, ...HOURS })) };
  const kept = holidays.get(code);
  return expandHolidays({ stated, holidaySets: kept ? [kept.use] : [], names: {} }, kept?.rows ?? []);
}

/** Working hours ready to count with, by code of the office. */
export function workingHours(holidays: Holidays): ReadonlyMap<string, Calendar> {
  return new Map(OFFICES.map((office) => [office.code, compileCalendar(officeHours(office, holidays))]));
}

/** A random instant of working time between two. */
export function openInstant(random: Random, calendar: Calendar, from: number, to: number, bend = 1): number {
  const open = calendar.openMs(from, to);
  return calendar.addOpenMs(from, Math.floor(open * random.next() ** bend)) ?? to;
}
