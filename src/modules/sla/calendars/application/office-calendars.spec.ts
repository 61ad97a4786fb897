import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { ManageOffices } from '#modules/identity/seeding';
import { compileCalendar } from '#kernel/calendar';
import { CalendarQueries } from './calendar.queries.js';
import { EnsureOfficeCalendars } from './office-calendars.js';
import { OfficeToldHandler } from '../worker/office-zone-changed.handler.js';
import { ManageCalendars } from './manage-calendars.js';
import { CalendarsProcessor } from '../worker/calendars.processor.js';
import { FollowRules } from './follow-rules.js';
import { LoadHolidays } from './load-holidays.js';
import { RebuildCalendars } from './rebuild-calendars.js';
import { CalendarLookup } from './calendar-lookup.queries.js';

const YEARS = { fromYear: 2026, toYear: 2026 };

describe('calendars of offices', () => {
  let app: TestApp;
  let regionId: string;
  beforeAll(async () => {
    app = await createTestApp();
    const region = { code: 'ALL', name: 'All', nameNative: null };
    regionId = app.must(await app.get(ManageOffices).saveRegion(app.system(), region)).id;
  });

  const office = async (
    code: string,
    country: string,
    timeZone: string,
    subdivision: string | null = null,
  ): Promise<string> => {
    const command = {
      code,
      name: code,
      nameNative: null,
      country,
      subdivision,
      city: code,
      timeZone,
      currency: 'GBP',
      languages: ['en'],
      regionId,
    };
    return app.must(await app.get(ManageOffices).saveOffice(app.system(), command)).id;
  };
  const calendarOf = async (officeId: string) => {
    const chosen = (await app.get(CalendarLookup).officeCalendars([officeId])).get(officeId);
    return (await app.get(CalendarQueries).records([chosen?.calendarId as string])).get(chosen?.calendarId as string);
  };
  const isOpen = (calendar: Awaited<ReturnType<typeof calendarOf>>, at: string): boolean =>
    compileCalendar(calendar?.spec ?? { zone: 'UTC' }).isOpen(Date.parse(at));

  it('have the usual hours and the public holidays of their country; what is chosen already stays', async () => {
    const [london, shanghai, riyadh] = [
      await office('LON', 'GB', 'Europe/London'),
      await office('SHA', 'CN', 'Asia/Shanghai'),
      await office('RUH', 'SA', 'Asia/Riyadh'),
    ];
    expect(app.must(await app.get(EnsureOfficeCalendars).run(app.system(), YEARS)).ids).toHaveLength(3 + 1);
    // The summer bank holiday is England's, not the whole kingdom's.
    expect(isOpen(await calendarOf(london), '2026-08-31T10:00Z')).toBe(false);
    expect(isOpen(await calendarOf(london), '2026-09-01T10:00Z')).toBe(true);
    expect(isOpen(await calendarOf(shanghai), '2026-02-14T03:00Z')).toBe(true);
    expect(isOpen(await calendarOf(shanghai), '2026-02-16T03:00Z')).toBe(false);
    expect(isOpen(await calendarOf(riyadh), '2026-03-15T10:00Z')).toBe(true);
    expect(isOpen(await calendarOf(riyadh), '2026-03-13T10:00Z')).toBe(false);
    expect(app.must(await app.get(EnsureOfficeCalendars).run(app.system(), YEARS)).calendars).toBe(0);
  });

  it('two offices of one country keep the same set; a country of which nothing is known has none', async () => {
    const [first, second] = [await office('PEK', 'CN', 'Asia/Shanghai'), await office('CAN', 'CN', 'Asia/Shanghai')];
    const station = await office('ICE', 'AQ', 'Antarctica/Troll');
    app.must(await app.get(EnsureOfficeCalendars).run(app.system(), YEARS));
    const sets = await app.db.query(sql`select code from sla.holiday_set where country = 'CN'`);
    expect(sets).toHaveLength(1);
    expect((await calendarOf(first))?.holidaySets).toEqual((await calendarOf(second))?.holidaySets);
    expect((await calendarOf(station))?.holidaySets).toEqual([]);
  });

  it('keep the holidays of their part of the country, and of another one when that is stated', async () => {
    const [sydney, frankfurt, nowhere] = [
      await office('SYD', 'AU', 'Australia/Sydney', 'NSW'),
      await office('FRA', 'DE', 'Europe/Berlin'),
      await office('BER', 'DE', 'Europe/Berlin', 'XX'),
    ];
    app.must(await app.get(EnsureOfficeCalendars).run(app.system(), YEARS));
    // The first Monday of October in New South Wales; Corpus Christi in Hesse.
    expect(isOpen(await calendarOf(sydney), '2026-10-05T00:00Z')).toBe(false);
    expect(isOpen(await calendarOf(frankfurt), '2026-06-04T10:00Z')).toBe(true);
    // What is not known as a part counts as the country.
    expect((await calendarOf(nowhere))?.holidaySets).toEqual((await calendarOf(frankfurt))?.holidaySets);

    const before = await calendarOf(frankfurt);
    const change = { id: frankfurt, version: 1 };
    app.must(await app.get(ManageOffices).saveOffice(app.system(), { subdivision: 'HE' }, change));
    const handler = new OfficeToldHandler(app.get(ManageCalendars), app.get(EnsureOfficeCalendars));
    await handler.placeChanged(app.system(), { officeId: frankfurt });
    const after = await calendarOf(frankfurt);
    expect(isOpen(after, '2026-06-04T10:00Z')).toBe(false);
    // A version of its own, so that verdicts of before stay as they were; and nothing the second time.
    expect(after?.current).toBe((before?.current ?? 0) + 1);
    await handler.placeChanged(app.system(), { officeId: frankfurt });
    expect((await calendarOf(frankfurt))?.current).toBe(after?.current);
    const told = await app.db.query(
      sql`select 1 from platform.outbox_event where name = 'identity.office-place-changed'`,
    );
    expect(told).toHaveLength(1);
  });

  it('a part of a country is one to three capital letters or digits, and goes when the country changes', async () => {
    const wrong = await app
      .get(ManageOffices)
      .saveOffice(app.system(), { subdivision: 'nsw' }, { id: regionId, version: 1 });
    expect(wrong.ok ? [] : wrong.failures.map((f) => f.field)).toEqual(['subdivision']);
    const moved = await office('MEL', 'AU', 'Australia/Melbourne', 'VIC');
    app.must(await app.get(ManageOffices).saveOffice(app.system(), { country: 'NZ' }, { id: moved, version: 1 }));
    expect(await app.db.one(sql`select country, subdivision from identity.office where id = ${moved}`)).toEqual({
      country: 'NZ',
      subdivision: null,
    });
    app.must(await app.get(EnsureOfficeCalendars).run(app.system(), YEARS));
  });

  it('a new office has one from the next night on', async () => {
    const oslo = await office('OSL', 'NO', 'Europe/Oslo');
    const nightly = new CalendarsProcessor(
      app.get(RebuildCalendars),
      app.get(LoadHolidays),
      app.get(EnsureOfficeCalendars),
      app.get(FollowRules),
    );
    expect(await nightly.topUp(app.system())).toMatchObject({ calendars: 1 });
    expect(await calendarOf(oslo)).toMatchObject({ code: 'OFFICE-OSL', spec: { zone: 'Europe/Oslo' } });
    expect(await nightly.topUp(app.system())).toMatchObject({ calendars: 0 });
  });
});
