import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { SaveCatalogue } from '../catalogue/application/save-catalogue.js';
import { maintenanceWorld, mutate, type MaintenanceWorld } from '../testing/index.js';

const gid = toGlobalId;
const HISTORY = 'corrections { action reason correctedBy { name } values { field before after } }';

describe('times and parts of work orders', () => {
  let app: TestApp;
  let world: MaintenanceWorld;
  beforeAll(async () => {
    app = await createTestApp();
    world = await maintenanceWorld(app);
  });

  /** An engineer of his own for each test: times of one person do not overlap. */
  const engineerOf = (name = 'Wei Zhang'): Promise<TestEmployee> =>
    app.employee({
      permissions: {
        'maintenance.read': 'office',
        'maintenance.work': 'office',
        'maintenance.plan': 'office',
        'identity.read': 'firm',
      },
      name,
    });
  const order = async (): Promise<string> => gid('WorkOrder', await world.order());
  const day = (time: string): string => `2026-03-02T${time}:00Z`;
  const arrive = (by: TestEmployee, workOrderId: string, at: string) =>
    mutate(by, 'recordArrival', { workOrderId, at }, 'visit { id version }');
  const leave = (by: TestEmployee, id: unknown, at: string, more: object = {}) =>
    mutate(by, 'recordDeparture', { id, at, ...more }, 'visit { id version departedAt }');
  const stay = async (by: TestEmployee, workOrderId: string, from: string, to: string): Promise<string> => {
    const id = (await arrive(by, workOrderId, from)).value['visit']?.['id'] as string;
    expect((await leave(by, id, to)).errors).toEqual([]);
    return id;
  };
  const labour = (by: TestEmployee, workOrderId: string, startedAt: string, minutes: number, more: object = {}) =>
    mutate(by, 'recordLabour', { workOrderId, startedAt, minutes, ...more }, 'labour { id version }');
  const node = async (by: TestEmployee, id: unknown, type: string, wanted: string): Promise<unknown> =>
    (await by.client.query(`query ($id: ID!) { node(id: $id) { ... on ${type} { ${wanted} } } }`, { id }))['node'];

  describe('one person is at one place at a time', () => {
    it('an engineer who is still on site elsewhere cannot arrive, and is told how to go on', async () => {
      const wei = await engineerOf();
      const [first, second] = [await order(), await order()];
      const visit = await arrive(wei, first, day('09:00'));
      const refused = await arrive(wei, second, day('10:00'));
      expect(refused.errors).toEqual(['ON_SITE_ELSEWHERE at']);
      expect(refused.userErrors[0]?.message).toMatch(
        /W-\d{6} since 2026-03-02T09:00:00.000Z.*recordDeparture.*correctVisit/,
      );
      expect((await leave(wei, visit.value['visit']?.['id'], day('09:45'))).errors).toEqual([]);
      expect((await arrive(wei, second, day('10:00'))).errors).toEqual([]);
    });

    it('visits of one engineer do not overlap, those of two may, and one may begin when another ends', async () => {
      const [wei, li] = [await engineerOf(), await engineerOf('Li Na')];
      const [first, second] = [await order(), await order()];
      await stay(wei, first, day('09:00'), day('11:00'));
      expect((await arrive(wei, second, day('10:59'))).errors).toEqual(['VISITS_OVERLAP at']);
      await stay(li, second, day('10:00'), day('10:30'));
      await stay(wei, second, day('11:00'), day('12:00'));
      // Recorded late: it must end before the one that is recorded already.
      const early = (await arrive(wei, second, day('08:00'))).value['visit']?.['id'];
      expect((await leave(wei, early, day('09:01'))).errors).toEqual(['VISITS_OVERLAP at']);
      expect((await leave(wei, early, day('09:00'))).errors).toEqual([]);
    });

    it('nor is a visit handed to an engineer who was elsewhere then', async () => {
      const [wei, li] = [await engineerOf(), await engineerOf('Li Na')];
      const [first, second] = [await order(), await order()];
      await stay(wei, first, day('09:00'), day('11:00'));
      const visit = await stay(li, second, day('10:00'), day('10:30'));
      const hand = (to: TestEmployee) =>
        mutate(wei, 'updateVisit', { id: visit, version: 2, engineerId: gid('Employee', to.id) }, 'visit { id }');
      expect((await hand(wei)).errors).toEqual(['VISITS_OVERLAP engineerId']);
      expect((await hand(await engineerOf('Zhao Min'))).errors).toEqual([]);
    });

    it('of two arrivals at the same moment one is refused', async () => {
      const wei = await engineerOf();
      const orders = [await order(), await order(), await order()];
      const answers = await Promise.all(orders.map((o) => arrive(wei, o, day('09:00'))));
      expect(answers.map((a) => a.errors.join()).sort()).toEqual(['', 'ON_SITE_ELSEWHERE at', 'ON_SITE_ELSEWHERE at']);
    });

    it('a visit of more than a day is asked back', async () => {
      const wei = await engineerOf();
      const id = (await arrive(wei, await order(), day('09:00'))).value['visit']?.['id'];
      expect((await leave(wei, id, '2026-03-03T09:00:01Z')).errors).toEqual(['VISIT_TOO_LONG at']);
      expect((await leave(wei, id, '2026-03-03T09:00:01Z', { confirmImplausible: true })).errors).toEqual([]);
    });

    it('hours of one person do not overlap, on whatever work', async () => {
      const [wei, li] = [await engineerOf(), await engineerOf('Li Na')];
      const [first, second] = [await order(), await order()];
      expect((await labour(wei, first, day('09:00'), 60)).errors).toEqual([]);
      expect((await labour(wei, second, day('09:59'), 10)).errors).toEqual(['LABOUR_OVERLAPS startedAt']);
      expect((await labour(wei, first, day('08:00'), 61)).errors).toEqual(['LABOUR_OVERLAPS startedAt']);
      expect((await labour(wei, second, day('08:00'), 180)).errors).toEqual(['LABOUR_OVERLAPS startedAt']);
      expect((await labour(wei, second, day('10:00'), 10)).errors).toEqual([]);
      expect((await labour(wei, second, day('08:00'), 60)).errors).toEqual([]);
      expect((await labour(li, second, day('09:00'), 60)).errors).toEqual([]);
      expect((await labour(li, second, day('09:30'), 60, { employeeId: gid('Employee', wei.id) })).errors).toEqual([
        'LABOUR_OVERLAPS startedAt',
      ]);
    });

    it('no day has more than twenty-four hours', async () => {
      const wei = await engineerOf();
      const id = await order();
      expect((await labour(wei, id, '2026-03-05T00:00:00Z', 1440)).errors).toEqual([]);
      expect((await labour(wei, id, '2026-03-05T23:00:00Z', 10)).errors).toEqual(['LABOUR_OVERLAPS startedAt']);
      expect((await labour(wei, id, '2026-03-06T00:00:00Z', 10)).errors).toEqual([]);
    });

    it('hours end by now', async () => {
      const wei = await engineerOf();
      const now = systemClock.now().getTime();
      const started = new Date(now - 60 * 60_000).toISOString();
      expect((await labour(wei, await order(), started, 120)).errors).toEqual(['ENDS_IN_FUTURE minutes']);
      // The clock of a phone may be some minutes ahead.
      expect((await labour(wei, await order(), started, 65)).errors).toEqual([]);
    });
  });

  describe('are corrected with a reason, and the history keeps what they said', () => {
    it('hours', async () => {
      const wei = await engineerOf();
      const id = await order();
      const { value } = await labour(wei, id, day('09:00'), 600);
      await labour(wei, id, day('19:30'), 30);
      const entry = value['labour']?.['id'];
      const correct = (more: object) =>
        mutate(
          wei,
          'correctLabour',
          { id: entry, version: 1, reason: 'Typed 600 for 60', ...more },
          `labour { minutes version ${HISTORY} }`,
        );
      expect((await correct({ minutes: 640 })).errors).toEqual(['LABOUR_OVERLAPS startedAt']);
      expect((await correct({ minutes: 1441 })).errors).toEqual(['OUT_OF_RANGE minutes']);
      expect((await correct({ minutes: 60, reason: '' })).errors).toEqual(['REQUIRED reason']);
      expect((await correct({ minutes: 60 })).value['labour']).toEqual({
        ...{ minutes: 60, version: 2 },
        corrections: [
          {
            ...{ action: 'CORRECTED', reason: 'Typed 600 for 60', correctedBy: { name: 'Wei Zhang' } },
            values: [{ field: 'minutes', before: '600', after: '60' }],
          },
        ],
      });
      expect((await correct({ minutes: 61 })).errors).toEqual(['STALE_VERSION version']);
    });

    it('visits, and when work began, also once it is done', async () => {
      const wei = await engineerOf();
      const id = await order();
      const visit = await stay(wei, id, day('09:00'), day('10:00'));
      await mutate(wei, 'changeWorkOrderStatus', { id, status: 'DONE', outcome: 'Sealed' }, 'workOrder { id }');
      const wanted = `visit { arrivedAt departedAt workOrder { startedAt status } ${HISTORY} }`;
      const correct = (version: number, more: object) =>
        mutate(wei, 'correctVisit', { id: visit, version, reason: 'Clock of the phone was wrong', ...more }, wanted);
      expect((await correct(3, { arrivedAt: day('08:00'), departedAt: day('07:00') })).errors).toEqual([
        ...['STALE_VERSION version'],
      ]);
      expect((await correct(2, { arrivedAt: day('08:00'), departedAt: day('07:00') })).errors).toEqual([
        'DEPARTS_BEFORE_ARRIVAL departedAt',
      ]);
      expect((await correct(2, { departedAt: null })).errors).toEqual(['WORK_ORDER_CLOSED departedAt']);
      expect((await correct(2, { arrivedAt: day('08:30') })).value['visit']).toEqual({
        ...{ arrivedAt: '2026-03-02T08:30:00.000Z', departedAt: '2026-03-02T10:00:00.000Z' },
        workOrder: { startedAt: '2026-03-02T08:30:00.000Z', status: 'DONE' },
        corrections: [
          {
            ...{ action: 'CORRECTED', reason: 'Clock of the phone was wrong', correctedBy: { name: 'Wei Zhang' } },
            values: [{ field: 'arrivedAt', before: '2026-03-02T09:00:00.000Z', after: '2026-03-02T08:30:00.000Z' }],
          },
        ],
      });
      const other = await stay(wei, await order(), day('11:00'), day('12:00'));
      expect(
        (
          await mutate(
            wei,
            'correctVisit',
            { id: other, version: 2, reason: 'Mistyped', arrivedAt: day('09:30') },
            wanted,
          )
        ).errors,
      ).toEqual(['VISITS_OVERLAP arrivedAt']);
    });

    it('parts, whose cost follows at the price of then, in the digits of the currency', async () => {
      const wei = await engineerOf();
      const id = await order();
      const valve = app.must(
        await app
          .get(SaveCatalogue)
          .createPart(app.system(), { code: 'VALVE-J', name: 'Valve', unit: 'piece', price: '333', currency: 'JPY' }),
      ).id;
      const wanted = 'partUse { id version quantity cost { amount currency } }';
      const used = await mutate(
        wei,
        'recordPartUse',
        { workOrderId: id, partId: gid('Part', valve), quantity: '0.5' },
        wanted,
      );
      // Half of 333 yen is 166.5: there is no half yen.
      expect(used.value['partUse']).toMatchObject({ cost: { amount: '167', currency: 'JPY' } });
      const entry = used.value['partUse']?.['id'];
      const done = await mutate(
        wei,
        'correctPartUse',
        { id: entry, version: 1, quantity: '1.5', reason: 'Counted again' },
        `partUse { cost { amount } ${HISTORY} }`,
      );
      expect(done.value['partUse']).toMatchObject({
        cost: { amount: '500' },
        corrections: [
          {
            values: [
              { field: 'cost', before: '167', after: '500' },
              { field: 'quantity', before: '0.5', after: '1.5' },
            ],
          },
        ],
      });
      const { workOrder } = await wei.client.query(
        'query ($id: ID!) { workOrder(id: $id) { partsCost { amount currency } } }',
        { id },
      );
      expect(workOrder).toEqual({ partsCost: [{ amount: '500', currency: 'JPY' }] });
    });
  });

  describe('are withdrawn, and count for nothing', () => {
    it.each([
      ['a visit', 'WorkOrderVisit', 'visits'],
      ['time', 'WorkOrderLabour', 'labour'],
      ['parts', 'WorkOrderPart', 'parts'],
      ['a finding', 'WorkOrderFinding', 'findings'],
    ])('%s', async (_, type, list) => {
      const wei = await engineerOf();
      const id = await order();
      await stay(wei, id, day('09:00'), day('10:00'));
      await labour(wei, id, day('09:00'), 60);
      await mutate(
        wei,
        'recordPartUse',
        { workOrderId: id, partId: gid('Part', world.partId), quantity: '2' },
        'partUse { id }',
      );
      await mutate(wei, 'recordFinding', { workOrderId: id, severity: 'NOTE', text: 'Rust' }, 'finding { id }');
      const show = async (withdrawnToo = ''): Promise<{ id: string }[]> =>
        (
          (await wei.client.query(`query ($id: ID!) { workOrder(id: $id) { ${list}${withdrawnToo} { id } } }`, { id }))[
            'workOrder'
          ] as Record<string, { id: string }[]>
        )[list] as { id: string }[];
      const [entry] = await show();
      const take = (reason: string) =>
        mutate(wei, 'withdrawWorkOrderEntry', { id: entry?.id, reason }, 'workOrder { partsCost { amount } }');
      expect((await take('x')).errors).toEqual(['TOO_SHORT reason']);
      const done = await take('Recorded on the wrong work order');
      expect(done.errors).toEqual([]);
      if (type === 'WorkOrderPart') expect(done.value['workOrder']).toEqual({ partsCost: [] });
      expect(await show()).toEqual([]);
      expect(await show('(withdrawnToo: true)')).toEqual([entry]);
      expect(await node(wei, entry?.id, type, `withdrawnAt ${HISTORY}`)).toMatchObject({
        withdrawnAt: expect.any(String) as string,
        corrections: [
          { action: 'WITHDRAWN', reason: 'Recorded on the wrong work order', correctedBy: { name: 'Wei Zhang' } },
        ],
      });
      expect((await take('Once more')).errors).toEqual(['ENTRY_WITHDRAWN id']);
    });

    it('so that the time is free again', async () => {
      const wei = await engineerOf();
      const [first, second] = [await order(), await order()];
      const visit = await stay(wei, first, day('09:00'), day('10:00'));
      const hours = (await labour(wei, first, day('09:00'), 60)).value['labour']?.['id'];
      for (const id of [visit, hours])
        await mutate(wei, 'withdrawWorkOrderEntry', { id, reason: 'Was at the other pump' }, 'workOrder { id }');
      await stay(wei, second, day('09:30'), day('10:30'));
      expect((await labour(wei, second, day('09:30'), 60)).errors).toEqual([]);
    });

    it('by those who may work on it alone', async () => {
      const wei = await engineerOf();
      const hours = (await labour(wei, await order(), day('09:00'), 60)).value['labour']?.['id'];
      const q = (name: string, type: string) =>
        `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
      const reader = await app.employee({
        permissions: { 'maintenance.read': 'firm', 'maintenance.work': 'office' },
        officeId: world.otherOfficeId,
      });
      expect(
        await reader.client.errorCode(q('withdrawWorkOrderEntry', 'WithdrawWorkOrderEntryInput'), {
          input: { id: hours, reason: 'Not mine' },
        }),
      ).toBe('FORBIDDEN');
      expect(
        await reader.client.errorCode(q('correctLabour', 'CorrectLabourInput'), {
          input: { id: hours, version: 1, minutes: 5, reason: 'Not mine' },
        }),
      ).toBe('FORBIDDEN');
    });
  });
});
