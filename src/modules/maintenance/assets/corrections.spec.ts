import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { maintenanceWorld, mutate, type MaintenanceWorld } from '../testing/index.js';
import { GenerateWorkOrders } from '../plans/application/generate-work-orders.js';
import { SavePlan } from '../plans/application/save-plan.js';
import { RecordReadings } from './application/record-readings.js';
import { SaveMeter } from './application/save-meter.js';

const gid = toGlobalId;
const at = (date: string): string => `${date}T08:00:00Z`;

describe('readings that were mistyped', () => {
  let app: TestApp;
  let world: MaintenanceWorld;
  let engineer: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await maintenanceWorld(app);
    engineer = await app.employee({
      permissions: { 'maintenance.read': 'office', 'maintenance.work': 'office', 'identity.read': 'firm' },
      name: 'Wei Zhang',
    });
  });

  const newMeter = async (unit = 'kWh', capacity?: string): Promise<string> =>
    app.must(
      await app
        .get(SaveMeter)
        .create(app.system(), { assetId: world.pumpIds[0], name: `Meter ${uuidv7()}`, unit, capacity }),
    ).id;
  const read = async (meterId: string, ...values: [date: string, value: string][]): Promise<string[]> =>
    app.must(
      await app.get(RecordReadings).run(
        app.system(),
        values.map(([date, value]) => ({ meterId, at: new Date(at(date)), value, confirmImplausible: true })),
      ),
    ).ids;
  const record = (meterId: string, date: string, value: string, more: object = {}) =>
    mutate(
      engineer,
      'recordMeterReadings',
      { readings: [{ meterId: gid('AssetMeter', meterId), at: at(date), value, ...more }] },
      'readings { id value total }',
    );
  const READING =
    'reading { value total version withdrawnAt corrections { action reason correctedBy { name } values { field before after } } }';
  const correct = (id: string, version: number, more: object) =>
    mutate(engineer, 'correctMeterReading', { id: gid('MeterReading', id), version, ...more }, READING);
  const withdraw = (id: string, version: number, reason = 'Read at the wrong pump') =>
    mutate(engineer, 'withdrawMeterReading', { id: gid('MeterReading', id), version, reason }, READING);
  const totals = async (meterId: string, withdrawnToo = false): Promise<string[]> => {
    const { node } = await engineer.client.query(
      `query ($id: ID!) { node(id: $id) { ... on AssetMeter { readings(first: 50, withdrawnToo: ${withdrawnToo}) { nodes { value total } } } } }`,
      { id: gid('AssetMeter', meterId) },
    );
    const { nodes } = (node as { readings: { nodes: { value: string; total: string }[] } }).readings;
    return nodes.map((n) => `${Number(n.value)}:${Number(n.total)}`);
  };

  it('are corrected: totals follow, the history says who, why, and what it said', async () => {
    const meterId = await newMeter();
    const [, wrong = ''] = await read(meterId, ['2026-01-01', '100'], ['2026-01-11', '9000']);
    // What follows is below the mistyped one; the message says to correct that, not to invent a rollover.
    const low = await record(meterId, '2026-01-21', '950');
    expect(low.errors).toEqual(['READING_TOO_LOW readings.0.value']);
    expect(low.userErrors[0]?.message).toContain('correctMeterReading');
    const done = await correct(wrong, 1, { value: '900', reason: 'One zero too many' });
    expect(done.errors).toEqual([]);
    expect(done.value['reading']).toEqual({
      ...{ value: '900.000', total: '800.000', version: 2, withdrawnAt: null },
      corrections: [
        {
          ...{ action: 'CORRECTED', reason: 'One zero too many', correctedBy: { name: 'Wei Zhang' } },
          values: [{ field: 'value', before: '9000', after: '900' }],
        },
      ],
    });
    expect((await record(meterId, '2026-01-21', '950')).errors).toEqual([]);
    expect(await totals(meterId)).toEqual(['950:850', '900:800', '100:0']);
  });

  it('are withdrawn: they count for nothing, and their time is free', async () => {
    const meterId = await newMeter();
    const [, wrong = ''] = await read(meterId, ['2026-01-01', '100'], ['2026-01-11', '777'], ['2026-01-21', '800']);
    expect((await withdraw(wrong, 1)).value['reading']).toMatchObject({
      withdrawnAt: expect.any(String) as string,
      corrections: [
        {
          action: 'WITHDRAWN',
          values: expect.arrayContaining([{ field: 'value', before: '777', after: null }]) as object,
        },
      ],
    });
    expect(await totals(meterId)).toEqual(['800:700', '100:0']);
    expect(await totals(meterId, true)).toEqual(['800:700', '777:677', '100:0']);
    expect((await withdraw(wrong, 2)).errors).toEqual(['ENTRY_WITHDRAWN id']);
    expect((await correct(wrong, 2, { value: '1', reason: 'Too late' })).errors).toEqual(['ENTRY_WITHDRAWN id']);
    expect((await record(meterId, '2026-01-11', '110')).errors).toEqual([]);
    expect(await totals(meterId)).toEqual(['800:700', '110:10', '100:0']);
  });

  it.each<[string, object, string]>([
    ['no reason', { reason: ' ' }, 'REQUIRED reason'],
    ['a reason of two letters', { reason: 'ok' }, 'TOO_SHORT reason'],
    ['a value above the next', { value: '350' }, 'READING_TOO_HIGH value'],
    ['a value below the one before', { value: '50' }, 'READING_TOO_LOW value'],
    ['a time in the future', { at: '2999-01-01T00:00:00Z' }, 'DATE_OUT_OF_RANGE at'],
    ['the time of another', { at: at('2026-01-01') }, 'READING_EXISTS at'],
    ['a version that was not read', { version: 7 }, 'STALE_VERSION version'],
  ])('are not corrected with %s', async (_, more, failure) => {
    const meterId = await newMeter();
    const [, id = ''] = await read(meterId, ['2026-01-01', '100'], ['2026-01-11', '200'], ['2026-01-21', '300']);
    const given = { value: '210', reason: 'Mistyped', version: 1, ...more };
    expect((await correct(id, given.version, given)).errors).toEqual([failure]);
    expect(await totals(meterId)).toEqual(['300:200', '200:100', '100:0']);
    expect(await app.db.query(sql`select from maintenance.correction where meter_reading_id = ${id}`)).toEqual([]);
  });

  it('the same again changes nothing, and a correction cannot be changed', async () => {
    const meterId = await newMeter();
    const [id = ''] = await read(meterId, ['2026-01-01', '100']);
    expect((await correct(id, 1, { value: '100.0', reason: 'No change' })).value['reading']).toMatchObject({
      ...{ version: 1, corrections: [] },
    });
    await correct(id, 1, { value: '101', reason: 'Mistyped' });
    await expect(
      app.db.transaction(app.system(), async () => {
        await app.db.execute(sql`update maintenance.correction set reason = 'Another' where meter_reading_id = ${id}`);
        return { ok: true as const, value: undefined };
      }),
    ).rejects.toThrow('append-only');
  });

  it('far beyond the usual rate are asked back', async () => {
    const meterId = await newMeter();
    await read(meterId, ['2026-01-01', '0'], ['2026-01-11', '100'], ['2026-01-21', '200']);
    const doubtful = await record(meterId, '2026-01-31', '3000');
    expect(doubtful.errors).toEqual(['READING_IMPLAUSIBLE readings.0.value']);
    expect(doubtful.userErrors[0]?.message).toBe(
      '3000 would mean 2800 kWh since 2026-01-21T08:00:00.000Z; the usual rate is 10 a day. Check the value. If it is right, send it again with confirmImplausible: true.',
    );
    expect((await record(meterId, '2026-01-31', '300')).errors).toEqual([]);
    const [id = ''] = await read(meterId, ['2026-02-10', '400']);
    expect((await correct(id, 1, { value: '4000', reason: 'Mistyped' })).errors).toEqual(['READING_IMPLAUSIBLE value']);
    expect((await correct(id, 1, { value: '4000', reason: 'Mistyped', confirmImplausible: true })).errors).toEqual([]);
    expect((await record(meterId, '2026-02-20', '9000', { confirmImplausible: true })).errors).toEqual([]);
  });

  it('hours cannot be more than have passed', async () => {
    const meterId = await newMeter('h');
    await read(meterId, ['2026-01-01', '100']);
    expect((await record(meterId, '2026-01-02', '126')).errors).toEqual(['READING_IMPLAUSIBLE readings.0.value']);
    expect((await record(meterId, '2026-01-02', '124')).errors).toEqual([]);
  });

  it('are corrected by those who may read the meter alone', async () => {
    const meterId = await newMeter();
    const [id = ''] = await read(meterId, ['2026-01-01', '100']);
    const q =
      'mutation ($input: CorrectMeterReadingInput!) { correctMeterReading(input: $input) { userErrors { code } } }';
    const input = { id: gid('MeterReading', id), version: 1, value: '1', reason: 'Mistyped' };
    const reader = await app.employee({
      permissions: { 'maintenance.read': 'firm', 'maintenance.work': 'office' },
      officeId: world.otherOfficeId,
    });
    expect(await reader.client.errorCode(q, { input })).toBe('FORBIDDEN');
    const stranger = await app.employee({
      permissions: { 'maintenance.read': 'office', 'maintenance.work': 'office' },
      officeId: world.otherOfficeId,
    });
    const answer = await stranger.client.query(q, { input });
    expect(answer['correctMeterReading']).toEqual({ userErrors: [{ code: 'NOT_FOUND' }] });
    const { node } = await stranger.client.query('query ($id: ID!) { node(id: $id) { id } }', { id: input.id });
    expect(node).toBeNull();
  });

  describe('plans that go by the meter', () => {
    const planned = async (meterId: string, more: object = {}): Promise<string> =>
      app.must(
        await app
          .get(SavePlan)
          .create(
            app.system(),
            { assetId: world.pumpIds[0], title: 'Grease', meterId, meterEvery: '500', leadDays: 0, ...more },
            new Date('2026-01-02T00:00:00Z'),
          ),
      ).id;
    const planOf = (id: string) =>
      app.db.one<{ total: string | null; orders: number; passed: number }>(
        sql`select trim_scale(p.next_total)::text as total,
                   (select count(*) from maintenance.work_order w where w.plan_id = p.id) as orders,
                   (select count(*) from maintenance.plan_occurrence o where o.plan_id = p.id and o.outcome = 'PASSED_OVER') as passed
              from maintenance.plan p where p.id = ${id}`,
      );
    const generate = (date: string) => app.get(GenerateWorkOrders).run(app.system(), new Date(at(date)));

    it('come again where a mistyped reading had passed them over', async () => {
      const meterId = await newMeter();
      await read(meterId, ['2026-01-01', '0']);
      const id = await planned(meterId, { firstTotal: '500' });
      const [wrong = ''] = await read(meterId, ['2026-01-20', '3200']);
      await generate('2026-01-20');
      // 500 to 2,500 were passed over, 3,000 was made.
      expect(await planOf(id)).toEqual({ total: '3500', orders: 1, passed: 5 });
      expect(
        (await correct(wrong, 1, { value: '320', reason: 'One zero too many', confirmImplausible: true })).errors,
      ).toEqual([]);
      expect(await planOf(id)).toEqual({ total: '500', orders: 1, passed: 0 });
      await read(meterId, ['2026-02-20', '520']);
      await generate('2026-02-20');
      expect(await planOf(id)).toEqual({ total: '1000', orders: 2, passed: 0 });
    });

    it('that were counted from a mistyped reading are counted from what it says now', async () => {
      const meterId = await newMeter();
      const [, wrong = ''] = await read(meterId, ['2026-01-01', '0'], ['2026-01-10', '9000']);
      const [fixed, floating] = [await planned(meterId), await planned(meterId, { floating: true })];
      expect([(await planOf(fixed)).total, (await planOf(floating)).total]).toEqual(['9500', '9500']);
      await correct(wrong, 1, { value: '900', reason: 'One zero too many', confirmImplausible: true });
      expect([(await planOf(fixed)).total, (await planOf(floating)).total]).toEqual(['1400', '1400']);
      const [first = ''] = (
        await app.db.query<{ id: string }>(
          sql`select id from maintenance.meter_reading where meter_id = ${meterId} and value = 0`,
        )
      ).map((r) => r.id);
      await withdraw(first, 1);
      // The reading of 900 is the first now, so that nothing has gone through.
      expect([(await planOf(fixed)).total, (await planOf(floating)).total]).toEqual(['500', '500']);
    });

    it('that begin later by their own total keep it', async () => {
      const meterId = await newMeter();
      const [, wrong = ''] = await read(meterId, ['2026-01-01', '0'], ['2026-01-10', '100']);
      const id = await planned(meterId, { firstTotal: '5000' });
      await correct(wrong, 1, { value: '90', reason: 'Mistyped' });
      expect((await planOf(id)).total).toBe('5000');
    });
  });
});
