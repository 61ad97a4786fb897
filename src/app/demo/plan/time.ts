import { compileCalendar, type Calendar, type CalendarSpec } from '#kernel/calendar';
import { HOLIDAYS, MAKE_UP_DAYS } from '../data/holidays.js';
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

/** Working hours of an office: nine to six there, without its country's holidays, with make-up working days. */
export function officeHours({ country, zone }: OfficePlan): CalendarSpec {
  const days = country === 'SA' || country === 'EG' ? SUNDAY_WEEK : WEEK;
  return {
    zone,
    weekly: days.map((day) => ({ day, ...HOURS })),
    holidays: [...(HOLIDAYS[country] ?? [])],
    overrides: country === 'CN' ? MAKE_UP_DAYS.map((date) => ({ date, intervals: [HOURS] })) : [],
  };
}

/** Working hours ready to count with, by code of the office. */
export function workingHours(): ReadonlyMap<string, Calendar> {
  return new Map(OFFICES.map((office) => [office.code, compileCalendar(officeHours(office))]));
}

/** A random instant of working time between two. */
export function openInstant(random: Random, calendar: Calendar, from: number, to: number, bend = 1): number {
  const open = calendar.openMs(from, to);
  return calendar.addOpenMs(from, Math.floor(open * random.next() ** bend)) ?? to;
}
