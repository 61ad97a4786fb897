import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

const CALENDAR = `calendar { id code name nameNative version spec { zone always weekly { day open close } holidays closures { from to } } versions { number spec { holidays } } }
  userErrors { code field message current }`;
const CREATE = `mutation ($input: CreateSlaCalendarInput!) { createSlaCalendar(input: $input) { ${CALENDAR} } }`;
const UPDATE = `mutation ($input: UpdateSlaCalendarInput!) { updateSlaCalendar(input: $input) { ${CALENDAR} } }`;
const SET = `mutation ($input: SetOfficeSlaCalendarInput!) { setOfficeSlaCalendar(input: $input) { ${CALENDAR} } }`;

const HOURS = { zone: 'Asia/Hong_Kong', weekly: [{ day: 'MON', open: '09:00', close: '24:00' }] };

describe('SLA calendars', () => {
  let app: TestApp;
  let admin: TestEmployee;
  let reader: TestEmployee;
  let codes = 0;
  beforeAll(async () => {
    app = await createTestApp();
    admin = await app.employee({
      permissions: { 'sla.read': 'firm', 'sla.manage-calendars': 'firm', 'identity.read': 'firm' },
    });
    reader = await app.employee({ permissions: { 'sla.read': 'firm' } });
  });

  const create = async (more: object = {}) => {
    const input = { code: `CAL-${++codes}`, name: 'Hong Kong', nameNative: '香港', spec: HOURS, ...more };
    return (await admin.client.query(CREATE, { input }))['createSlaCalendar'];
  };
  const update = async (input: object) => (await admin.client.query(UPDATE, { input }))['updateSlaCalendar'];
  const wrong = (answer: { userErrors: { code: string; field: string }[] }) =>
    answer.userErrors.map(({ code, field }) => ({ code, field }));

  it('are kept as stated', async () => {
    const spec = {
      ...HOURS,
      holidays: ['--12-25', '2026-10-01/2026-10-07'],
      closures: [{ from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00Z' }],
    };
    const { calendar, userErrors } = await create({ spec });
    expect(userErrors).toEqual([]);
    expect(calendar).toMatchObject({
      nameNative: '香港',
      version: 1,
      spec: {
        zone: 'Asia/Hong_Kong',
        always: null,
        weekly: [{ day: 'MON', open: '09:00', close: '24:00' }],
        holidays: spec.holidays,
        closures: [{ from: '2026-05-01T00:00:00.000Z', to: '2026-05-02T00:00:00.000Z' }],
      },
    });
    const { slaCalendars, node } = await reader.client.query(
      'query ($id: ID!) { slaCalendars { code } node(id: $id) { ... on SlaCalendar { code } } }',
      { id: calendar.id },
    );
    expect(slaCalendars).toContainEqual({ code: calendar.code });
    expect(node).toEqual({ code: calendar.code });
  });

  it('keep every version of what they said; a new name makes none', async () => {
    const { calendar } = await create();
    const { id } = calendar;
    const renamed = await update({ id, version: 1, name: 'Kowloon' });
    expect(renamed.calendar).toMatchObject({ name: 'Kowloon', nameNative: '香港', version: 2 });
    expect(renamed.calendar.versions).toHaveLength(1);
    const same = await update({ id, version: 2, spec: HOURS });
    expect(same.calendar.versions).toHaveLength(1);
    const changed = await update({ id, version: 3, spec: { ...HOURS, holidays: ['--01-01'] } });
    expect(changed.calendar.versions).toEqual([
      { number: 2, spec: { holidays: ['--01-01'] } },
      { number: 1, spec: { holidays: null } },
    ]);
  });

  it.each<[string, object, object[]]>([
    ['a code in small letters', { code: 'hong kong' }, [{ code: 'INVALID_FORMAT', field: 'code' }]],
    ['no name', { name: ' ' }, [{ code: 'REQUIRED', field: 'name' }]],
    ['an endless name', { nameNative: '港'.repeat(121) }, [{ code: 'TOO_LONG', field: 'nameNative' }]],
    ['one that never opens', { spec: { zone: 'UTC' } }, [{ code: 'CALENDAR_NEVER_OPENS', field: 'spec' }]],
    [
      'a date that does not exist',
      { spec: { ...HOURS, holidays: ['2026-02-30'] } },
      [{ code: 'CALENDAR_DATE_INVALID', field: 'spec.holidays.0' }],
    ],
    [
      'a time that does not exist',
      { spec: { ...HOURS, weekly: [{ day: 'MON', open: '9', close: '10:00' }] } },
      [{ code: 'INVALID_TIME', field: 'spec.weekly.0.open' }],
    ],
  ])('refuse %s', async (_what, more, expected) => {
    expect(wrong(await create(more))).toEqual(expected);
  });

  it('have codes of their own', async () => {
    await create({ code: 'TAKEN' });
    expect(wrong(await create({ code: 'TAKEN' }))).toEqual([{ code: 'ALREADY_IN_USE', field: 'code' }]);
    const { calendar } = await create();
    expect(wrong(await update({ id: calendar.id, version: 1, code: 'TAKEN' }))).toEqual([
      { code: 'ALREADY_IN_USE', field: 'code' },
    ]);
  });

  it('a stale change is refused with the present values, an unknown calendar with its field', async () => {
    const { calendar } = await create();
    await update({ id: calendar.id, version: 1, name: 'First' });
    const stale = await update({ id: calendar.id, version: 1, name: 'Second' });
    expect(stale.userErrors[0]).toMatchObject({
      code: 'STALE_VERSION',
      field: 'version',
      current: { name: 'First', version: 2 },
    });
    expect(wrong(await update({ id: toGlobalId('SlaCalendar', uuidv7()), version: 1 }))).toEqual([
      { code: 'NOT_FOUND', field: 'id' },
    ]);
    expect(wrong(await update({ id: calendar.id, version: 2, spec: { zone: 'UTC', weekly: [] } }))).toEqual([
      { code: 'CALENDAR_NEVER_OPENS', field: 'spec' },
    ]);
  });

  it('are chosen by offices', async () => {
    const { calendar } = await create();
    const officeId = toGlobalId('Office', await app.office());
    const set = async (input: object) => (await admin.client.query(SET, { input }))['setOfficeSlaCalendar'];
    expect((await set({ officeId, calendarId: calendar.id })).calendar.code).toBe(calendar.code);
    const { node } = await admin.client.query(
      'query ($id: ID!) { node(id: $id) { ... on Office { slaCalendar { code } } } }',
      { id: officeId },
    );
    expect(node).toEqual({ slaCalendar: { code: calendar.code } });
    expect(wrong(await set({ officeId, calendarId: toGlobalId('SlaCalendar', uuidv7()) }))).toEqual([
      { code: 'CALENDAR_NOT_FOUND', field: 'calendarId' },
    ]);
    expect(wrong(await set({ officeId: toGlobalId('Office', uuidv7()), calendarId: calendar.id }))).toEqual([
      { code: 'OFFICE_NOT_FOUND', field: 'officeId' },
    ]);
  });

  it('are changed by those who may for the whole firm; offices choose theirs as far as a permission reaches', async () => {
    const { calendar } = await create();
    const regional = await app.employee({ permissions: { 'sla.manage-calendars': 'region', 'sla.read': 'firm' } });
    const input = { code: 'REGIONAL', name: 'Mine', spec: HOURS };
    expect(await regional.client.errorCode(CREATE, { input })).toBe('FORBIDDEN');
    expect(await regional.client.errorCode(UPDATE, { input: { id: calendar.id, version: 1, name: 'Mine' } })).toBe(
      'FORBIDDEN',
    );
    const choice = (officeId: string) => ({
      input: { officeId: toGlobalId('Office', officeId), calendarId: calendar.id },
    });
    const elsewhere = await app.office({ regionId: await app.region() });
    expect(await regional.client.errorCode(SET, choice(elsewhere))).toBe('FORBIDDEN');
    const { setOfficeSlaCalendar } = await regional.client.query(SET, choice(await app.office()));
    expect(setOfficeSlaCalendar.userErrors).toEqual([]);
    const local = await app.employee({ permissions: { 'sla.manage-calendars': 'office', 'sla.read': 'firm' } });
    expect(await local.client.errorCode(SET, choice(await app.office()))).toBe('FORBIDDEN');
    expect((await local.client.query(SET, choice(app.officeId)))['setOfficeSlaCalendar'].userErrors).toEqual([]);
  });

  it('are changed only by those who may', async () => {
    const input = { code: 'MINE', name: 'Mine', spec: HOURS };
    expect(await reader.client.errorCode(CREATE, { input })).toBe('FORBIDDEN');
    expect(await reader.client.errorCode(UPDATE, { input: { id: 'x', version: 1 } })).toBe('FORBIDDEN');
    expect(await reader.client.errorCode(SET, { input: { officeId: 'x', calendarId: 'x' } })).toBe('FORBIDDEN');
    const nobody = await app.employee({ permissions: {} });
    expect(await nobody.client.errorCode('{ slaCalendars { code } }')).toBe('FORBIDDEN');
  });
});
