import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { toGlobalId } from '#platform/graphql';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { SlaApi } from '../../index.js';
import { HOUR, reply, slaWorld, status, type SlaWorld } from '../../testing/index.js';

const ATTAINMENT = `query ($groupBy: [SlaDimension!], $filter: SlaAttainmentFilterInput) { slaAttainment(groupBy: $groupBy, filter: $filter) {
  priority channel month metric serviceLine office { id } customer { name } met missed breached running paused cancelled attainment } }`;
const CLOCKS = `query ($filter: SlaClockFilterInput, $first: Int, $after: String) { slaClocks(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { endCursor hasNextPage } nodes { metric state dueAt request { id } } } }`;
const REQUEST = `query ($id: ID!) { node(id: $id) { ... on ServiceRequest { slaClocks { metric cycle state dueAt targetSeconds remainingSeconds terms { terms { code } } calendar { number calendar { code } } } } } }`;
const LEDGER = `query ($requestId: ID!) { slaLedger(requestId: $requestId) { kind metric state at dueAt terms { number } details } }`;

describe('SLA clocks over GraphQL', () => {
  let app: TestApp;
  let world: SlaWorld;
  let reader: TestEmployee;
  let far: TestEmployee;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await world.terms({
      code: 'FIRM',
      targets: [
        { metric: 'FIRST_RESPONSE', priority: null, seconds: HOUR },
        { metric: 'COMPLETION', priority: null, seconds: 24 * HOUR },
      ],
    });
    const officeId = await app.office({ regionId: await app.region('Far'), name: 'Far' });
    reader = await app.employee({
      permissions: { 'sla.read': 'firm', 'services.read': 'firm', 'identity.read': 'firm', 'customers.read': 'firm' },
    });
    far = await app.employee({ permissions: { 'sla.read': 'region', 'services.read': 'firm' }, officeId });
    const jan = '2026-01-31T16:30:00Z';
    ids['met'] = await world.request(jan, [reply('2026-01-31T17:00:00Z'), status('2026-01-31T18:00:00Z', 'RESOLVED')], {
      priority: 'HIGH',
    });
    ids['missed'] = await world.request('2026-02-02T09:00:00Z', [
      reply('2026-02-02T11:00:00Z'),
      status('2026-02-02T12:00:00Z', 'RESOLVED'),
    ]);
    ids['cancelled'] = await world.request('2026-02-03T09:00:00Z', [status('2026-02-03T09:30:00Z', 'CANCELLED')], {
      channel: 'EMAIL',
    });
    ids['paused'] = await world.request('2026-02-04T09:00:00Z', [
      reply('2026-02-04T09:10:00Z'),
      status('2026-02-04T09:30:00Z', 'WAITING_FOR_CUSTOMER'),
    ]);
    ids['overdue'] = await world.request('2026-02-05T09:00:00Z', [], { customerId: world.strangerId, officeId });
    ids['running'] = await world.request(new Date().toISOString(), [reply(new Date().toISOString())]);
    await app.get(SlaApi).evaluateAll(app.system());
  });

  const attainment = async (who: TestEmployee, groupBy: string[], filter: object = {}) =>
    (await who.client.query(ATTAINMENT, { groupBy, filter }))['slaAttainment'] as Record<string, unknown>[];

  it('attainment is met ÷ (met + missed + breached), and says what is still running', async () => {
    expect(await attainment(reader, ['METRIC'])).toEqual([
      expect.objectContaining({
        metric: 'COMPLETION',
        met: 2,
        missed: 0,
        breached: 1,
        running: 1,
        paused: 1,
        cancelled: 1,
        attainment: '0.666667',
      }),
      expect.objectContaining({
        metric: 'FIRST_RESPONSE',
        met: 3,
        missed: 1,
        breached: 1,
        running: 0,
        cancelled: 1,
        attainment: '0.600000',
      }),
    ]);
    const [all, ...rest] = await attainment(reader, []);
    expect(rest).toEqual([]);
    expect(all).toMatchObject({ met: 5, missed: 1, breached: 2, attainment: '0.625000', priority: null, month: null });
  });

  it('groups by priority, channel and month together, months of the zone that is asked for', async () => {
    const filter = { to: '2026-02-04T00:00:00Z', metrics: ['FIRST_RESPONSE'] };
    const rows = await attainment(reader, ['MONTH', 'PRIORITY', 'CHANNEL'], filter);
    expect(rows.map((r) => [r['month'], r['priority'], r['channel'], r['attainment']])).toEqual([
      ['2026-01-01', 'HIGH', 'PHONE', '1.000000'],
      ['2026-02-01', 'MODERATE', 'EMAIL', null],
      ['2026-02-01', 'MODERATE', 'PHONE', '0.000000'],
    ]);
    const hongKong = await attainment(reader, ['MONTH'], { ...filter, timeZone: 'Asia/Hong_Kong' });
    expect(hongKong.map((r) => r['month'])).toEqual(['2026-02-01']);
  });

  it('groups by customer, office and service line, and follows the tree of customers', async () => {
    const rows = await attainment(reader, ['CUSTOMER', 'OFFICE', 'SERVICE_LINE'], { metrics: ['COMPLETION'] });
    expect(rows.map((r) => [(r['customer'] as { name: string }).name, r['serviceLine'], r['breached']]).sort()).toEqual(
      [
        ['Harbour Hotels China', 'MAINTENANCE', 0],
        ['Northern Rail', 'MAINTENANCE', 1],
      ],
    );
    const [group] = await attainment(reader, [], {
      customerId: toGlobalId('Customer', world.groupId),
      metrics: ['COMPLETION'],
    });
    expect(group).toMatchObject({ met: 2, breached: 0 });
  });

  it('shows a regional reader the clocks of the region only', async () => {
    expect(await attainment(far, [])).toEqual([expect.objectContaining({ met: 0, breached: 2 })]);
    const { slaClocks } = await far.client.query(CLOCKS, {});
    expect(slaClocks.totalCount).toBe(2);
  });

  it('lists what is at risk, soonest due first, page by page', async () => {
    const filter = { states: ['RUNNING', 'BREACHED', 'PAUSED'] };
    const first = (await reader.client.query(CLOCKS, { filter, first: 3 }))['slaClocks'];
    expect(first.totalCount).toBe(4);
    expect(first.nodes.map((n: { metric: string; state: string }) => `${n.metric} ${n.state}`)).toEqual([
      'FIRST_RESPONSE BREACHED',
      'COMPLETION BREACHED',
      'COMPLETION RUNNING',
    ]);
    const { slaClocks } = await reader.client.query(CLOCKS, { filter, first: 3, after: first.pageInfo.endCursor });
    expect(slaClocks.nodes).toEqual([
      {
        metric: 'COMPLETION',
        state: 'PAUSED',
        dueAt: null,
        request: { id: toGlobalId('ServiceRequest', ids['paused']!) },
      },
    ]);
    const due = (await reader.client.query(CLOCKS, { filter: { ...filter, dueBefore: '2026-02-05T12:00:00Z' } }))[
      'slaClocks'
    ];
    expect(due.totalCount).toBe(1);
  });

  it('shows the clocks of a request with what they stand on', async () => {
    const { node } = await reader.client.query(REQUEST, { id: toGlobalId('ServiceRequest', ids['missed']!) });
    expect(node.slaClocks[0]).toEqual({
      metric: 'FIRST_RESPONSE',
      cycle: 1,
      state: 'MISSED',
      dueAt: '2026-02-02T10:00:00.000Z',
      targetSeconds: HOUR,
      remainingSeconds: -HOUR,
      terms: { terms: { code: 'FIRM' } },
      calendar: { number: 1, calendar: { code: 'ALWAYS' } },
    });
  });

  it('many requests with their clocks take a fixed number of statements', async () => {
    const list = `query ($first: Int) { serviceRequests(first: $first) { nodes { number slaClocks { state remainingSeconds terms { number } } } } }`;
    const ask = (first: number) => statementsOf(() => reader.client.query(list, { first }));
    await ask(1);
    const few = await ask(2);
    const many = await ask(6);
    expect(many.result['serviceRequests'].nodes).toHaveLength(6);
    expect(many.statements.length).toBeLessThanOrEqual(few.statements.length + 3);
  });

  it('shows the ledger of a request', async () => {
    const { slaLedger } = await reader.client.query(LEDGER, {
      requestId: toGlobalId('ServiceRequest', ids['missed']!),
    });
    const response = slaLedger.filter((e: { metric: string }) => e.metric === 'FIRST_RESPONSE');
    expect(response.map((e: { kind: string; state: string; at: string }) => [e.kind, e.state, e.at])).toEqual([
      ['STARTED', 'RUNNING', '2026-02-02T09:00:00.000Z'],
      ['BREACHED', 'BREACHED', '2026-02-02T10:00:00.000Z'],
      ['STOPPED', 'MISSED', '2026-02-02T11:00:00.000Z'],
    ]);
    expect(
      (await reader.client.query(LEDGER, { requestId: toGlobalId('ServiceRequest', uuidv7()) }))['slaLedger'],
    ).toEqual([]);
  });

  it('is closed to those without the permission, and refuses ids of other things', async () => {
    const nobody = await app.employee({ permissions: {} });
    expect(await nobody.client.errorCode(ATTAINMENT, {})).toBe('FORBIDDEN');
    expect(await nobody.client.errorCode(CLOCKS, {})).toBe('FORBIDDEN');
    expect(await nobody.client.errorCode(LEDGER, { requestId: 'x' })).toBe('FORBIDDEN');
    expect(await reader.client.errorCode(LEDGER, { requestId: toGlobalId('Office', app.officeId) })).toBe(
      'BAD_USER_INPUT',
    );
    const officeIds = Array.from({ length: 201 }, () => toGlobalId('Office', app.officeId));
    expect(await reader.client.errorCode(ATTAINMENT, { filter: { officeIds } })).toBe('BAD_USER_INPUT');
  });
});
