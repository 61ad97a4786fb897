import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { sql, type Sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { holidayNews } from '../domain/holiday-news.js';
import { type Holiday, type HolidayStatement } from '../domain/holidays.js';
import { AmendHolidays } from './amend-holidays.js';
import { LoadHolidays } from './load-holidays.js';
import { ManageCalendars } from './manage-calendars.js';

const statement = (date: string, name: string, more: Partial<HolidayStatement> = {}): HolidayStatement => ({
  ...{ date, name, nameNative: null, kind: 'PUBLIC', closedFrom: null, closedTo: null, replaces: null },
  provisional: false,
  ...more,
});
const row = (stated: HolidayStatement, more: Partial<Holiday> = {}): Holiday => ({
  ...stated,
  ...{ id: stated.date, setId: 'set', source: 'LIBRARY', suppressed: false, version: 1 },
  libraryKey: `${stated.date} ${stated.name}`,
  ...more,
});

describe('what a comparison finds', () => {
  const eid = statement('2026-03-20', 'Eid', { provisional: true });
  const firm = { ...eid, provisional: false };

  it.each<[string, Holiday[], HolidayStatement[], string, object]>([
    ['nothing', [row(eid)], [eid], '2026-01-10', {}],
    ['that a day became firm', [row(eid)], [firm], '2026-01-10', { firm: [firm] }],
    [
      'that a day moved',
      [row(eid)],
      [statement('2026-03-21', 'Eid')],
      '2026-01-10',
      { added: [statement('2026-03-21', 'Eid')], removed: [row(eid)] },
    ],
    ['no change in years that were not loaded before', [], [statement('2029-01-01', 'New Year')], '2026-01-10', {}],
    [
      'that an amended row differs from what is announced',
      [row(eid, { source: 'AMENDED', date: '2026-03-21' })],
      [firm],
      '2026-01-10',
      { differing: [{ stored: row(eid, { source: 'AMENDED', date: '2026-03-21' }), stated: firm }] },
    ],
    [
      'nothing about an amended row while nobody has announced anything',
      [row(eid, { source: 'AMENDED', date: '2026-03-21' })],
      [eid],
      '2026-01-10',
      {},
    ],
    ['that a day is near and still provisional', [row(eid)], [eid], '2026-03-07', { soon: [eid] }],
    [
      'nothing about a day that somebody confirmed',
      [row(eid, { source: 'AMENDED', provisional: false })],
      [eid],
      '2026-03-07',
      {},
    ],
    ['nothing about next year before October', [row(eid)], [eid], '2025-09-30', {}],
    ['what is missing of next year from October on', [row(eid)], [eid], '2025-10-01', { missing: [eid] }],
    [
      'that a year is incomplete',
      [],
      [...['01-01', '05-01', '12-25'].map((d) => statement(`2026-${d}`, d)), statement('2027-01-01', '01-01')],
      '2026-11-01',
      { few: { year: 2027, known: 1, before: 3 }, added: expect.any(Array) },
    ],
  ])('%s', (_name, stored, stated, today, expected) => {
    const none = { firm: [], added: [], removed: [], differing: [], missing: [], few: null, soon: [] };
    expect(holidayNews(stored, stated, 2028, today)).toEqual({ ...none, ...expected });
  });
});

describe('the nightly notice', () => {
  let app: TestApp;
  let keeper: TestEmployee;
  let setId: string;
  const NIGHT = new Date('2026-11-02T02:20:00Z');

  const change = (statement: Sql) =>
    app.db.transaction(app.system(), async () => {
      await app.db.execute(statement);
      return ok(undefined);
    });
  const told = async (): Promise<{ kind: string; employee: string; params: Record<string, { en: string }> }[]> =>
    app.db.query(
      sql`select n.kind, n.employee_id as employee, n.params from notifications.notification n order by n.created_at, n.kind`,
    );

  beforeAll(async () => {
    app = await createTestApp();
    keeper = await app.employee({ permissions: { 'sla.manage-calendars': 'firm' } });
    await app.employee({ permissions: { 'sla.read': 'firm' } });
    const loaded = await app.get(LoadHolidays).load(app.system(), { code: 'AE', fromYear: 2026, toYear: 2029 }, NIGHT);
    setId = app.must(loaded).id;
  });

  it('says nothing of sets that no calendar keeps', async () => {
    await app.get(LoadHolidays).topUp(app.system(), NIGHT);
    expect(await told()).toEqual([]);
  });

  it('tells those who keep calendars what became firm, changed, differs and is missing', async () => {
    const use = { setId, fromYear: 2026, toYear: null, alsoClosedOn: [], makeUpHoursOf: null };
    const weekly = [{ day: 'MON', open: '09:00', close: '18:00' } as const];
    app.must(
      await app
        .get(ManageCalendars)
        .create(app.system(), { code: 'DXB', name: 'Dubai', spec: { zone: 'Asia/Dubai', weekly }, holidaySets: [use] }),
    );
    // As an older release had them.
    await change(sql`update sla.holiday set provisional = true where set_id = ${setId} and date = '2026-12-02'`);
    await change(sql`delete from sla.holiday where set_id = ${setId} and date = '2026-12-03'`);
    const [christmas] = await app.db.query<{ id: string; version: number }>(
      sql`select id, version from sla.holiday where set_id = ${setId} and date = '2027-01-01'`,
    );
    app.must(await app.get(AmendHolidays).amend(app.system(), christmas!, { suppressed: true }));

    await app.get(LoadHolidays).topUp(app.system(), NIGHT);
    const notices = await told();
    expect(new Set(notices.map((n) => n.employee))).toEqual(new Set([keeper.id]));
    expect(notices.map((n) => [n.kind, (n.params['days'] ?? n.params['added'] ?? n.params['stored'])?.en])).toEqual([
      ['sla.holiday-differs', "2027-01-01 New Year's Day"],
      ['sla.holidays-changed', '2026-12-03 National Day'],
      ['sla.holidays-firm', '2026-12-02 National Day'],
      ['sla.holidays-missing', expect.stringContaining('2027-03-09 End of Ramadan (Eid al-Fitr)')],
    ]);
  });

  it('each thing once, also to somebody who looks again another night', async () => {
    const before = await told();
    await app.get(LoadHolidays).topUp(app.system(), new Date('2026-11-03T02:20:00Z'));
    expect(await told()).toEqual(before);
  });

  it('a day that is near and not announced has a notice of its own', async () => {
    await app.get(LoadHolidays).topUp(app.system(), new Date('2027-03-01T02:20:00Z'));
    const soon = (await told()).filter((n) => n.kind === 'sla.holiday-soon');
    expect(soon.map((n) => n.params['days']?.en)).toEqual([
      '2027-03-09 End of Ramadan (Eid al-Fitr)',
      '2027-03-10 End of Ramadan (Eid al-Fitr)',
      '2027-03-11 End of Ramadan (Eid al-Fitr)',
    ]);
  });
});
