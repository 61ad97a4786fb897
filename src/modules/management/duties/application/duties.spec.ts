import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#testing/app';
import { sql } from '#platform/database';
import { ServicesApi } from '#modules/services';
import { ManageCalendars } from '#modules/sla/seeding';
import { managementWorld, type ManagementWorld } from '../../testing/index.js';
import { OpenDuties } from './open-duties.js';
import { ManageTeams } from '#modules/identity/seeding';
import { SaveDuty } from './save-duty.js';
import { ManageDutyLifecycle } from './manage-duty-lifecycle.js';
import { DutyQueries } from './duty.queries.js';

let t: TestApp;
let world: ManagementWorld;
beforeAll(async () => {
  t = await createTestApp();
  world = await managementWorld(t);
});

const codes = (result: { ok: boolean; failures?: readonly { code: string; field?: string }[] }) =>
  result.ok ? [] : result.failures!.map((f) => [f.code, f.field]);

const dueTimes = async (id: string) => (await world.occurrences(id)).map((o) => o.dueAt);
const row = (id: string) =>
  t.db.one<{ status: string; next_at: Date | null; failing: { codes: string[]; tries: number } | null }>(
    sql`select status, next_at, failing from management.duty where id = ${id}`,
  );

test('a duty opens a request of the line management for every occurrence, with its template filled in', async () => {
  const id = await world.created({ jobId: world.managementJobId, description: 'For {customer}, {job}, week {week}' });
  expect((await world.openAt('2026-03-02T00:59:59Z')).opened).toBe(0);
  expect((await world.openAt('2026-03-02T01:00:00Z')).opened).toBe(1);
  expect(await world.occurrences(id)).toEqual([
    {
      originalAt: '2026-03-02T01:00',
      dueAt: '2026-03-02T01:00',
      subject: 'Check the lobby on 2026-03-02',
      skipped: null,
    },
  ]);
  const request = await t.db.one(
    sql`select r.service_line, r.priority, r.description, r.office_id, r.job_id, r.created_by from services.request r
          join management.duty_occurrence o on o.request_id = r.id where o.duty_id = ${id}`,
  );
  expect(request).toEqual({
    service_line: 'MANAGEMENT',
    priority: 'MODERATE',
    description: 'For Harbour Hotels China, Front desk, week 2026-W10',
    office_id: t.officeId,
    job_id: world.managementJobId,
    created_by: null,
  });
});

test('a duty with a lead time opens its request ahead, whatever passes on', async () => {
  const id = await world.created({ rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', leadSeconds: 3 * 86_400 });
  expect((await world.openAt('2026-03-28T00:59:00Z')).opened).toBeGreaterThanOrEqual(0);
  expect(await dueTimes(id)).toEqual([]);
  await world.openAt('2026-03-28T01:00:00Z');
  expect(await dueTimes(id)).toEqual(['2026-03-31T01:00']);
  await world.openAt('2026-04-26T00:00:00Z');
  expect(await dueTimes(id)).toEqual(['2026-03-31T01:00']);
});

test('nothing of the time before a duty was taken down is opened', async () => {
  const id = await world.created({ startsOn: '2020-01-01', rule: 'FREQ=DAILY' }, '2026-03-10T01:00:00.001Z');
  await world.openAt('2026-03-11T12:00:00Z');
  expect(await dueTimes(id)).toEqual(['2026-03-11T01:00']);
});

test('a late run opens everything that was missed, or only the latest, as the duty says', async () => {
  const all = await world.created({ catchUp: 'ALL' });
  const latest = await world.created({ catchUp: 'LATEST' });
  await world.openAt('2026-03-06T03:00:00Z');
  expect((await world.occurrences(all)).map((o) => [o.dueAt.slice(8, 10), o.skipped])).toEqual([
    ['02', null],
    ['03', null],
    ['04', null],
    ['05', null],
    ['06', null],
  ]);
  expect((await world.occurrences(latest)).map((o) => [o.dueAt.slice(8, 10), o.skipped])).toEqual([
    ['02', 'MISSED'],
    ['03', 'MISSED'],
    ['04', 'MISSED'],
    ['05', 'MISSED'],
    ['06', null],
  ]);
});

test('requests opened ahead are no missed ones: only what has passed counts as late', async () => {
  const id = await world.created({ rule: 'FREQ=DAILY', catchUp: 'LATEST', leadSeconds: 2 * 86_400 });
  await world.openAt('2026-03-04T02:00:00Z');
  expect((await world.occurrences(id)).map((o) => [o.dueAt.slice(8, 10), o.skipped])).toEqual([
    ['02', 'MISSED'],
    ['03', 'MISSED'],
    ['04', null],
    ['05', null],
    ['06', null],
  ]);
});

test('hundreds of missed occurrences are caught up page by page', async () => {
  const id = await world.created({ rule: 'FREQ=DAILY;BYHOUR=8,12,16,20;COUNT=130' });
  expect((await world.openAt('2026-08-01T00:00:00Z')).opened).toBeGreaterThanOrEqual(130);
  expect(await dueTimes(id)).toHaveLength(130);
  expect(new Set(await dueTimes(id)).size).toBe(130);
  expect(await row(id)).toMatchObject({ status: 'ENDED', next_at: null });
});

test('two workers at once open every occurrence once', async () => {
  const ids = await Promise.all([1, 2, 3, 4].map(() => world.created({ rule: 'FREQ=DAILY;COUNT=5' })));
  const open = t.get(OpenDuties);
  const at = new Date('2026-09-01T00:00:00Z');
  await Promise.all([open.run(t.system(), at), open.run(t.system(), at), open.run(t.system(), at)]);
  await open.run(t.system(), at);
  for (const id of ids) expect(await dueTimes(id)).toHaveLength(5);
});

test('what a worker that dies in the middle has begun is undone and done again', async () => {
  const id = await world.created({ rule: 'FREQ=DAILY;COUNT=2' });
  const at = new Date('2026-09-02T00:00:00Z');
  await expect(
    t.db.transaction(t.system(), async () => {
      await t.get(OpenDuties).run(t.system(), at);
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
  expect(await dueTimes(id)).toEqual([]);
  await t.get(OpenDuties).run(t.system(), at);
  expect(await dueTimes(id)).toHaveLength(2);
});

test('the same occurrence cannot be opened twice even by somebody who tries', async () => {
  const id = await world.created({ rule: 'FREQ=DAILY;COUNT=1' });
  await world.openAt('2026-09-03T00:00:00Z');
  await expect(
    t.db.transaction(t.system(), async () => {
      await t.db.execute(
        sql`insert into management.duty_occurrence (id, duty_id, original_at, due_at, skipped, handled_at)
            select gen_random_uuid(), duty_id, original_at, due_at, 'MISSED', handled_at
              from management.duty_occurrence where duty_id = ${id}`,
      );
      return { ok: true, value: undefined };
    }),
  ).rejects.toThrow('duty_occurrence_key');
});

test('nine in the morning stays nine in the morning when clocks change', async () => {
  const id = await world.created({ rule: 'FREQ=DAILY;COUNT=4', startsOn: '2026-03-27', zone: 'Europe/London' });
  const south = await world.created({ rule: 'FREQ=DAILY;COUNT=3', startsOn: '2026-04-04', zone: 'Australia/Sydney' });
  await world.openAt('2026-09-04T00:00:00Z');
  expect(await dueTimes(id)).toEqual(['2026-03-27T09:00', '2026-03-28T09:00', '2026-03-29T08:00', '2026-03-30T08:00']);
  expect(await dueTimes(south)).toEqual(['2026-04-03T22:00', '2026-04-04T23:00', '2026-04-05T23:00']);
});

test('the zone defaults to that of the branch, else of the office', async () => {
  const zoneOf = async (id: string) =>
    (await t.db.one<{ zone: string }>(sql`select zone from management.duty where id = ${id}`)).zone;
  expect(await zoneOf(await world.created({ branchId: world.branchId }))).toBe('Asia/Shanghai');
  expect(await zoneOf(await world.created())).toBe('Asia/Hong_Kong');
  expect(await zoneOf(await world.created({ zone: 'Europe/Paris' }))).toBe('Europe/Paris');
});

test('a paused duty opens nothing; what came up meanwhile is noted when it is resumed', async () => {
  const steer = t.get(ManageDutyLifecycle);
  const id = await world.created();
  await world.openAt('2026-03-02T02:00:00Z');
  t.must(await steer.pause(t.system(), await world.version(id)));
  await world.openAt('2026-03-04T02:00:00Z');
  t.must(await steer.resume(t.system(), await world.version(id), new Date('2026-03-04T03:00:00Z')));
  await world.openAt('2026-03-05T02:00:00Z');
  expect((await world.occurrences(id)).map((o) => [o.dueAt.slice(8, 10), o.skipped])).toEqual([
    ['02', null],
    ['03', 'PAUSED'],
    ['04', 'PAUSED'],
    ['05', null],
  ]);
});

test('an ended duty opens nothing any more and can be neither paused nor changed', async () => {
  const steer = t.get(ManageDutyLifecycle);
  const id = await world.created();
  t.must(await steer.end(t.system(), await world.version(id)));
  await world.openAt('2026-03-05T02:00:00Z');
  expect(await dueTimes(id)).toEqual([]);
  const which = await world.version(id);
  expect(codes(await steer.pause(t.system(), which))).toEqual([['WRONG_STATUS', 'id']]);
  expect(codes(await steer.end(t.system(), which))).toEqual([['WRONG_STATUS', 'id']]);
  expect(codes(await steer.resume(t.system(), which))).toEqual([['WRONG_STATUS', 'id']]);
  expect(codes(await t.get(SaveDuty).update(t.system(), { ...which, subject: 'Other' }))).toEqual([
    ['WRONG_STATUS', 'id'],
  ]);
});

test('one occurrence can be left out, another moved, and both put back', async () => {
  const steer = t.get(ManageDutyLifecycle);
  const id = await world.created({ rule: 'FREQ=DAILY' });
  const now = new Date('2026-03-01T12:00:00Z');
  const except = async (originalAt: string, movedTo: string | null) =>
    steer.except(
      t.system(),
      {
        ...(await world.version(id)),
        originalAt: new Date(originalAt),
        movedTo: movedTo === null ? null : new Date(movedTo),
      },
      now,
    );
  t.must(await except('2026-03-03T01:00:00Z', null));
  t.must(await except('2026-03-05T01:00:00Z', '2026-03-02T06:00:00Z'));
  t.must(await except('2026-03-04T01:00:00Z', null));
  t.must(
    await steer.restore(t.system(), { ...(await world.version(id)), originalAt: new Date('2026-03-04T01:00:00Z') }),
  );
  await world.openAt('2026-03-06T02:00:00Z');
  expect((await world.occurrences(id)).map((o) => [o.originalAt, o.dueAt, o.skipped])).toEqual([
    ['2026-03-02T01:00', '2026-03-02T01:00', null],
    ['2026-03-05T01:00', '2026-03-02T06:00', null],
    ['2026-03-03T01:00', '2026-03-03T01:00', 'EXCEPTION'],
    ['2026-03-04T01:00', '2026-03-04T01:00', null],
    ['2026-03-06T01:00', '2026-03-06T01:00', null],
  ]);
  expect(codes(await except('2026-03-04T01:00:00Z', null))).toEqual([['OCCURRENCE_HANDLED', 'originalAt']]);
  expect(codes(await except('2026-03-20T02:00:00Z', null))).toEqual([['OCCURRENCE_NOT_FOUND', 'originalAt']]);
  expect(codes(await except('2026-03-20T01:00:00Z', '2026-03-21T01:00:00Z'))).toEqual([
    ['OCCURRENCE_TAKEN', 'movedTo'],
  ]);
  expect(codes(await except('2026-03-20T01:00:00Z', '2026-03-01T11:00:00Z'))).toEqual([
    ['DATE_OUT_OF_RANGE', 'movedTo'],
  ]);
  expect(codes(await except('2026-03-20T01:00:00Z', '2027-03-22T01:00:00Z'))).toEqual([
    ['DATE_OUT_OF_RANGE', 'movedTo'],
  ]);
});

test('an occurrence moved to before its time is opened then', async () => {
  const id = await world.created({ rule: 'FREQ=MONTHLY;BYMONTHDAY=20' });
  await world.openAt('2026-03-04T00:00:00Z');
  const cmd = { originalAt: new Date('2026-03-20T01:00:00Z'), movedTo: new Date('2026-03-05T05:00:00Z') };
  t.must(
    await t
      .get(ManageDutyLifecycle)
      .except(t.system(), { ...(await world.version(id)), ...cmd }, new Date('2026-03-04T00:00:00Z')),
  );
  expect((await row(id)).next_at).toEqual(new Date('2026-03-05T05:00:00Z'));
  await world.openAt('2026-03-05T05:00:00Z');
  await world.openAt('2026-04-20T05:00:00Z');
  expect((await world.occurrences(id)).map((o) => [o.originalAt, o.dueAt])).toEqual([
    ['2026-03-20T01:00', '2026-03-05T05:00'],
    ['2026-04-20T01:00', '2026-04-20T01:00'],
  ]);
});

test('on holidays a duty is skipped or shifted to a working day; several on one day become one', async () => {
  const spec = {
    zone: 'Asia/Hong_Kong',
    weekly: (['MON', 'TUE', 'WED', 'THU', 'FRI'] as const).map((day) => ({ day, open: '09:00', close: '18:00' })),
    holidays: ['2026-04-03', '2026-04-06/2026-04-07'],
  };
  const calendar = t.must(await t.get(ManageCalendars).create(t.system(), { code: 'EASTER', name: 'Easter', spec }));
  const of = (holidays: 'SKIP' | 'NEXT_WORKING_DAY' | 'PREVIOUS_WORKING_DAY') =>
    world.created({
      rule: 'FREQ=DAILY',
      startsOn: '2026-04-01',
      endsOn: '2026-04-08',
      holidays,
      calendarId: calendar.id,
    });
  const [skip, next, previous] = [await of('SKIP'), await of('NEXT_WORKING_DAY'), await of('PREVIOUS_WORKING_DAY')];
  await world.openAt('2026-05-01T00:00:00Z');
  const opened = async (id: string) =>
    (await world.occurrences(id))
      .filter((o) => o.skipped === null)
      .map((o) => `${o.originalAt.slice(8, 10)}→${o.dueAt.slice(8, 10)}`);
  // 3 April is Good Friday, 6 and 7 April are holidays, 4 and 5 April a weekend.
  expect(await opened(skip)).toEqual(['01→01', '02→02', '08→08']);
  expect(await opened(next)).toEqual(['01→01', '02→02', '03→08']);
  expect(await opened(previous)).toEqual(['01→01', '02→02', '08→08']);
  expect((await world.occurrences(next)).filter((o) => o.skipped).map((o) => o.skipped)).toEqual(
    Array(5).fill('COINCIDES'),
  );
  expect((await world.occurrences(skip)).filter((o) => o.skipped).map((o) => o.skipped)).toEqual(
    Array(5).fill('HOLIDAY'),
  );
});

test('another time of day opens nothing twice on a day that was handled', async () => {
  const id = await world.created({ rule: 'FREQ=DAILY' });
  await world.openAt('2026-03-02T01:00:00Z');
  const now = new Date('2026-03-02T01:30:00Z');
  t.must(await t.get(SaveDuty).update(t.system(), { ...(await world.version(id)), localTime: '17:00' }, now));
  await world.openAt('2026-03-04T00:00:00Z');
  expect(await dueTimes(id)).toEqual(['2026-03-02T01:00', '2026-03-03T09:00']);
});

test('changing what a request says leaves the plan where it is', async () => {
  const id = await world.created({ rule: 'FREQ=DAILY' });
  await world.openAt('2026-03-03T01:00:00Z');
  const before = (await row(id)).next_at;
  t.must(await t.get(SaveDuty).update(t.system(), { ...(await world.version(id)), subject: 'Now on {weekday}' }));
  expect((await row(id)).next_at).toEqual(before);
});

test('when the one who is to do it has left, the request is opened for his team, or for the office to hand out', async () => {
  const leaver = await t.employee({ permissions: {} });
  const team = { code: 'HVAC', name: 'HVAC', nameNative: null, officeId: t.officeId, memberIds: [leaver.id] };
  const teamId = t.must(await t.get(ManageTeams).save(t.system(), team)).id;
  const id = await world.created({ assigneeId: leaver.id, teamId });
  await t.db.transaction(t.system(), async () => {
    await t.db.execute(sql`update identity.employee set active = false where id = ${leaver.id}`);
    return { ok: true, value: undefined };
  });
  await world.openAt('2026-03-02T01:00:00Z');
  const [request] = await t.db.query<{ assignee_id: string | null; team_id: string | null }>(
    sql`select r.assignee_id, r.team_id from services.request r join management.duty_occurrence o on o.request_id = r.id where o.duty_id = ${id}`,
  );
  expect(request).toEqual({ assignee_id: null, team_id: teamId });
});

test('a duty that cannot open its request says why, tells its maker once and continues once it is corrected', async () => {
  const maker = await t.employee();
  const id = t.must(
    await t
      .get(SaveDuty)
      .create(maker.ctx(), world.duty({ contactTypeId: world.inquiryId }), new Date('2026-03-01T00:00:00Z')),
  ).id;
  const retire = (active: boolean) =>
    t.db.transaction(t.system(), async () => {
      await t.db.execute(sql`update contacts.contact_type set active = ${active} where id = ${world.inquiryId}`);
      return { ok: true as const, value: undefined };
    });
  await retire(false);
  expect(await world.openAt('2026-03-02T01:00:00Z')).toMatchObject({ failed: 1 });
  expect((await row(id)).failing).toMatchObject({ codes: ['TYPE_RETIRED'], tries: 1 });
  expect((await row(id)).next_at).toEqual(new Date('2026-03-02T01:15:00Z'));
  await world.openAt('2026-03-02T01:15:00Z');
  expect((await row(id)).failing).toMatchObject({ tries: 2 });
  const { notifications } = await maker.client.query(`{ notifications { nodes { text } } }`);
  expect(notifications.nodes).toHaveLength(1);
  expect(notifications.nodes[0].text).toContain('This contact type is retired');
  await retire(true);
  await world.openAt('2026-03-02T01:30:00Z');
  expect(await dueTimes(id)).toEqual(['2026-03-02T01:00']);
  expect((await row(id)).failing).toBeNull();
});

test('a duty whose only occurrence waits to be opened can be corrected', async () => {
  const closing = await t.office();
  const id = await world.created({ rule: 'FREQ=DAILY;COUNT=1', startsOn: '2026-03-20', officeId: closing });
  await t.db.transaction(t.system(), async () => {
    await t.db.execute(sql`update identity.office set active = false where id = ${closing}`);
    return { ok: true as const, value: undefined };
  });
  expect(await world.openAt('2026-03-20T12:00:00Z')).toMatchObject({ failed: 1 });
  const corrected = { ...(await world.version(id)), officeId: t.officeId };
  t.must(await t.get(SaveDuty).update(t.system(), corrected, new Date('2026-03-21T12:00:00Z')));
  await world.openAt('2026-03-21T13:00:00Z');
  expect(await world.occurrences(id)).toHaveLength(1);
});

test('how occurrences went: kept on the day, late after it, missed while open', async () => {
  // The others would have to catch up for years.
  await t.db.transaction(t.system(), async () => {
    await t.db.execute(
      sql`update management.duty set status = 'ENDED', ended_at = now(), next_at = null where status = 'ACTIVE'`,
    );
    return { ok: true, value: undefined };
  });
  const id = await world.created(
    { rule: 'FREQ=YEARLY;INTERVAL=100;COUNT=3', startsOn: '2001-01-01' },
    '2000-01-01T00:00:00Z',
  );
  await world.openAt('2101-01-01T12:00:00Z');
  const queries = t.get(DutyQueries);
  const period = [new Date('2000-01-01T00:00:00Z'), new Date('2200-01-01T00:00:00Z')] as const;
  const at = async (now: string) => (await queries.records([id], ...period, new Date(now))).get(id);
  expect(await at('2101-01-01T15:59:00Z')).toMatchObject({ MISSED: 1, OPEN: 1 });
  expect(await at('2101-01-01T16:01:00Z')).toMatchObject({ MISSED: 2, OPEN: 0 });
  const requests = await t.db.query<{ id: string; version: number }>(
    sql`select r.id, r.version from management.duty_occurrence o join services.request r on r.id = o.request_id where o.duty_id = ${id}`,
  );
  for (const { id: request, version } of requests)
    t.must(await t.get(ServicesApi).changeStatus(t.system(), { id: request, version, status: 'RESOLVED' }));
  // Both were completed today: a hundred years ahead of the one, years after the other.
  expect(await at('2101-01-01T16:01:00Z')).toMatchObject({ KEPT: 1, LATE: 1, MISSED: 0 });
});

test('nothing due costs one statement', async () => {
  const { statementsOf } = await import('#testing');
  const { statements } = await statementsOf(() => world.openAt('2026-02-01T00:00:00Z'));
  expect(statements).toHaveLength(1);
});
