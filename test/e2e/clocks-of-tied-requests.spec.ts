import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { ServicesApi } from '#modules/services';
import { type FreeJson } from '#testing';
import { toGlobalId } from '#platform/graphql';
import { SlaApi, type SlaClock } from '#modules/sla';
import { HOUR, message, slaWorld, status, type SlaWorld } from '#modules/sla/testing';

let app: TestApp;
let world: SlaWorld;

beforeAll(async () => {
  app = await createTestApp();
  world = await slaWorld(app);
  await world.terms({
    serviceLine: 'MAINTENANCE',
    targets: (['FIRST_RESPONSE', 'NEXT_RESPONSE', 'COMPLETION'] as const).map((metric) => ({
      ...{ metric, priority: null, seconds: HOUR },
    })),
  });
});

const request = (id: string): string => toGlobalId('ServiceRequest', id);
const clocks = async (id: string): Promise<Record<string, SlaClock>> => {
  const [found = []] = [(await app.get(SlaApi).clocksOf([id])).get(id)];
  return Object.fromEntries(found.map((clock) => [`${clock.metric}/${clock.cycle}`, clock]));
};
const run = async (name: string, input: object): Promise<FreeJson> => {
  const agent = await app.employee();
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const answer = (
    await agent.client.query(
      `mutation ($input: ${type}!) { ${name}(input: $input) { serviceRequest { id } userErrors { code field } } }`,
      { input },
    )
  )[name];
  expect(answer.userErrors).toEqual([]);
  return answer.serviceRequest;
};
const MONDAY = '2026-03-02T09:00:00Z';

describe('the clocks', () => {
  it('of a merged request are cancelled, and what nobody answered there runs on with the other from when it was asked', async () => {
    const reply = { kind: 'STAFF_REPLY' as const, at: new Date('2026-03-02T09:10:00Z') };
    const duplicate = await world.request(MONDAY, [reply, message('2026-03-02T09:30:00Z')]);
    const survivor = await world.request(MONDAY, [reply]);
    await run('mergeServiceRequests', { id: request(duplicate), intoId: request(survivor) });
    const given = await clocks(duplicate);
    expect(given['FIRST_RESPONSE/1']?.state).toBe('MET');
    expect([given['NEXT_RESPONSE/1']?.state, given['COMPLETION/1']?.state]).toEqual(['CANCELLED', 'CANCELLED']);
    const gone = await clocks(survivor);
    expect(gone['NEXT_RESPONSE/1']).toMatchObject({ startedAt: new Date('2026-03-02T09:30:00Z'), state: 'BREACHED' });
    expect(gone['COMPLETION/1']?.startedAt).toEqual(new Date(MONDAY));
  });

  const completions = async (filter: object): Promise<object> => {
    await app.get(SlaApi).evaluateAll(app.system());
    const reader = await app.employee({ permissions: { 'sla.read': 'firm' } });
    const { slaAttainment } = await reader.client.query(
      `query ($filter: SlaAttainmentFilterInput) { slaAttainment(filter: $filter, groupBy: [METRIC]) {
         metric met missed breached cancelled } }`,
      { filter },
    );
    return slaAttainment.find((row: FreeJson) => row.metric === 'COMPLETION');
  };

  it('of an overdue request go on with the one it is merged into, and its lateness counts once, there', async () => {
    const overdue = await world.request('2026-02-02T09:00:00Z');
    const fresh = await world.request('2026-02-02T18:00:00Z');
    await run('mergeServiceRequests', { id: request(overdue), intoId: request(fresh) });
    const handedOn = await clocks(overdue);
    expect([handedOn['FIRST_RESPONSE/1']?.state, handedOn['COMPLETION/1']?.state]).toEqual(['CANCELLED', 'CANCELLED']);
    const begun = { startedAt: new Date('2026-02-02T09:00:00Z'), breachedAt: new Date('2026-02-02T10:00:00Z') };
    const goesOn = await clocks(fresh);
    expect(goesOn['FIRST_RESPONSE/1']).toMatchObject({ ...begun, state: 'BREACHED' });
    expect(goesOn['COMPLETION/1']).toMatchObject({ ...begun, state: 'BREACHED' });
    await run('changeServiceRequestStatus', { id: request(fresh), status: 'RESOLVED' });
    await clocks(fresh);
    expect(await completions({ from: '2026-02-02T00:00:00Z', to: '2026-02-03T00:00:00Z' })).toMatchObject({
      ...{ met: 0, missed: 1, breached: 0, cancelled: 1 },
    });
  });

  it('of an overdue request are missed where the other has none, was answered, or the request is cancelled', async () => {
    const day = { from: '2026-02-04T00:00:00Z', to: '2026-02-05T00:00:00Z' };
    const [overdue, cancelled] = [
      await world.request('2026-02-04T09:00:00Z'),
      await world.request('2026-02-04T09:00:00Z'),
    ];
    const unpromised = await world.request('2026-02-04T10:00:00Z', [], { serviceLine: 'CONSULTING' });
    await run('mergeServiceRequests', { id: request(overdue), intoId: request(unpromised) });
    await run('changeServiceRequestStatus', { id: request(cancelled), status: 'CANCELLED' });
    for (const id of [overdue, cancelled])
      expect((await clocks(id))['COMPLETION/1']).toMatchObject({
        ...{ state: 'MISSED', breachedAt: new Date('2026-02-04T10:00:00Z') },
      });
    expect(await clocks(unpromised)).toEqual({});
    expect(await completions(day)).toMatchObject({ met: 0, missed: 2, breached: 0, cancelled: 0 });
  });

  it('of a request that waited before it was merged have waited in the other, too', async () => {
    const waited = await world.request('2026-02-06T09:00:00Z', [
      status('2026-02-06T09:30:00Z', 'WAITING_FOR_CUSTOMER'),
      status('2026-02-06T12:00:00Z', 'IN_PROGRESS'),
    ]);
    const fresh = await world.request('2026-02-06T13:00:00Z');
    await run('mergeServiceRequests', { id: request(waited), intoId: request(fresh) });
    // Half an hour before it waited; the other half from noon, when it went on.
    expect((await clocks(fresh))['COMPLETION/1']).toMatchObject({
      ...{ startedAt: new Date('2026-02-06T09:00:00Z'), dueAt: new Date('2026-02-06T12:30:00Z'), state: 'BREACHED' },
    });
  });

  it('of a question on a completed request run until somebody answers', async () => {
    const done = await world.request('2026-02-09T09:00:00Z', [
      status('2026-02-09T09:10:00Z', 'RESOLVED'),
      status('2026-02-09T09:20:00Z', 'CLOSED'),
      message('2026-02-09T12:00:00Z'),
    ]);
    const question = (await clocks(done))['NEXT_RESPONSE/1'];
    expect(question).toMatchObject({ startedAt: new Date('2026-02-09T12:00:00Z'), state: 'BREACHED' });
    await world.append(done, { kind: 'STAFF_REPLY', at: new Date('2026-02-09T14:00:00Z') });
    expect((await clocks(done))['NEXT_RESPONSE/1']?.state).toBe('MISSED');
    expect((await clocks(done))['COMPLETION/1']?.state).toBe('MET');
  });

  it('of a request that was split off begin when the customer said it, and our answer since stops them then', async () => {
    const source = await world.request(MONDAY, [
      message('2026-03-02T10:00:00Z'),
      { kind: 'STAFF_REPLY', at: new Date('2026-03-02T10:59:00Z') },
    ]);
    const made = await run('splitServiceRequest', { id: request(source), events: [2, 3], subject: 'The gate' });
    const id = Buffer.from(made.id, 'base64url').toString().split(':')[1] as string;
    const split = await clocks(id);
    expect(split['FIRST_RESPONSE/1']).toMatchObject({
      ...{ startedAt: new Date('2026-03-02T10:00:00Z'), stoppedAt: new Date('2026-03-02T10:59:00Z'), state: 'MET' },
    });
    expect(split['COMPLETION/1']).toMatchObject({ startedAt: new Date('2026-03-02T10:00:00Z'), state: 'BREACHED' });
    expect(split['NEXT_RESPONSE/1']).toBeUndefined();
    expect((await clocks(source))['FIRST_RESPONSE/1']?.stoppedAt).toEqual(new Date('2026-03-02T10:59:00Z'));
  });

  it('of a request that was split off a completed one do not count the time in which that was completed', async () => {
    const source = await world.request(MONDAY, [
      message('2026-03-02T10:00:00Z'),
      status('2026-03-02T10:40:00Z', 'RESOLVED'),
    ]);
    const made = await run('splitServiceRequest', { id: request(source), events: [2], subject: 'The gate' });
    const id = Buffer.from(made.id, 'base64url').toString().split(':')[1] as string;
    const split = await clocks(id);
    expect(split['FIRST_RESPONSE/1']).toMatchObject({ state: 'MET', stoppedAt: new Date('2026-03-02T10:40:00Z') });
    const { state, startedAt, dueAt, breachedAt } = split['COMPLETION/1'] as SlaClock;
    expect({ state, startedAt, breachedAt }).toEqual({
      ...{ state: 'RUNNING', startedAt: new Date('2026-03-02T10:00:00Z'), breachedAt: null },
    });
    const [reopened] = await app.db.query<{ at: Date }>(
      sql`select at from services.request_event where request_id = ${id} and kind = 'REOPENED'`,
    );
    // Forty minutes were used before; the other twenty count from the split.
    expect(dueAt).toEqual(new Date((reopened?.at.getTime() ?? 0) + 20 * 60_000));
  });

  it('of requests that stood in a retired pausing status run on from the moment in which they are moved', async () => {
    const waiting = await world.request(MONDAY, [status('2026-03-02T09:30:00Z', 'WAITING_FOR_THIRD_PARTY')]);
    expect((await clocks(waiting))['COMPLETION/1']?.state).toBe('PAUSED');
    const lifeCycle = (await app.get(ServicesApi).lifeCycles()).find((lc) => lc.serviceLine === 'MAINTENANCE');
    const statuses = (lifeCycle?.statuses ?? [])
      .filter((s) => s.key !== 'WAITING_FOR_THIRD_PARTY')
      .map(({ key, name, nameNative, category, initial, resumesOnCustomerMessage, movesTo }) => ({
        ...{ key, name, nameNative, category, initial, resumesOnCustomerMessage },
        movesTo: movesTo.filter((to) => to !== 'WAITING_FOR_THIRD_PARTY'),
      }));
    const input = {
      ...{ serviceLine: 'MAINTENANCE', version: lifeCycle?.version, name: 'Requests', statuses },
      moveRequestsTo: [{ from: 'WAITING_FOR_THIRD_PARTY', to: 'IN_PROGRESS' }],
    };
    const admin = await app.employee();
    await app.startWorker();
    const { changeLifeCycle } = await admin.client.query(
      'mutation ($input: ChangeLifeCycleInput!) { changeLifeCycle(input: $input) { userErrors { code } } }',
      { input },
    );
    expect(changeLifeCycle.userErrors).toEqual([]);
    const { eventually } = await import('#testing');
    await eventually(
      async () => (await world.stored(waiting))['COMPLETION/1']?.state === 'RUNNING',
      'the clock runs on',
    );
    const clock = (await clocks(waiting))['COMPLETION/1'] as SlaClock;
    const [moved] = await app.db.query<{ at: Date }>(
      sql`select at from services.request_event where request_id = ${waiting} and kind = 'RESUMED'`,
    );
    // Half an hour was used before the pause; what is left counts from the move.
    expect(clock.dueAt).toEqual(new Date((moved?.at.getTime() ?? 0) + 30 * 60_000));
  });
});
