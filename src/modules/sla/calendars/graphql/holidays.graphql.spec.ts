import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { toGlobalId } from '#platform/graphql';
import { sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { LoadHolidays } from '../application/load-holidays.js';
import { RebuildCalendars } from '../application/rebuild-calendars.js';

const SET = 'holidaySet { id code name fromYear toYear waiting }';
const ERRORS = 'userErrors { code field message current }';
const ROW = `holiday { id date name nameNative kind closedFrom closedTo replaces source suppressed provisional version holidaySet { code } } ${ERRORS}`;
const LOAD = `mutation ($input: LoadSlaHolidaysInput!) { loadSlaHolidays(input: $input) { loaded { ${SET} added changed removed kept } ${ERRORS} } }`;
const CREATE_SET = `mutation ($input: CreateSlaHolidaySetInput!) { createSlaHolidaySet(input: $input) { ${SET} ${ERRORS} } }`;
const ADD = `mutation ($input: AddSlaHolidayInput!) { addSlaHoliday(input: $input) { ${ROW} } }`;
const AMEND = `mutation ($input: AmendSlaHolidayInput!) { amendSlaHoliday(input: $input) { ${ROW} } }`;
const RESTORE = `mutation ($input: SlaHolidayTargetInput!) { restoreSlaHoliday(input: $input) { ${ROW} } }`;
const REMOVE = `mutation ($input: SlaHolidayTargetInput!) { removeSlaHoliday(input: $input) { ${SET} ${ERRORS} } }`;
const LIST = `query ($setId: ID!, $filter: SlaHolidayFilterInput) { slaHolidays(setId: $setId, first: 200, filter: $filter) {
  totalCount nodes { id date name kind source suppressed provisional version } } }`;
const CALENDAR = `id version spec { holidays overrides { date intervals { open close } } } stated { holidays }
  holidaySets { holidaySet { code } fromYear toYear alsoClosedOn makeUpHoursOf } versions { number cause recordedBy { id } }`;
const CREATE = `mutation ($input: CreateSlaCalendarInput!) { createSlaCalendar(input: $input) { calendar { ${CALENDAR} } ${ERRORS} } }`;
const UPDATE = `mutation ($input: UpdateSlaCalendarInput!) { updateSlaCalendar(input: $input) { calendar { ${CALENDAR} } ${ERRORS} } }`;

const WEEK = (['MON', 'TUE', 'WED', 'THU', 'FRI'] as const).map((day) => ({ day, open: '09:00', close: '18:00' }));
const OFFICE = { zone: 'Asia/Shanghai', weekly: WEEK };

describe('public holidays', () => {
  let app: TestApp;
  let admin: TestEmployee;
  let reader: TestEmployee;
  let codes = 0;
  beforeAll(async () => {
    app = await createTestApp();
    const permissions = { 'sla.read': 'firm', 'sla.manage-calendars': 'firm', 'identity.read': 'firm' } as const;
    admin = await app.employee({ permissions });
    reader = await app.employee({ permissions: { 'sla.read': 'firm' } });
  });

  const run = async (mutation: string, input: object) =>
    Object.values(await admin.client.query(mutation, { input }))[0];
  const load = (code: string, fromYear: number, toYear: number) => run(LOAD, { code, fromYear, toYear });
  const setOf = async (code: string, fromYear = 2026, toYear = 2026): Promise<string> =>
    (await load(code, fromYear, toYear)).loaded.holidaySet.id;
  const rows = async (setId: string, filter: object = {}) =>
    (await reader.client.query(LIST, { setId, filter }))['slaHolidays'].nodes;
  const rowOn = async (setId: string, date: string) => (await rows(setId, { from: date, to: date }))[0];
  const wrong = (answer: { userErrors: { code: string; field: string }[] }) =>
    answer.userErrors.map(({ code, field }) => ({ code, field }));
  const rebuild = () => app.get(RebuildCalendars).run(app.system(), new Date('2026-01-10T00:00:00Z'));
  const calendar = async (more: object = {}) =>
    (await run(CREATE, { code: `HOL-${++codes}`, name: 'Office', spec: OFFICE, ...more })).calendar;
  const reread = async (id: string) =>
    (await admin.client.query(`query ($id: ID!) { slaCalendar(id: $id) { ${CALENDAR} } }`, { id }))['slaCalendar'];

  describe('of the library', () => {
    it('are offered by country and part', async () => {
      const { slaHolidayRegions } = await reader.client.query(
        '{ slaHolidayRegions(country: "GB") { code country name nameNative } }',
      );
      expect(slaHolidayRegions).toContainEqual({
        ...{ code: 'GB-ENG', country: 'GB', name: 'United Kingdom · England', nameNative: null },
      });
    });

    it('are loaded as dated rows that anyone who may read sees', async () => {
      const { loaded } = await load('gb-eng', 2025, 2026);
      expect(loaded).toMatchObject({
        holidaySet: { code: 'GB-ENG', fromYear: 2025, toYear: 2026 },
        ...{ changed: 0, removed: 0, kept: 0 },
      });
      expect(await rowOn(loaded.holidaySet.id, '2026-12-28')).toMatchObject({
        ...{ kind: 'SUBSTITUTE', source: 'LIBRARY', suppressed: false, provisional: false, version: 1 },
      });
      const { slaHolidaySets, slaHolidaySet, node } = await reader.client.query(
        `query ($id: ID!) { slaHolidaySets { code } slaHolidaySet(code: "GB-ENG") { name } node(id: $id) { ... on SlaHolidaySet { code } } }`,
        { id: loaded.holidaySet.id },
      );
      expect([slaHolidaySets, slaHolidaySet.name, node.code]).toEqual([
        expect.arrayContaining([{ code: 'GB-ENG' }]),
        'United Kingdom · England',
        'GB-ENG',
      ]);
    });

    it('loading again changes nothing; other years are added without a gap', async () => {
      const first = (await load('IE', 2024, 2024)).loaded;
      expect(first.added).toBeGreaterThan(9);
      expect((await load('IE', 2024, 2024)).loaded).toMatchObject({ added: 0, changed: 0, removed: 0 });
      const { loaded } = await load('IE', 2027, 2027);
      expect(loaded.holidaySet).toMatchObject({ fromYear: 2024, toYear: 2027 });
      expect(await rows(loaded.holidaySet.id, { from: '2025-03-17', to: '2025-03-17' })).toHaveLength(1);
    });

    it.each<[string, object, object[]]>([
      [
        'a country nobody knows',
        { code: 'QQ', fromYear: 2026, toYear: 2026 },
        [{ code: 'HOLIDAYS_UNKNOWN', field: 'code' }],
      ],
      ['no country', { code: ' ', fromYear: 2026, toYear: 2026 }, [{ code: 'REQUIRED', field: 'code' }]],
      [
        'years before any are known',
        { code: 'CN', fromYear: 2003, toYear: 2026 },
        [{ code: 'OUT_OF_RANGE', field: 'fromYear' }],
      ],
      [
        'years too far ahead',
        { code: 'HK', fromYear: 2026, toYear: 2100 },
        [{ code: 'OUT_OF_RANGE', field: 'toYear' }],
      ],
      [
        'years the wrong way round',
        { code: 'HK', fromYear: 2026, toYear: 2025 },
        [{ code: 'END_BEFORE_START', field: 'toYear' }],
      ],
    ])('refuse %s', async (_what, input, expected) => expect(wrong(await run(LOAD, input))).toEqual(expected));
  });

  describe('amended by an administrator', () => {
    it('stay as he left them when the library is asked again; others follow the library', async () => {
      const setId = await setOf('NL');
      const day = await rowOn(setId, '2026-12-26');
      const { holiday } = await run(AMEND, { id: day.id, version: 1, kind: 'BANK', name: 'Second day' });
      expect(holiday).toMatchObject({ kind: 'BANK', name: 'Second day', source: 'AMENDED', version: 2 });
      const other = await rowOn(setId, '2026-04-27');
      await app.db.transaction(app.system(), async () => {
        await app.db.execute(sql`update sla.holiday set kind = 'OPTIONAL' where date = '2026-04-27'`);
        return { ok: true, value: undefined };
      });
      expect((await load('NL', 2026, 2026)).loaded).toMatchObject({ added: 0, changed: 1, removed: 0, kept: 1 });
      expect(await rowOn(setId, '2026-12-26')).toMatchObject({ kind: 'BANK', name: 'Second day' });
      expect(await rowOn(setId, '2026-04-27')).toMatchObject({ id: other.id, kind: 'PUBLIC' });
    });

    it('are restored to what the library says', async () => {
      const setId = await setOf('BE');
      const day = await rowOn(setId, '2026-07-21');
      await run(AMEND, { id: day.id, version: 1, date: '2026-07-22', suppressed: true });
      const { holiday } = await run(RESTORE, { id: day.id, version: 2 });
      expect(holiday).toMatchObject({ ...{ date: '2026-07-21', suppressed: false, source: 'LIBRARY', version: 3 } });
      const added = (await run(ADD, { setId, date: '2026-07-20', name: 'Bridge', kind: 'PUBLIC' })).holiday;
      expect(wrong(await run(RESTORE, { id: added.id, version: 1 }))).toEqual([
        { code: 'HOLIDAY_NOT_IN_LIBRARY', field: 'id' },
      ]);
    });

    it('are added and taken away; those of the library are suppressed, not deleted', async () => {
      const setId = await setOf('LU');
      const { holiday } = await run(ADD, {
        ...{ setId, date: '2026-12-24', name: 'Christmas Eve at noon', nameNative: 'Hellegowend', kind: 'BANK' },
        ...{ closedFrom: '12:00', closedTo: '24:00' },
      });
      expect(holiday).toMatchObject({ source: 'AMENDED', closedFrom: '12:00', holidaySet: { code: 'LU' }, version: 1 });
      expect((await run(REMOVE, { id: holiday.id, version: 1 })).holidaySet.code).toBe('LU');
      expect(await rows(setId, { amended: true })).toEqual([]);
      const day = await rowOn(setId, '2026-06-23');
      expect(wrong(await run(REMOVE, { id: day.id, version: 1 }))).toEqual([
        { code: 'HOLIDAY_FROM_LIBRARY', field: 'id' },
      ]);
    });

    it('a make-up day that becomes a holiday stands for no other date any more', async () => {
      const setId = await setOf('CN');
      const day = await rowOn(setId, '2026-02-14');
      const { holiday } = await run(AMEND, { id: day.id, version: day.version, kind: 'PUBLIC' });
      expect(holiday).toMatchObject({ kind: 'PUBLIC', replaces: null });
      await run(RESTORE, { id: day.id, version: holiday.version });
    });

    it.each<[string, object, object[]]>([
      ['no name', { name: ' ' }, [{ code: 'REQUIRED', field: 'name' }]],
      ['an endless name', { name: 'x'.repeat(121) }, [{ code: 'TOO_LONG', field: 'name' }]],
      ['half a part of a day', { closedFrom: '12:00' }, [{ code: 'HOURS_INCOMPLETE', field: 'closedTo' }]],
      [
        'a part that ends first',
        { closedFrom: '12:00', closedTo: '10:00' },
        [{ code: 'END_NOT_AFTER_START', field: 'closedTo' }],
      ],
      [
        'a part with seconds',
        { closedFrom: '12:00:30', closedTo: '24:00' },
        [{ code: 'INVALID_FORMAT', field: 'closedFrom' }],
      ],
      [
        'a holiday that stands for another date',
        { replaces: '2026-01-05' },
        [{ code: 'REPLACES_NEEDS_MAKE_UP_DAY', field: 'replaces' }],
      ],
      ['a date that does not exist', { date: '2026-02-30' }, [{ code: 'INVALID_DATE', field: 'date' }]],
      ['a date no calendar answers for', { date: '1800-01-01' }, [{ code: 'DATE_OUT_OF_RANGE', field: 'date' }]],
      [
        'a row that is there',
        { name: 'Christmas Day', date: '2026-12-25' },
        [{ code: 'HOLIDAY_TAKEN', field: 'name' }],
      ],
    ])('refuse %s', async (_what, more, expected) => {
      const setId = await setOf('GB');
      expect(wrong(await run(ADD, { setId, date: '2026-01-05', name: 'A', kind: 'PUBLIC', ...more }))).toEqual(
        expected,
      );
    });

    it('refuse what is not there, and what has changed meanwhile with its present values', async () => {
      const setId = toGlobalId('SlaHolidaySet', uuidv7());
      expect(wrong(await run(ADD, { setId, date: '2026-01-05', name: 'A', kind: 'PUBLIC' }))).toEqual([
        { code: 'HOLIDAY_SET_NOT_FOUND', field: 'setId' },
      ]);
      const unknown = { id: toGlobalId('SlaHoliday', uuidv7()), version: 1 };
      for (const mutation of [AMEND, RESTORE, REMOVE])
        expect(wrong(await run(mutation, unknown))).toEqual([{ code: 'NOT_FOUND', field: 'id' }]);
      const day = await rowOn(await setOf('GB'), '2026-12-26');
      for (const mutation of [AMEND, RESTORE, REMOVE])
        expect((await run(mutation, { id: day.id, version: 99 })).userErrors[0]).toMatchObject({
          ...{ code: 'STALE_VERSION', field: 'version', current: { name: 'Boxing Day', version: day.version } },
        });
    });
  });

  describe('sets of our own', () => {
    it('have codes of their own that no country has', async () => {
      const { holidaySet } = await run(CREATE_SET, {
        code: 'FIRM-CLOSING',
        name: 'Closing days',
        nameNative: '公司休息日',
      });
      expect(holidaySet).toMatchObject({ code: 'FIRM-CLOSING', fromYear: null, toYear: null, waiting: false });
      expect(wrong(await run(CREATE_SET, { code: 'FIRM-CLOSING', name: 'Again' }))).toEqual([
        { code: 'ALREADY_IN_USE', field: 'code' },
      ]);
      expect(wrong(await run(CREATE_SET, { code: 'GB', name: '' }))).toEqual([
        { code: 'INVALID_FORMAT', field: 'code' },
        { code: 'REQUIRED', field: 'name' },
      ]);
    });
  });

  describe('kept by calendars', () => {
    it('become plain dates of the version; make-up working days get the hours of the weekday they make up for', async () => {
      const setId = await setOf('CN', 2025, 2027);
      const weekly = [...WEEK.slice(0, 4), { day: 'FRI', open: '09:00', close: '17:00' }];
      const made = await calendar({
        spec: { zone: 'asia/shanghai', weekly, holidays: ['2026-07-01'] },
        holidaySets: [{ setId, fromYear: 2026, toYear: 2026 }],
      });
      expect(made.stated).toEqual({ holidays: ['2026-07-01'] });
      expect(made.holidaySets).toEqual([
        { holidaySet: { code: 'CN' }, fromYear: 2026, toYear: 2026, alsoClosedOn: [], makeUpHoursOf: null },
      ]);
      expect(made.spec.holidays.slice(0, 4)).toEqual(['2026-07-01', '2026-01-01', '2026-01-02', '2026-01-03']);
      expect(made.spec.holidays).toHaveLength(1 + 33);
      expect(made.spec.overrides).toHaveLength(6);
      expect(made.spec.overrides).toContainEqual({
        date: '2026-02-14',
        intervals: [{ open: '09:00', close: '17:00' }],
      });
      expect(made.spec.overrides).toContainEqual({
        date: '2026-02-28',
        intervals: [{ open: '09:00', close: '18:00' }],
      });
      expect(made.versions).toEqual([
        { number: 1, cause: 'STATED', recordedBy: { id: toGlobalId('Employee', admin.id) } },
      ]);
      const { slaCalendar } = await admin.client.query('query ($id: ID!) { slaCalendar(id: $id) { spec { zone } } }', {
        id: made.id,
      });
      expect(slaCalendar.spec.zone).toBe('Asia/Shanghai');
    });

    it('an amendment gives the calendar a version in the background, only when it changes its hours', async () => {
      const setId = await setOf('SE');
      const made = await calendar({ holidaySets: [{ setId, fromYear: 2026 }] });
      const apart = await calendar();
      await rebuild();
      const day = await rowOn(setId, '2026-06-06');
      const { holiday } = await run(AMEND, { id: day.id, version: day.version, nameNative: 'Nationaldagen!' });
      await rebuild();
      expect((await reread(made.id)).versions).toHaveLength(1);

      await run(AMEND, { id: day.id, version: holiday.version, suppressed: true });
      const waiting = 'query ($id: ID!) { node(id: $id) { ... on SlaHolidaySet { waiting } } }';
      expect((await reader.client.query(waiting, { id: setId }))['node']).toEqual({ waiting: true });
      expect((await reread(made.id)).spec.holidays).toContain('2026-06-06');
      expect(await rebuild()).toEqual({ sets: 1, calendars: 1 });
      expect((await reader.client.query(waiting, { id: setId }))['node']).toEqual({ waiting: false });
      const after = await reread(made.id);
      expect(after.spec.holidays).not.toContain('2026-06-06');
      expect(after.versions[0]).toEqual({ number: 2, cause: 'HOLIDAYS', recordedBy: null });
      // What was stated has not changed, so neither has the version an administrator sends back.
      expect(after.version).toBe(1);
      expect((await reread(apart.id)).versions).toHaveLength(1);
      expect(await rebuild()).toEqual({ sets: 0, calendars: 0 });
    });

    it('what would leave a calendar never open is refused with its code', async () => {
      const { holidaySet } = await run(CREATE_SET, { code: `CLOSING-${++codes}`, name: 'Closing' });
      const [setId, date] = [holidaySet.id, '2031-01-06'];
      const spec = { zone: 'UTC', overrides: [{ date, intervals: [{ open: '09:00', close: '10:00' }] }] };
      await calendar({ spec, holidaySets: [{ setId, fromYear: 2026, toYear: null }] });
      const part = { setId, date, name: 'Shut', kind: 'PUBLIC', closedFrom: '09:00' };
      const refused = await run(ADD, { ...part, closedTo: '10:00' });
      expect(wrong(refused)).toEqual([{ code: 'CALENDAR_NEVER_OPENS', field: 'date' }]);
      expect(refused.userErrors[0].message).toContain(`HOL-${codes}`);
      expect(await rows(setId)).toEqual([]);
      const { holiday } = await run(ADD, { ...part, closedTo: '09:30' });
      const { id, version } = holiday;
      expect(wrong(await run(AMEND, { id, version, closedTo: '10:00' }))).toEqual([
        { code: 'CALENDAR_NEVER_OPENS', field: 'date' },
      ]);
      expect(wrong(await run(REMOVE, { id, version }))).toEqual([]);
    });

    it('every night the coming years are there, and calendars that go as far as the set follow', async () => {
      const setId = await setOf('DK');
      const made = await calendar({ holidaySets: [{ setId, fromYear: 2026, toYear: null }] });
      await app.get(LoadHolidays).topUp(app.system(), new Date('2027-03-01T02:20:00Z'));
      await rebuild();
      const { slaHolidaySet } = await reader.client.query('{ slaHolidaySet(code: "DK") { fromYear toYear } }');
      expect(slaHolidaySet).toEqual({ fromYear: 2026, toYear: 2030 });
      expect((await reread(made.id)).spec.holidays).toEqual(expect.arrayContaining(['2026-12-25', '2030-12-25']));
    });

    it('are chosen and given up without touching what is stated', async () => {
      const setId = await setOf('NO');
      const made = await calendar({ spec: { ...OFFICE, holidays: ['--07-29'] } });
      const kept = (await run(UPDATE, { id: made.id, version: 1, holidaySets: [{ setId, fromYear: 2026 }] })).calendar;
      expect(kept.spec.holidays).toEqual(expect.arrayContaining(['--07-29', '2026-05-17']));
      const given = (await run(UPDATE, { id: made.id, version: 2, holidaySets: [] })).calendar;
      expect([given.spec.holidays, given.holidaySets]).toEqual([['--07-29'], []]);
      expect(given.versions.map((v: { number: number }) => v.number)).toEqual([3, 2, 1]);
    });

    it.each<[string, (setId: string) => object[], object[]]>([
      [
        'a set that is not there',
        () => [{ setId: toGlobalId('SlaHolidaySet', uuidv7()), fromYear: 2026 }],
        [{ code: 'HOLIDAY_SET_NOT_FOUND', field: 'holidaySets.0.setId' }],
      ],
      [
        'a set twice',
        (setId) => [
          { setId, fromYear: 2026 },
          { setId, fromYear: 2026 },
        ],
        [{ code: 'DUPLICATE_ITEM', field: 'holidaySets.1.setId' }],
      ],
      [
        'years that are not loaded',
        (setId) => [{ setId, fromYear: 2025 }],
        [{ code: 'HOLIDAY_YEARS_NOT_LOADED', field: 'holidaySets.0.fromYear' }],
      ],
      [
        'later years that are not loaded',
        (setId) => [{ setId, fromYear: 2026, toYear: 2060 }],
        [{ code: 'HOLIDAY_YEARS_NOT_LOADED', field: 'holidaySets.0.toYear' }],
      ],
      [
        'years the wrong way round',
        (setId) => [{ setId, fromYear: 2026, toYear: 2025 }],
        [{ code: 'END_BEFORE_START', field: 'holidaySets.0.toYear' }],
      ],
      [
        'closing on public holidays besides',
        (setId) => [{ setId, fromYear: 2026, alsoClosedOn: ['PUBLIC'] }],
        [{ code: 'NOT_ALLOWED_VALUE', field: 'holidaySets.0.alsoClosedOn' }],
      ],
      [
        'an id of something else',
        () => [{ setId: toGlobalId('Office', uuidv7()), fromYear: 2026 }],
        [{ code: 'WRONG_ID_TYPE', field: 'holidaySets.0.setId' }],
      ],
    ])('refuse %s', async (_what, uses, expected) => {
      const holidaySets = uses(await setOf('FI'));
      const answer = await run(CREATE, { code: `HOL-${++codes}`, name: 'X', spec: OFFICE, holidaySets });
      expect(wrong(answer)).toEqual(expected);
    });
  });

  it('are changed by those whose permission is for the whole firm: sets belong to no office', async () => {
    const setId = await setOf('LU');
    const { id, version } = await rowOn(setId, '2026-06-23');
    const regional = await app.employee({ permissions: { 'sla.read': 'firm', 'sla.manage-calendars': 'region' } });
    for (const [mutation, input] of [
      [LOAD, { code: 'LU', fromYear: 2026, toYear: 2027 }],
      [CREATE_SET, { code: 'REGIONAL', name: 'Mine' }],
      [ADD, { setId, date: '2026-01-05', name: 'A', kind: 'PUBLIC' }],
      [AMEND, { id, version, suppressed: true }],
      [RESTORE, { id, version }],
      [REMOVE, { id, version }],
    ] as [string, object][])
      expect(await regional.client.errorCode(mutation, { input })).toBe('FORBIDDEN');
  });

  it('are changed only by those who may', async () => {
    const target = { input: { id: 'x', version: 1 } };
    const denied: [string, Record<string, unknown>][] = [
      [LOAD, { input: { code: 'GB', fromYear: 2026, toYear: 2026 } }],
      [CREATE_SET, { input: { code: 'MINE', name: 'Mine' } }],
      [ADD, { input: { setId: 'x', date: '2026-01-05', name: 'A', kind: 'PUBLIC' } }],
      [AMEND, target],
      [RESTORE, target],
      [REMOVE, target],
    ];
    for (const [mutation, variables] of denied)
      expect(await reader.client.errorCode(mutation, variables)).toBe('FORBIDDEN');
    const nobody = await app.employee({ permissions: {} });
    for (const query of [
      '{ slaHolidaySets { code } }',
      '{ slaHolidayRegions { code } }',
      '{ slaHolidaySet(code: "GB") { code } }',
    ])
      expect(await nobody.client.errorCode(query)).toBe('FORBIDDEN');
    expect(await nobody.client.errorCode(LIST, { setId: 'x' })).toBe('FORBIDDEN');
  });
});
