import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ServicesApi } from '#modules/services';
import { SlaApi } from '../../index.js';
import { HOUR, message, reply, slaWorld, status, type SlaWorld } from '../../testing/index.js';

const LIST = `query ($office: ID!, $orderBy: ServiceRequestOrderInput!, $first: Int, $after: String, $last: Int, $before: String) {
  serviceRequests(filter: { officeId: $office }, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

describe('requests by when the first of their open clocks is due', () => {
  let app: TestApp;
  let world: SlaWorld;
  let reader: TestEmployee;
  let office: string;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await world.terms({
      targets: [
        { metric: 'FIRST_RESPONSE', priority: null, seconds: HOUR },
        { metric: 'NEXT_RESPONSE', priority: null, seconds: 2 * HOUR },
        { metric: 'COMPLETION', priority: null, seconds: 24 * HOUR },
      ],
    });
    reader = await app.employee({ permissions: { 'services.read': 'firm' } });
    const officeId = await app.office({ regionId: await app.region('Due') });
    office = toGlobalId('Office', officeId);
    const more = { officeId };
    ids['answered'] = await world.request('2026-02-01T09:00:00Z', [reply('2026-02-01T09:10:00Z')], more);
    ids['waiting'] = await world.request('2026-02-01T10:00:00Z', [], more);
    ids['later'] = await world.request('2026-02-01T12:00:00Z', [], more);
    ids['done'] = await world.request('2026-02-01T08:00:00Z', [status('2026-02-01T08:30:00Z', 'RESOLVED')], more);
    ids['cancelled'] = await world.request('2026-02-01T08:00:00Z', [status('2026-02-01T08:30:00Z', 'CANCELLED')], more);
    await app.get(SlaApi).evaluateAll(app.system());
  });

  const page = async (direction: 'ASC' | 'DESC', args: object = { first: 50 }) =>
    (await reader.client.query(LIST, { office, orderBy: { field: 'NEXT_DUE', direction }, ...args }))[
      'serviceRequests'
    ];
  const names = new Map<string, string>();
  const order = async (direction: 'ASC' | 'DESC') => {
    for (const [name, id] of Object.entries(ids)) names.set(toGlobalId('ServiceRequest', id), name);
    return ((await page(direction)).nodes as { id: string }[]).map(({ id }) => names.get(id));
  };
  const told = async () => {
    const wrong = await app.db.query(
      sql`select r.request_id from services.request_due r where r.due_at is distinct from
            (select min(c.due_at) from sla.clock c where c.request_id = r.request_id
                and c.state in ('RUNNING', 'PAUSED', 'BREACHED'))`,
    );
    return wrong.length === 0;
  };

  it('come soonest first or last, those without an open clock at the end of either', async () => {
    expect((await order('ASC')).slice(0, 3)).toEqual(['waiting', 'later', 'answered']);
    expect((await order('DESC')).slice(0, 3)).toEqual(['answered', 'later', 'waiting']);
    for (const direction of ['ASC', 'DESC'] as const)
      expect(new Set((await order(direction)).slice(3))).toEqual(new Set(['done', 'cancelled']));
    expect(await told()).toBe(true);
  });

  it('are paged without losing or repeating any', async () => {
    for (const direction of ['ASC', 'DESC'] as const) {
      const whole = ((await page(direction)).nodes as { id: string }[]).map(({ id }) => id);
      const forwards: string[] = [];
      for (
        let p = await page(direction, { first: 2 });
        ;
        p = await page(direction, { first: 2, after: p.pageInfo.endCursor })
      ) {
        forwards.push(...p.nodes.map((n: { id: string }) => n.id));
        if (!p.pageInfo.hasNextPage) break;
      }
      const backwards: string[] = [];
      for (
        let p = await page(direction, { last: 2 });
        ;
        p = await page(direction, { last: 2, before: p.pageInfo.startCursor })
      ) {
        backwards.unshift(...p.nodes.map((n: { id: string }) => n.id));
        if (!p.pageInfo.hasPreviousPage) break;
      }
      expect([forwards, backwards]).toEqual([whole, whole]);
      expect(whole).toHaveLength(5);
    }
  });

  it('move with every change of their clocks', async () => {
    // Of two days later, so that none of what happens is in the future or before it.
    await world.append(ids['waiting']!, reply('2026-02-01T10:30:00Z'));
    await app.get(SlaApi).evaluateAll(app.system());
    expect((await order('ASC')).slice(0, 3)).toEqual(['later', 'answered', 'waiting']);
    await world.append(ids['answered']!, message('2026-02-01T09:20:00Z'));
    await app.get(SlaApi).evaluateAll(app.system());
    expect((await order('ASC')).slice(0, 3)).toEqual(['answered', 'later', 'waiting']);
    await world.append(ids['answered']!, status('2026-02-01T09:40:00Z', 'RESOLVED'));
    await app.get(SlaApi).evaluateAll(app.system());
    expect((await order('ASC')).slice(0, 2)).toEqual(['later', 'waiting']);
    expect(await told()).toBe(true);
  });

  it('are refused with a cursor of the other direction or of another order', async () => {
    const { pageInfo } = await page('ASC', { first: 1 });
    const code = (orderBy: object) =>
      reader.client.errorCode(LIST, { office, orderBy, first: 1, after: pageInfo.endCursor });
    expect(await code({ field: 'NEXT_DUE', direction: 'DESC' })).toBe('BAD_USER_INPUT');
    expect(await code({ field: 'LAST_EVENT_AT', direction: 'ASC' })).toBe('BAD_USER_INPUT');
    expect(await code({ field: 'CREATED_AT', direction: 'ASC' })).toBe('BAD_USER_INPUT');
  });

  it('have their place from the start, also before anything was measured', async () => {
    const [made] = await app
      .get(ServicesApi)
      .createMany(app.system(), [world.imported({ createdAt: new Date('2026-02-02T09:00:00Z'), events: [] })]);
    const { n } = await app.db.one<{ n: number }>(
      sql`select count(*) as n from services.request_due where request_id = ${app.must(made!).id} and due_at is null`,
    );
    expect(n).toBe(1);
  });
});
