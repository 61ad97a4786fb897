import { ManageEmployees, ManageOffices } from '#modules/identity';
import {
  EnsureOfficeCalendars,
  holidaySetCodeFor,
  HolidayQueries,
  LoadHolidays,
  ManageCalendars,
  type Holiday,
  type HolidaySetUse,
} from '#modules/sla';
import { DEMO_PASSWORD } from '../accounts.js';
import { OFFICES, REGIONS } from '../data/offices.js';
import { type DemoPlan } from '../plan/index.js';
import { type Holidays } from '../plan/time.js';
import { demoRoles } from '../roles.js';
import { idOf, made, type Desk } from './desk.js';

/** Regions, offices, roles and everybody who works for the firm. */
export async function writeFirm(desk: Desk, { staff }: DemoPlan): Promise<void> {
  const { ctx } = desk;
  const offices = desk.get(ManageOffices);
  for (const { code, name, nameNative } of REGIONS)
    desk.regions.set(code, made(await offices.saveRegion(ctx, { code, name, nameNative }), code).id);
  for (const { code, name, nameNative, region, country, zone, currency, languages } of OFFICES) {
    const command = { code, name, nameNative, country, city: name, timeZone: zone, currency, languages };
    const regionId = idOf(desk.regions, region);
    desk.offices.set(code, made(await offices.saveOffice(ctx, { ...command, regionId }), code).id);
  }
  for (const { code, lead } of REGIONS) {
    const existing = { id: idOf(desk.regions, code), version: 1 };
    made(await offices.saveRegion(ctx, { leadOfficeId: idOf(desk.offices, lead) }, existing), code);
  }
  const employees = desk.get(ManageEmployees);
  for (const role of demoRoles()) made(await employees.saveRole(ctx, role), role.key);
  for (const { all } of staff.values())
    for (const { email, name, nameNative, title, office, locale, role, demo } of all) {
      const officeId = idOf(desk.offices, office);
      const command = { email, name, nameNative, title, officeId, locale, roleKeys: [role] };
      const password = demo ? DEMO_PASSWORD : undefined;
      desk.employees.set(email, made(await employees.saveEmployee(ctx, { ...command, password }), email).id);
    }
}

export const ROUND_THE_CLOCK_CALENDAR = 'ROUND-THE-CLOCK';

/** Years of public holidays around the instant of seeding: the history of the demo, and what falls due. */
const yearsAround = (now: Date) => ({ fromYear: now.getUTCFullYear() - 2, toYear: now.getUTCFullYear() + 2 });

/** Public holidays of the countries where the firm has offices, from the library. */
export async function writeHolidays(desk: Desk): Promise<Holidays> {
  const { ctx, now } = desk;
  const holidays = new Map<string, { use: HolidaySetUse; rows: Holiday[] }>();
  for (const country of new Set(OFFICES.map((o) => o.country))) {
    const code = holidaySetCodeFor(country);
    if (code === undefined) continue;
    const years = yearsAround(now);
    const { id } = made(await desk.get(LoadHolidays).load(ctx, { code, ...years }), code);
    const use = { setId: id, fromYear: years.fromYear, toYear: null, alsoClosedOn: [], makeUpHoursOf: null };
    holidays.set(country, { use, rows: await desk.get(HolidayQueries).rowsOf([id]) });
  }
  return holidays;
}

/** The working hours of every office with its country's holidays, and a calendar that never closes. */
export async function writeCalendars(desk: Desk): Promise<void> {
  const { ctx, now } = desk;
  const calendars = desk.get(ManageCalendars);
  made(await desk.get(EnsureOfficeCalendars).run(ctx, yearsAround(now)), 'working hours');
  const always = {
    code: ROUND_THE_CLOCK_CALENDAR,
    name: 'Round the clock',
    nameNative: '全天候',
    spec: { zone: 'UTC', always: true },
  };
  desk.calendars.set(always.code, made(await calendars.create(ctx, always), always.code).id);
}
