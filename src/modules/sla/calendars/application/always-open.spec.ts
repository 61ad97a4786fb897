import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { AmendHolidays } from './amend-holidays.js';
import { CalendarQueries } from './calendar.queries.js';
import { LoadHolidays } from './load-holidays.js';
import { ManageCalendars } from './manage-calendars.js';
import { RebuildCalendars } from './rebuild-calendars.js';

const ALWAYS: CalendarSpec = { zone: 'Asia/Shanghai', always: true };
const PART = [{ date: '2026-03-07', intervals: [{ open: '09:00', close: '18:00' }] }];

describe('a calendar that is open around the clock', () => {
  let app: TestApp;
  let setId: string;
  beforeAll(async () => {
    app = await createTestApp();
    const loaded = await app.get(LoadHolidays).load(app.system(), { code: 'CN', fromYear: 2026, toYear: 2026 });
    setId = app.must(loaded).id;
  });

  const uses = () => [{ setId, fromYear: 2026, toYear: null, alsoClosedOn: [], makeUpHoursOf: null }];
  const codesOf = (result: { ok: true } | { ok: false; failures: readonly { code: string; field?: string }[] }) =>
    result.ok ? [] : result.failures.map((f) => `${f.code} ${f.field}`);

  it.each(['overrides', 'breaks'] as const)('is refused with %s, new or changed', async (part) => {
    const calendars = app.get(ManageCalendars);
    const cmd = { code: `NEW-${part.toUpperCase()}`, name: 'New', spec: { ...ALWAYS, [part]: PART } };
    expect(codesOf(await calendars.create(app.system(), cmd))).toEqual([`CALENDAR_PART_IGNORED spec.${part}`]);
    const { id } = app.must(await calendars.create(app.system(), { ...cmd, spec: ALWAYS }));
    const changed = await calendars.update(app.system(), { id, version: 1 }, { spec: cmd.spec });
    expect(codesOf(changed)).toEqual([`CALENDAR_PART_IGNORED spec.${part}`]);
  });

  it('with a set that has make-up working days closes on its holidays and has no hours of theirs', async () => {
    const cmd = { code: 'CHINA', name: 'China', spec: { ...ALWAYS, weekly: [] }, holidaySets: uses() };
    const { id } = app.must(await app.get(ManageCalendars).create(app.system(), cmd));
    const { spec } = (await app.get(CalendarQueries).records([id])).get(id)!;
    expect(spec.overrides).toBeUndefined();
    expect(spec.holidays).toContain('2026-02-17');
  });

  it('that was stored with such parts goes on following its holidays', async () => {
    const cmd = { code: 'OLD', name: 'Old', spec: ALWAYS, holidaySets: uses() };
    const { id } = app.must(await app.get(ManageCalendars).create(app.system(), cmd));
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(
        sql`insert into sla.calendar_version (id, calendar_id, number, spec, stated, holiday_sets, names, recorded_at)
            select gen_random_uuid(), calendar_id, 2, spec || ${JSON.stringify({ overrides: PART })}::jsonb,
                   stated || ${JSON.stringify({ overrides: PART })}::jsonb, holiday_sets, names, now()
              from sla.calendar_version where calendar_id = ${id}`,
      );
      await app.db.execute(sql`update sla.calendar set current = 2 where id = ${id}`);
      return ok(undefined);
    });
    const day = { date: '2026-11-11', name: 'A day of our own', kind: 'PUBLIC' as const };
    app.must(await app.get(AmendHolidays).add(app.system(), setId, day));
    await app.get(RebuildCalendars).run(app.system());
    const { current, spec, version } = (await app.get(CalendarQueries).records([id])).get(id)!;
    expect([current, spec.holidays]).toEqual([3, expect.arrayContaining(['2026-11-11'])]);
    // And its other parts can be changed; what counts for nothing cannot.
    const calendars = app.get(ManageCalendars);
    app.must(await calendars.update(app.system(), { id, version }, { holidaySets: [] }));
    const spec2 = { ...ALWAYS, overrides: PART, breaks: PART };
    expect(codesOf(await calendars.update(app.system(), { id, version: version + 1 }, { spec: spec2 }))).toEqual([
      'CALENDAR_PART_IGNORED spec.breaks',
    ]);
  });
});
