import { ManageEmployees, ManageOffices } from '#modules/identity/seeding';
import { type Holiday, type HolidaySetUse } from '#modules/sla';
import {
  EnsureOfficeCalendars,
  holidaySetCodeFor,
  HolidayQueries,
  LoadHolidays,
  ManageCalendars,
} from '#modules/sla/seeding';
import { DEMO_PASSWORD } from '../accounts.js';
import { OFFICES, REGIONS } from '../data/offices.js';
import { type DemoPlan } from '../plan/index.js';
import { type Holidays } from '../plan/time.js';
import { demoRoles } from '../roles.js';
import { idOf, made, type SeedContext } from './seed-context.js';

/** Regions, offices, roles and everybody who works for the firm. */
export async function writeFirm(seeding: SeedContext, { staff }: DemoPlan): Promise<void> {
  const { ctx } = seeding;
  const offices = seeding.get(ManageOffices);
  for (const { code, name, nameNative } of REGIONS)
    seeding.regions.set(code, made(await offices.saveRegion(ctx, { code, name, nameNative }), code).id);
  for (const { code, name, nameNative, region, country, subdivision, zone, currency, languages } of OFFICES) {
    const place = { country, subdivision };
    const command = { code, name, nameNative, ...place, city: name, timeZone: zone, currency, languages };
    const regionId = idOf(seeding.regions, region);
    seeding.offices.set(code, made(await offices.saveOffice(ctx, { ...command, regionId }), code).id);
  }
  for (const { code, lead } of REGIONS) {
    const existing = { id: idOf(seeding.regions, code), version: 1 };
    made(await offices.saveRegion(ctx, { leadOfficeId: idOf(seeding.offices, lead) }, existing), code);
  }
  const employees = seeding.get(ManageEmployees);
  for (const role of demoRoles()) made(await employees.saveRole(ctx, role), role.key);
  for (const { all } of staff.values())
    for (const { email, name, nameNative, title, office, locale, role, demo } of all) {
      const officeId = idOf(seeding.offices, office);
      const command = { email, name, nameNative, title, officeId, locale, roleKeys: [role] };
      const password = demo ? DEMO_PASSWORD : undefined;
      seeding.employees.set(email, made(await employees.saveEmployee(ctx, { ...command, password }), email).id);
    }
}

export const ROUND_THE_CLOCK_CALENDAR = 'ROUND-THE-CLOCK';

/** Years of public holidays around the instant of seeding: the history of the demo, and what falls due. */
const yearsAround = (now: Date) => ({ fromYear: now.getUTCFullYear() - 2, toYear: now.getUTCFullYear() + 2 });

/** Public holidays of the countries, or parts of them, where the firm has offices, by office. */
export async function writeHolidays(seeding: SeedContext): Promise<Holidays> {
  const { ctx, now } = seeding;
  const holidays = new Map<string, { use: HolidaySetUse; rows: Holiday[] }>();
  const codes = new Map(OFFICES.map((o) => [o.code, holidaySetCodeFor(o.country, o.subdivision)]));
  const years = yearsAround(now);
  for (const code of new Set(codes.values())) {
    if (code === undefined) continue;
    const { id } = made(await seeding.get(LoadHolidays).load(ctx, { code, ...years }), code);
    const use = { setId: id, fromYear: years.fromYear, toYear: null, alsoClosedOn: [], makeUpHoursOf: null };
    const kept = { use, rows: await seeding.get(HolidayQueries).rowsOf([id]) };
    for (const [office, of] of codes) if (of === code) holidays.set(office, kept);
  }
  return holidays;
}

/** The working hours of every office with its country's holidays, and a calendar that never closes. */
export async function writeCalendars(seeding: SeedContext): Promise<void> {
  const { ctx, now } = seeding;
  const calendars = seeding.get(ManageCalendars);
  made(await seeding.get(EnsureOfficeCalendars).run(ctx, yearsAround(now)), 'working hours');
  const always = {
    code: ROUND_THE_CLOCK_CALENDAR,
    name: 'Round the clock',
    nameNative: '全天候',
    spec: { zone: 'UTC', always: true },
  };
  seeding.calendars.set(always.code, made(await calendars.create(ctx, always), always.code).id);
}
