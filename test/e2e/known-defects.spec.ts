import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { SlaApi } from '#modules/sla';
import { RecordBreaches, ReplayClocks } from '#modules/sla/seeding';
import { HOUR, NINE_TO_SIX, reply, slaWorld, type SlaWorld } from '#modules/sla/testing';

const PREVIEW = `query ($input: SlaPreviewInput!) { slaPreview(input: $input) { at clocks {
  metric state dueAt breachedAt elapsedSeconds remainingSeconds pausedSeconds } } }`;
const OPEN_SECONDS = `query ($calendar: CalendarInput!, $from: DateTime!, $to: DateTime!) { openSeconds(calendar: $calendar, from: $from, to: $to) }`;
const ADD = `query ($calendar: CalendarInput!, $from: DateTime!, $seconds: Int!) { addOpenSeconds(calendar: $calendar, from: $from, seconds: $seconds) }`;
const UPDATE = `mutation ($input: UpdateSlaCalendarInput!) { updateSlaCalendar(input: $input) { userErrors { code field } } }`;
const CALENDAR = `query ($id: ID!) { node(id: $id) { ... on SlaCalendar { version } } }`;
const ATTAINMENT = `{ slaAttainment { met missed breached } }`;

const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const;
const nineToSix = (zone: string) => ({
  zone,
  weekly: WEEKDAYS.map((day) => ({ day, open: '09:00', close: '18:00' })),
});

/** Each is a defect that other systems' users have reported; asked through the public API, as a customer would check it. */
describe('defects that other systems are known for', () => {
  let app: TestApp;
  let world: SlaWorld;
  let admin: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    admin = await app.employee({ permissions: { 'sla.read': 'firm', 'sla.manage-calendars': 'firm' } });
  });

  const preview = async (input: object) => {
    const { slaPreview } = await admin.client.query(PREVIEW, { input });
    return slaPreview.map((s: { clocks: unknown[] }) => s.clocks[0]);
  };

  it('a pause over a weekend moves no deadline by wall-clock days', async () => {
    const events = (paused: boolean) => [
      { at: '2026-03-05T10:00:00Z', kind: 'CREATED' },
      ...(paused
        ? [
            { at: '2026-03-06T18:00:00Z', kind: 'PAUSED' },
            { at: '2026-03-09T09:00:00Z', kind: 'RESUMED' },
          ]
        : []),
    ];
    const due = async (paused: boolean) => {
      const [clock] = await preview({
        calendar: nineToSix('UTC'),
        targets: [{ metric: 'COMPLETION', seconds: 20 * HOUR }],
        events: events(paused),
        at: ['2026-03-09T10:00:00Z'],
      });
      return clock;
    };
    expect(await due(true)).toMatchObject({ dueAt: '2026-03-09T12:00:00.000Z', pausedSeconds: 0 });
    expect((await due(false)).dueAt).toBe('2026-03-09T12:00:00.000Z');
  });

  it.each([
    ['Europe/Berlin', '2026-03-27T16:00:00Z', '2026-03-30T08:00:00Z', 2 * HOUR],
    ['Europe/Berlin', '2026-10-23T15:00:00Z', '2026-10-26T09:00:00Z', 2 * HOUR],
    ['Australia/Sydney', '2026-04-03T06:00:00Z', '2026-04-06T00:00:00Z', 2 * HOUR],
    ['America/New_York', '2026-03-06T22:00:00Z', '2026-03-09T14:00:00Z', 2 * HOUR],
  ])(
    'no hour is lost or won over a change of the clock in %s, whatever zone the server is in',
    async (zone, from, to, seconds) => {
      const server = process.env['TZ'];
      try {
        for (const tz of ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia']) {
          process.env['TZ'] = tz;
          const { openSeconds } = await admin.client.query(OPEN_SECONDS, { calendar: nineToSix(zone), from, to });
          expect([tz, openSeconds]).toEqual([tz, seconds]);
          const { addOpenSeconds } = await admin.client.query(ADD, { calendar: nineToSix(zone), from, seconds });
          expect([tz, addOpenSeconds]).toEqual([tz, new Date(to).toISOString()]);
        }
      } finally {
        if (server === undefined) delete process.env['TZ'];
        else process.env['TZ'] = server;
      }
    },
  );

  it('around the clock, the night of a change has 23 or 25 hours of elapsed time', async () => {
    const night = async (from: string, to: string) =>
      (await admin.client.query(OPEN_SECONDS, { calendar: { zone: 'Europe/London', always: true }, from, to }))[
        'openSeconds'
      ];
    expect(await night('2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z')).toBe(23 * HOUR);
    expect(await night('2026-10-24T23:00:00Z', '2026-10-26T00:00:00Z')).toBe(25 * HOUR);
  });

  it('a short target is met after a closure of 31 days, not given up', async () => {
    const [clock] = await preview({
      calendar: { ...nineToSix('UTC'), closures: [{ from: '2026-07-31T17:00:00Z', to: '2026-08-31T17:00:00Z' }] },
      targets: [{ metric: 'FIRST_RESPONSE', seconds: 2 * HOUR }],
      events: [{ at: '2026-07-31T16:00:00Z', kind: 'CREATED' }],
      at: ['2026-08-15T00:00:00Z'],
    });
    expect(clock).toMatchObject({ state: 'RUNNING', dueAt: '2026-08-31T18:00:00.000Z', elapsedSeconds: HOUR });
  });

  it('a day that ends at midnight loses no minute, and one that ends at 23:59 only its own', async () => {
    const days = (close: string) => ({
      zone: 'UTC',
      weekly: [...WEEKDAYS, 'SAT', 'SUN'].map((day) => ({ day, open: '00:00', close })),
    });
    const week = { from: '2026-03-02T00:00:00Z', to: '2026-03-09T00:00:00Z' };
    const open = async (close: string) =>
      (await admin.client.query(OPEN_SECONDS, { calendar: days(close), ...week }))['openSeconds'];
    expect(await open('24:00')).toBe(7 * 24 * HOUR);
    expect(await open('23:59')).toBe(7 * 24 * HOUR - 7 * 60);
  });

  it('an answer that comes late between two looks of the monitor is late', async () => {
    await world.terms({ code: 'FIRM' });
    const id = await world.request('2026-03-02T09:00:00Z', []);
    await app.get(SlaApi).evaluate(app.system(), [id], { now: new Date('2026-03-02T09:59:59.500Z') });
    // The monitor looks before the due time and after the answer, never in between.
    await world.append(id, reply('2026-03-02T10:00:00.250Z'));
    await app.get(RecordBreaches).run(app.system(), new Date('2026-03-02T10:00:01Z'));
    expect(await world.stored(id)).toMatchObject({ 'FIRST_RESPONSE/1': { state: 'MISSED', due: '2026-03-02T10:00' } });
    expect(await world.announced(id)).toBe(1);
    const exact = await world.request('2026-03-02T09:00:00Z', [reply('2026-03-02T10:00:00.000Z')]);
    await app.get(SlaApi).evaluate(app.system(), [exact]);
    expect(await world.stored(exact)).toMatchObject({ 'FIRST_RESPONSE/1': { state: 'MET' } });
  });

  it('a pause is not forgotten when the terms change', async () => {
    const clocks = await preview({
      calendar: { zone: 'UTC', always: true },
      targets: [{ metric: 'COMPLETION', seconds: 10 * HOUR }],
      events: [
        { at: '2026-03-02T00:00:00Z', kind: 'CREATED' },
        { at: '2026-03-02T02:00:00Z', kind: 'PAUSED' },
        { at: '2026-03-02T05:00:00Z', kind: 'TERMS_CHANGED', targets: [{ metric: 'COMPLETION', seconds: 6 * HOUR }] },
        { at: '2026-03-02T08:00:00Z', kind: 'RESUMED' },
      ],
      at: ['2026-03-02T06:00:00Z', '2026-03-02T09:00:00Z'],
    });
    expect(clocks[0]).toMatchObject({ state: 'PAUSED', elapsedSeconds: 2 * HOUR, remainingSeconds: 4 * HOUR });
    expect(clocks[1]).toMatchObject({ state: 'RUNNING', dueAt: '2026-03-02T12:00:00.000Z', pausedSeconds: 6 * HOUR });
  });

  it('a changed list of holidays is saved in a few statements, however many requests stand on it; they are replayed after', async () => {
    const calendarId = await world.calendar('HOLIDAYS', NINE_TO_SIX);
    await world.terms({
      code: 'STRANGER',
      level: 'CUSTOMER',
      levelKey: world.strangerId,
      basis: { combination: 'ONE', sources: [{ kind: 'CALENDAR', calendarId }] },
      targets: [{ metric: 'COMPLETION', priority: null, seconds: 900 * HOUR }],
    });
    const ids: string[] = [];
    const change = async (...holidays: string[]) => {
      const id = toGlobalId('SlaCalendar', calendarId);
      const { node } = await admin.client.query(CALENDAR, { id });
      const spec = { ...NINE_TO_SIX, holidays };
      return statementsOf(() => admin.client.query(UPDATE, { input: { id, version: node.version, spec } }));
    };
    const add = async (howMany: number) => {
      for (let i = 0; i < howMany; i++)
        ids.push(await world.request(new Date().toISOString(), [], { customerId: world.strangerId }));
      await app.get(SlaApi).evaluate(app.system(), ids);
    };
    const dues = () =>
      app.db.query<{ due: Date; version: number }>(
        sql`select c.due_at as due, r.version from sla.clock c join services.request r on r.id = c.request_id
             where c.request_id = any(${ids}::uuid[]) order by c.request_id`,
      );
    await add(1);
    const few = await change(weekdayIn(2));
    expect(few.result['updateSlaCalendar'].userErrors).toEqual([]);
    await app.get(ReplayClocks).run(app.system());
    await add(40);
    const before = await dues();
    const many = await change(weekdayIn(2), weekdayIn(7));
    expect(many.statements.length).toBeLessThanOrEqual(few.statements.length);
    expect(await dues()).toEqual(before);
    expect(await app.get(ReplayClocks).run(app.system())).toMatchObject({ requests: 41 });
    const after = await dues();
    expect(after.filter((c, i) => c.due.getTime() === before[i]?.due.getTime())).toEqual([]);
    expect(after.map((c) => c.version)).toEqual(before.map((c) => c.version));
    expect((await admin.client.query(ATTAINMENT))['slaAttainment']).toHaveLength(1);
  });
});

/** The first weekday so many days from now, in Hong Kong. */
function weekdayIn(days: number): string {
  const at = new Date(Date.now() + 8 * HOUR * 1000 + days * 24 * HOUR * 1000);
  while (at.getUTCDay() === 0 || at.getUTCDay() === 6) at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}
