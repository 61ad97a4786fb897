import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { addDays, wallTimeAt } from '#kernel/calendar';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ChangeAsset } from '../assets/application/change-asset.js';
import { GenerateWorkOrders } from './application/generate-work-orders.js';
import { MoveWorkOrder } from '../work/application/move-work-order.js';
import { RecordReadings } from '../assets/application/record-readings.js';
import { SaveMeter } from '../assets/application/save-meter.js';
import { SavePlan, type NewPlan } from './application/save-plan.js';
import { maintenanceWorld, mutate, type MaintenanceWorld } from '../testing/index.js';

const gid = toGlobalId;
const NOBODY = '00000000-0000-7000-8000-000000000000';
/** Everything is relative to the morning of 1 March 2026 in Shenzhen. */
const MARCH = new Date('2026-03-01T01:00:00Z');
const day = (date: string): Date => new Date(`${date}T01:00:00Z`);

describe('maintenance plans', () => {
  let app: TestApp;
  let world: MaintenanceWorld;
  let planner: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await maintenanceWorld(app);
    planner = await app.employee({ permissions: { 'maintenance.read': 'office', 'maintenance.plan': 'office' } });
  });

  /** A plan of an asset of its own, quarterly from 15 March at 09:00, with a week's lead. */
  const plan = async (more: Partial<NewPlan> = {}, now = MARCH): Promise<string> => {
    const assetId = more.assetId ?? (await world.asset({ installedOn: '2020-01-01' }));
    const timed = more.meterId ? {} : { rule: 'FREQ=MONTHLY;INTERVAL=3', startsOn: '2026-03-15', localTime: '09:00' };
    return app.must(await app.get(SavePlan).create(app.system(), { assetId, title: 'Service', ...timed, ...more }, now))
      .id;
  };
  const generate = (now: Date) => app.get(GenerateWorkOrders).run(app.system(), now);
  const orders = (planId: string) =>
    app.db.query<{ id: string; due: string; status: string }>(
      sql`select w.id, to_char(w.due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as due, w.status
            from maintenance.work_order w where w.plan_id = ${planId} order by w.due_at, w.asset_id`,
    );
  const dues = async (planId: string): Promise<string[]> => (await orders(planId)).map((o) => o.due);
  const outcomes = async (planId: string): Promise<string[]> =>
    (
      await app.db.query<{ text: string }>(
        sql`select o.key || ' ' || o.outcome as text from maintenance.plan_occurrence o where o.plan_id = ${planId} order by o.due_at, o.key`,
      )
    ).map((o) => o.text);
  const finish = async (id: string): Promise<void> => {
    const move = app.get(MoveWorkOrder);
    app.must(await move.run(app.system(), { id, status: 'IN_PROGRESS' }));
    app.must(await move.run(app.system(), { id, status: 'DONE' }));
  };
  const next = async (id: string) =>
    app.db.one<{ due: string | null; total: string | null; at: Date | null }>(
      sql`select to_char(p.next_due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as due, p.next_total as total,
                 p.generate_at as at from maintenance.plan p where p.id = ${id}`,
    );

  describe('by calendar', () => {
    it('makes the work order of an occurrence once it is within the lead, at the time of the site', async () => {
      const id = await plan();
      await generate(day('2026-03-07'));
      expect(await dues(id)).toEqual([]);
      await generate(day('2026-03-08'));
      expect(await dues(id)).toEqual(['2026-03-15 09:00']);
      await generate(day('2026-03-09'));
      expect(await dues(id)).toHaveLength(1);
      await generate(day('2026-06-10'));
      expect(await dues(id)).toEqual(['2026-03-15 09:00', '2026-06-15 09:00']);
    });

    it('each occurrence exactly once, however many workers run at the same moment', async () => {
      const ids = [await plan(), await plan(), await plan()];
      await Promise.all([1, 2, 3, 4].map(() => generate(day('2026-03-10'))));
      for (const id of ids) expect(await dues(id)).toEqual(['2026-03-15 09:00']);
    });

    it('a worker that dies in the middle leaves nothing half done, and the next run does it', async () => {
      const id = await plan();
      const died = app.db.transaction(app.system(), async () => {
        await generate(day('2026-03-10'));
        throw new Error('killed');
      });
      await expect(died).rejects.toThrow('killed');
      expect([await dues(id), await outcomes(id)]).toEqual([[], []]);
      await generate(day('2026-03-10'));
      expect(await dues(id)).toEqual(['2026-03-15 09:00']);
    });

    it('an occurrence that was decided about before makes nothing, even when the plan is set back', async () => {
      const id = await plan();
      await generate(day('2026-03-10'));
      await app.db.transaction(app.system(), async () => {
        await app.db.execute(
          sql`update maintenance.plan set next_due_at = '2026-03-15T01:00:00Z', generate_at = '2026-03-08T01:00:00Z' where id = ${id}`,
        );
        return { ok: true, value: undefined };
      });
      await generate(day('2026-03-11'));
      expect(await dues(id)).toEqual(['2026-03-15 09:00']);
    });

    it('run late, it makes the latest of the past and passes over the rest: no flood', async () => {
      const id = await plan({ rule: 'FREQ=WEEKLY', leadDays: 0, startsOn: '2026-03-02' });
      const done = await generate(day('2027-03-09'));
      expect(await dues(id)).toEqual(['2027-03-08 09:00']);
      expect(done.passedOver).toBeGreaterThanOrEqual(53);
      const all = await outcomes(id);
      expect(all).toHaveLength(54);
      expect(all.slice(-2)).toEqual(['2027-03-01 PASSED_OVER', '2027-03-08 GENERATED']);
    });

    it('years late it catches up in rounds and still makes one', async () => {
      const id = await plan({ rule: 'FREQ=DAILY', leadDays: 0, startsOn: '2026-03-02' });
      await generate(day('2027-10-01'));
      expect(await dues(id)).toEqual(['2027-10-01 09:00']);
      expect(await outcomes(id)).toHaveLength(579);
    });

    it('with a long lead all that lie ahead within it are made', async () => {
      const id = await plan({ rule: 'FREQ=WEEKLY', leadDays: 20, startsOn: '2026-03-16' });
      await generate(day('2026-03-15'));
      expect(await dues(id)).toEqual(['2026-03-16 09:00', '2026-03-23 09:00', '2026-03-30 09:00']);
    });

    it('begins today at the earliest: what the rule would have had before is nobody’s work', async () => {
      const id = await plan({ startsOn: '2020-01-31' });
      expect((await next(id)).due).toBe('2026-04-30 09:00');
    });

    it('keeps the hour of the site through its changes of the clock', async () => {
      const permissions = { 'maintenance.read': 'firm', 'maintenance.plan': 'firm' } as const;
      const firm = await app.employee({ permissions });
      const input = {
        assetId: gid('Asset', world.depotSiteId),
        title: 'Weekly',
        rule: 'FREQ=WEEKLY',
        startsOn: '2126-03-20',
        localTime: '08:00',
      };
      const q =
        'query ($input: CreateMaintenancePlanInput!) { previewMaintenancePlan(input: $input, first: 3) { date dueAt generateAt } }';
      // British clocks go forward on Sunday, 31 March 2126.
      expect((await firm.client.query(q, { input }))['previewMaintenancePlan']).toEqual([
        { date: '2126-03-20', dueAt: '2126-03-20T08:00:00.000Z', generateAt: '2126-03-13T08:00:00.000Z' },
        { date: '2126-03-27', dueAt: '2126-03-27T08:00:00.000Z', generateAt: '2126-03-20T08:00:00.000Z' },
        {
          date: '2126-04-03',
          dueAt: '2126-04-03T07:00:00.000Z',
          generateAt: '2126-03-27T07:00:00.000Z',
        },
      ]);
    });
  });

  it('covers each item below a system that is in service, one work order each; nothing to do is noted as that', async () => {
    const system = await world.asset({ kind: 'SYSTEM', code: 'FIRE', name: 'Fire alarm' });
    const items = [
      await world.asset({ parentId: system }),
      await world.asset({ parentId: system }),
      await world.asset({ parentId: system }),
    ];
    const id = await plan({ assetId: system, covers: 'ITEMS_BELOW' });
    app.must(
      await app
        .get(ChangeAsset)
        .setStatus(app.system(), { id: items[2] as string, version: 1, status: 'OUT_OF_SERVICE' }),
    );
    await generate(day('2026-03-10'));
    expect(await dues(id)).toEqual(['2026-03-15 09:00', '2026-03-15 09:00']);
    const empty = await plan({ assetId: await world.asset({ kind: 'SYSTEM', code: 'EMPTY' }), covers: 'ITEMS_BELOW' });
    await generate(day('2026-03-10'));
    expect(await outcomes(empty)).toEqual(['2026-03-15 NOTHING_TO_DO']);
    expect((await next(empty)).due).toBe('2026-06-15 09:00');
  });

  it('work orders carry what the plan says, with the checklist in its latest version', async () => {
    const id = await plan({
      title: 'Quarterly service',
      kind: 'INSPECTION',
      priority: 'HIGH',
      checklistId: world.checklistId,
      assigneeId: planner.id,
    });
    await generate(day('2026-03-10'));
    const q = `query ($id: ID!) { maintenancePlan(id: $id) { number nextDueAt timeZone occurrences { nodes { key outcome } }
      workOrders { nodes { title kind priority status plan { number } checklist { item { key } } assignee { id } } } } }`;
    const { maintenancePlan: shown } = await planner.client.query(q, { id: gid('MaintenancePlan', id) });
    expect(shown).toMatchObject({
      nextDueAt: '2026-06-15T01:00:00.000Z',
      timeZone: 'Asia/Shanghai',
      occurrences: { nodes: [{ key: '2026-03-15', outcome: 'GENERATED' }] },
      workOrders: {
        nodes: [
          {
            title: 'Quarterly service',
            kind: 'INSPECTION',
            priority: 'HIGH',
            status: 'PLANNED',
            plan: { number: shown.number },
            assignee: { id: gid('Employee', planner.id) },
          },
        ],
      },
    });
    expect(shown.workOrders.nodes[0].checklist).toHaveLength(4);
  });

  describe('floating', () => {
    it('counts from when the work was done, and has none to come until then', async () => {
      const id = await plan({ floating: true });
      await generate(day('2026-03-10'));
      const [order] = await orders(id);
      expect(await next(id)).toEqual({ due: null, total: null, at: null });
      await generate(day('2027-03-10'));
      expect(await dues(id)).toEqual(['2026-03-15 09:00']);
      await finish(order?.id as string);
      const { done } = await app.db.one<{ done: string }>(
        sql`select to_char((w.done_at at time zone 'Asia/Shanghai')::date + interval '3 months', 'YYYY-MM-DD') || ' 09:00' as done
              from maintenance.work_order w where w.plan_id = ${id}`,
      );
      expect((await next(id)).due).toBe(done);
    });

    it('done a whole interval early, it goes on with the one after', async () => {
      const today = new Date();
      const tomorrow = addDays(wallTimeAt('Asia/Shanghai', today.getTime()).date, 1);
      const id = await plan({ rule: 'FREQ=DAILY', startsOn: tomorrow, floating: true, leadDays: 3 }, today);
      await generate(today);
      const [order] = await orders(id);
      expect(order?.due).toBe(`${tomorrow} 09:00`);
      await finish(order?.id as string);
      expect((await next(id)).due).toBe(`${addDays(tomorrow, 1)} 09:00`);
      await generate(today);
      expect(await dues(id)).toEqual([`${tomorrow} 09:00`, `${addDays(tomorrow, 1)} 09:00`]);
    });

    it('of several items waits for the last of them', async () => {
      const system = await world.asset({ kind: 'SYSTEM', code: 'FLOAT' });
      await world.asset({ parentId: system });
      await world.asset({ parentId: system });
      const id = await plan({ assetId: system, covers: 'ITEMS_BELOW', floating: true });
      await generate(day('2026-03-10'));
      const [a, b] = await orders(id);
      await finish(a?.id as string);
      expect((await next(id)).due).toBeNull();
      app.must(
        await app.get(MoveWorkOrder).run(app.system(), { id: b?.id as string, status: 'CANCELLED', outcome: 'Gone' }),
      );
      expect((await next(id)).due).not.toBeNull();
    });
  });

  describe('by meter', () => {
    const meterOf = async (assetId: string): Promise<string> =>
      app.must(await app.get(SaveMeter).create(app.system(), { assetId, name: 'Running hours', unit: 'h' })).id;
    const read = async (meterId: string, ...values: [date: string, value: string][]): Promise<void> => {
      app.must(
        await app.get(RecordReadings).run(
          app.system(),
          values.map(([date, value]) => ({ meterId, at: day(date), value })),
        ),
      );
    };

    it('falls due when the total is forecast from the readings, a lead before', async () => {
      const assetId = await world.asset({ installedOn: '2020-01-01' });
      const meterId = await meterOf(assetId);
      await read(meterId, ['2026-02-01', '1000'], ['2026-03-01', '1280']);
      const id = await plan({ assetId, meterId, meterEvery: '500', firstTotal: '500', leadDays: 7 });
      // Ten hours a day since 1 February: 500 of them on 23 March.
      expect(await next(id)).toEqual({ due: '2026-03-23 09:00', total: '500.000', at: day('2026-03-16') });
      await generate(day('2026-03-15'));
      expect(await dues(id)).toEqual([]);
      await generate(day('2026-03-16'));
      expect(await dues(id)).toEqual(['2026-03-23 09:00']);
      expect((await next(id)).total).toBe('1000.000');
    });

    it('a reading that reaches it makes it due at once; several at a time are one work order', async () => {
      const assetId = await world.asset({ installedOn: '2020-01-01' });
      const meterId = await meterOf(assetId);
      await read(meterId, ['2026-02-01', '0']);
      const id = await plan({ assetId, meterId, meterEvery: '100' });
      expect(await next(id)).toEqual({ due: null, total: '100.000', at: null });
      await read(meterId, ['2026-03-02', '350']);
      await generate(day('2026-03-03'));
      expect(await outcomes(id)).toEqual(
        expect.arrayContaining(['100 PASSED_OVER', '200 PASSED_OVER', '300 GENERATED']),
      );
      expect(await orders(id)).toHaveLength(1 + (await outcomes(id)).filter((o) => o.startsWith('4')).length);
      await generate(day('2026-03-03'));
      expect((await orders(id)).length).toBe((await outcomes(id)).filter((o) => o.endsWith('GENERATED')).length);
    });

    it('floating, the next is so many units after the work was done', async () => {
      const assetId = await world.asset({ installedOn: '2020-01-01' });
      const meterId = await meterOf(assetId);
      await read(meterId, ['2026-02-01', '0'], ['2026-03-01', '120']);
      const id = await plan({ assetId, meterId, meterEvery: '100', firstTotal: '100', floating: true });
      await generate(day('2026-03-02'));
      await read(meterId, ['2026-03-03', '130']);
      expect((await next(id)).total).toBeNull();
      const [order] = await orders(id);
      await finish(order?.id as string);
      expect((await next(id)).total).toBe('230.000');
    });

    it('another lead moves when orders are made, not what is due next', async () => {
      const assetId = await world.asset({ installedOn: '2020-01-01' });
      const meterId = await meterOf(assetId);
      await read(meterId, ['2026-02-01', '0'], ['2026-03-01', '90']);
      const id = await plan({ assetId, meterId, meterEvery: '100', firstTotal: '100' });
      const before = await next(id);
      expect(before.total).toBe('100.000');
      await read(meterId, ['2026-03-02', '95']);
      const { version } = await app.db.one<{ version: number }>(
        sql`select version from maintenance.plan where id = ${id}`,
      );
      app.must(await app.get(SavePlan).update(app.system(), { id, version, leadDays: 14 }, MARCH));
      const after = await next(id);
      expect(after.total).toBe('100.000');
      expect(after.at).not.toBeNull();
    });

    it('the meter must be one of the asset itself', async () => {
      const meterId = gid('AssetMeter', await meterOf(world.pumpIds[0]));
      const input = { title: 'X', meterId, meterEvery: '100' };
      const create = (more: object) => mutate(planner, 'createMaintenancePlan', { ...input, ...more }, 'plan { id }');
      expect((await create({ assetId: gid('Asset', world.pumpIds[1]) })).errors).toEqual([
        'METER_COVERS_ITS_ASSET meterId',
      ]);
      expect((await create({ assetId: gid('Asset', world.pumpIds[0]), covers: 'ITEMS_BELOW' })).errors).toEqual([
        'METER_COVERS_ITS_ASSET meterId',
      ]);
      expect(
        (await create({ assetId: gid('Asset', world.pumpIds[0]), meterId: gid('AssetMeter', NOBODY) })).errors,
      ).toEqual(['METER_NOT_FOUND meterId']);
      expect((await create({ assetId: gid('Asset', world.pumpIds[0]), meterEvery: '0' })).errors).toEqual([
        'INVALID_FORMAT meterEvery',
      ]);
    });
  });

  describe('made and changed through the API', () => {
    const QUARTERLY = { title: 'Service', rule: 'FREQ=MONTHLY;INTERVAL=3' };
    it.each([
      ['neither calendar nor meter', { rule: null }, 'ONE_OF rule'],
      ['a rule that is none', { rule: 'every now and then' }, 'RULE_MALFORMED rule'],
      ['a rule by hours', { rule: 'FREQ=HOURLY' }, 'PLAN_RULE_NOT_DAILY rule'],
      [
        'a floating rule that names days',
        { rule: 'FREQ=MONTHLY;BYDAY=1MO', floating: true },
        'PLAN_RULE_TOO_DETAILED rule',
      ],
      ['a rule that never comes', { rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'PLAN_NEVER_DUE rule'],
      ['an end before the beginning', { startsOn: '2027-01-01', endsOn: '2026-01-01' }, 'END_BEFORE_START endsOn'],
      ['a lead of two years', { leadDays: 730 }, 'OUT_OF_RANGE leadDays'],
      ['a time that is none', { localTime: '24:00' }, 'INVALID_FORMAT localTime'],
      ['no title', { title: '' }, 'REQUIRED title'],
      ['an unknown asset', { assetId: gid('Asset', NOBODY) }, 'ASSET_NOT_FOUND assetId'],
      ['an unknown checklist', { checklistId: gid('Checklist', NOBODY) }, 'CHECKLIST_NOT_FOUND checklistId'],
      ['an unknown team', { teamId: gid('Team', NOBODY) }, 'TEAM_NOT_FOUND teamId'],
    ])('%s is refused', async (_what, more, expected) => {
      const input = { assetId: gid('Asset', world.pumpIds[0]), ...QUARTERLY, ...more };
      expect((await mutate(planner, 'createMaintenancePlan', input, 'plan { id }')).errors).toEqual([expected]);
    });

    it('a plan is paused, taken up again and given another rule; what was made stays', async () => {
      const made = await mutate(
        planner,
        'createMaintenancePlan',
        { assetId: gid('Asset', world.pumpIds[0]), ...QUARTERLY, startsOn: '2126-01-15' },
        'plan { id nextDueAt nextOccurrences(first: 2) { date } }',
      );
      expect(made.value['plan']).toMatchObject({
        nextDueAt: '2126-01-15T00:00:00.000Z',
        nextOccurrences: [{ date: '2126-01-15' }, { date: '2126-04-15' }],
      });
      const id = made.value['plan']?.['id'];
      const change = (version: number, more: object) =>
        mutate(
          planner,
          'updateMaintenancePlan',
          { id, version, ...more },
          'plan { active rule nextDueAt generateAt version }',
        );
      expect((await change(1, { active: false })).value['plan']).toMatchObject({
        active: false,
        nextDueAt: null,
        generateAt: null,
      });
      expect((await change(2, { active: true })).value['plan']).toMatchObject({
        nextDueAt: '2126-01-15T00:00:00.000Z',
      });
      expect((await change(3, { rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', leadDays: 0 })).value['plan']).toMatchObject({
        nextDueAt: '2126-01-31T00:00:00.000Z',
        generateAt: '2126-01-31T00:00:00.000Z',
      });
      expect((await change(1, { title: 'X' })).errors).toEqual(['STALE_VERSION version']);
      expect((await change(4, { rule: 'FREQ=NEVER' })).errors).toEqual(['RULE_FREQUENCY rule']);
      expect(
        (
          await mutate(
            planner,
            'updateMaintenancePlan',
            { id: gid('MaintenancePlan', NOBODY), version: 1 },
            'plan { id }',
          )
        ).errors,
      ).toEqual(['NOT_FOUND id']);
    });

    it('for offices within reach only', async () => {
      const stranger = await app.employee({
        permissions: { 'maintenance.read': 'office', 'maintenance.plan': 'office' },
        officeId: world.otherOfficeId,
      });
      const input = { assetId: gid('Asset', world.pumpIds[0]), ...QUARTERLY };
      expect((await mutate(stranger, 'createMaintenancePlan', input, 'plan { id }')).errors).toEqual([
        'ASSET_NOT_FOUND assetId',
      ]);
      expect(await stranger.client.query('{ maintenancePlans { totalCount } }')).toEqual({
        maintenancePlans: { totalCount: 0 },
      });
      const seeing = await app.employee({
        permissions: { 'maintenance.read': 'firm', 'maintenance.plan': 'office' },
        officeId: world.otherOfficeId,
      });
      const q =
        'mutation ($input: CreateMaintenancePlanInput!) { createMaintenancePlan(input: $input) { userErrors { code } } }';
      expect(await seeing.client.errorCode(q, { input })).toBe('FORBIDDEN');
      const preview = 'query ($input: CreateMaintenancePlanInput!) { previewMaintenancePlan(input: $input) { date } }';
      expect(await seeing.client.errorCode(preview, { input })).toBe('FORBIDDEN');
      expect(await planner.client.errorCode(preview, { input: { ...input, rule: 'X' } })).toBe('BAD_USER_INPUT');
    });
  });

  it('the background job makes what is due, once a plan that is due is told', async () => {
    await app.startWorker();
    const id = await plan({ rule: 'FREQ=DAILY', startsOn: undefined, leadDays: 2 }, new Date());
    await eventually(async () => (await orders(id)).length > 0, 'its work orders');
  });
});
