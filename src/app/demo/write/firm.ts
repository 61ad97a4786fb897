import { ManageEmployees, ManageOffices } from '#modules/identity';
import { ManageCalendars } from '#modules/sla';
import { DEMO_PASSWORD } from '../accounts.js';
import { OFFICES, REGIONS } from '../data/offices.js';
import { type DemoPlan } from '../plan/index.js';
import { officeHours } from '../plan/time.js';
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

/** The working hours of every office, and a calendar that never closes. */
export async function writeCalendars(desk: Desk): Promise<void> {
  const { ctx } = desk;
  const calendars = desk.get(ManageCalendars);
  for (const office of OFFICES) {
    const command = {
      code: `OFFICE-${office.code}`,
      name: `${office.name} working hours`,
      nameNative: `${office.nameNative}工作时间`,
      spec: officeHours(office),
    };
    const { id } = made(await calendars.create(ctx, command), command.code);
    desk.calendars.set(command.code, id);
    made(await calendars.setOffice(ctx, idOf(desk.offices, office.code), id), command.code);
  }
  const always = {
    code: ROUND_THE_CLOCK_CALENDAR,
    name: 'Round the clock',
    nameNative: '全天候',
    spec: { zone: 'UTC', always: true },
  };
  desk.calendars.set(always.code, made(await calendars.create(ctx, always), always.code).id);
}
