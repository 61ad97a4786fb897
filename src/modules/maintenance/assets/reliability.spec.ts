import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { toGlobalId } from '#platform/graphql';
import { ServicesApi } from '#modules/services';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { SyncRequestFailures } from './application/sync-request-failures.js';
import { LinkRequest } from './application/link-request.js';
import { maintenanceWorld, mutate, type MaintenanceWorld } from '../testing/index.js';

const gid = toGlobalId;
const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('how reliable assets are', () => {
  let app: TestApp;
  let world: MaintenanceWorld;
  let keeper: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await maintenanceWorld(app);
    keeper = await app.employee({
      permissions: {
        'maintenance.read': 'office',
        'maintenance.work': 'office',
        'maintenance.manage-assets': 'office',
        'services.read': 'firm',
      },
    });
  });

  const fail = async (assetId: string, from: string, to: string | null): Promise<string> => {
    const request = await world.request();
    const link = {
      assetId,
      requestId: request,
      failure: true,
      failedAt: new Date(from),
      restoredAt: to === null ? null : new Date(to),
    };
    return app.must(await app.get(LinkRequest).link(app.system(), link)).id;
  };
  const PERIOD = { from: '2025-01-01T00:00:00Z', to: '2025-02-11T16:00:00Z' };
  const WANTED = '{ failures openFailures repairs operatingHours mtbfHours mttrHours availability }';

  it('thousand hours with two failures of ten and thirty: 480 between failures, 20 to restore; of the system above the same', async () => {
    const system = await world.asset({ kind: 'SYSTEM', code: 'R-SYS', installedOn: '2020-01-01' });
    const [a, b] = [
      await world.asset({ code: 'R-A', parentId: system, installedOn: '2020-01-01' }),
      await world.asset({ code: 'R-B', parentId: system, installedOn: '2020-01-01' }),
    ];
    await fail(a, '2025-01-05T04:00:00Z', '2025-01-05T14:00:00Z');
    await fail(a, '2025-01-20T00:00:00Z', '2025-01-21T06:00:00Z');
    const q = `query ($id: ID!, $from: DateTime!, $to: DateTime, $below: Boolean) {
      asset(id: $id) { reliability(from: $from, to: $to, withBelow: $below) ${WANTED} } }`;
    const of = async (id: string, below = false) =>
      (await keeper.client.query(q, { id: gid('Asset', id), ...PERIOD, below }))['asset'].reliability as object;
    const twice = {
      failures: 2,
      openFailures: 0,
      repairs: 2,
      operatingHours: 960,
      mtbfHours: 480,
      mttrHours: 20,
      availability: 0.96,
    };
    expect(await of(a)).toEqual(twice);
    expect(await of(b)).toMatchObject({ failures: 0, mtbfHours: null, mttrHours: null, availability: 1 });
    expect(await of(system)).toMatchObject({ failures: 0 });
    expect(await of(system, true)).toEqual(twice);
    await fail(b, '2025-01-05T10:00:00Z', null);
    expect(await of(b)).toMatchObject({ failures: 1, openFailures: 1, repairs: 0, mttrHours: null });
    expect(await of(system, true)).toMatchObject({ failures: 3, openFailures: 1, repairs: 2, mttrHours: 20 });
  });

  it('the worst come first, by what is asked for, among those that may be seen', async () => {
    const names = async (by: string, who = keeper): Promise<string[]> => {
      const q =
        'query ($from: DateTime!, $to: DateTime, $by: ReliabilityRanking) { leastReliableAssets(from: $from, to: $to, by: $by, filter: { text: "rank-" }) { asset { code } reliability { failures } } }';
      const answer = (await who.client.query(q, { ...PERIOD, by }))['leastReliableAssets'] as {
        asset: { code: string };
      }[];
      return answer.map((r) => r.asset.code);
    };
    const often = await world.asset({ code: 'RANK-OFTEN', installedOn: '2020-01-01' });
    const long = await world.asset({ code: 'RANK-LONG', installedOn: '2020-01-01' });
    await world.asset({ code: 'RANK-NEVER', installedOn: '2020-01-01' });
    for (const day of ['03', '04', '05']) await fail(often, `2025-01-${day}T00:00:00Z`, `2025-01-${day}T01:00:00Z`);
    await fail(long, '2025-01-10T00:00:00Z', '2025-01-20T00:00:00Z');
    expect(await names('MTBF')).toEqual(['RANK-OFTEN', 'RANK-LONG']);
    expect(await names('FAILURES')).toEqual(['RANK-OFTEN', 'RANK-LONG']);
    expect(await names('MTTR')).toEqual(['RANK-LONG', 'RANK-OFTEN']);
    expect(await names('AVAILABILITY')).toEqual(['RANK-LONG', 'RANK-OFTEN']);
    const stranger = await app.employee({
      permissions: { 'maintenance.read': 'office' },
      officeId: world.otherOfficeId,
    });
    expect(await names('MTBF', stranger)).toEqual([]);
  });

  it('a period that ends before it begins, or is longer than twenty years, is refused', async () => {
    const q =
      'query ($from: DateTime!, $to: DateTime) { leastReliableAssets(from: $from, to: $to) { asset { code } } }';
    expect(await keeper.client.errorCode(q, { from: '2025-02-01T00:00:00Z', to: '2025-01-01T00:00:00Z' })).toBe(
      'BAD_USER_INPUT',
    );
    expect(await keeper.client.errorCode(q, { from: '1990-01-01T00:00:00Z', to: '2025-01-01T00:00:00Z' })).toBe(
      'BAD_USER_INPUT',
    );
    expect(
      await keeper.client.errorCode(
        '{ leastReliableAssets(from: "2025-01-01T00:00:00Z", first: 500) { asset { code } } }',
      ),
    ).toBe('BAD_USER_INPUT');
  });

  describe('failures', () => {
    const LINK = 'assetRequest { id failure failedAt restoredAt void version request { number } }';
    const link = async (requestId: string, more: object = {}) =>
      mutate(
        keeper,
        'linkAssetToRequest',
        {
          assetId: gid('Asset', world.pumpIds[0]),
          requestId: gid('ServiceRequest', requestId),
          failure: true,
          ...more,
        },
        LINK,
      );

    it('begin when the customer asked and end when the request is completed by default; reopening goes on with them', async () => {
      const request = await world.request();
      const made = await link(request);
      expect(made.errors).toEqual([]);
      const facts = async () => (await app.get(ServicesApi).requests([request])).get(request);
      const failed = (await facts())?.createdAt.toISOString();
      expect(made.value['assetRequest']).toMatchObject({ failure: true, failedAt: failed, restoredAt: null });
      const id = made.value['assetRequest']?.['id'] as string;
      const shown = async () => {
        app.must(await app.get(SyncRequestFailures).run(app.system(), request));
        const q = `query ($id: ID!) { node(id: $id) { ... on AssetRequest { failedAt restoredAt void version } } }`;
        return (await keeper.client.query(q, { id }))['node'] as { version: number };
      };
      const move = async (status: string) =>
        app.must(await app.get(ServicesApi).changeStatus(app.system(), { id: request, status }));
      await move('IN_PROGRESS');
      const lifeCycle = (await app.get(ServicesApi).lifeCycles()).find((c) => c.serviceLine === 'MAINTENANCE');
      const key = (category: string) => lifeCycle?.statuses.find((s) => s.category === category)?.key as string;
      await move(key('COMPLETED'));
      expect(await shown()).toMatchObject({
        restoredAt: (await facts())?.completedAt?.toISOString(),
        void: false,
        version: 2,
      });
      await move('REOPENED');
      expect(await shown()).toMatchObject({ restoredAt: null, version: 3 });
      const told = await mutate(
        keeper,
        'updateAssetRequest',
        { id, version: 3, failedAt: '2026-01-01T00:00:00Z', restoredAt: '2026-01-02T00:00:00Z' },
        LINK,
      );
      expect(told.value['assetRequest']).toMatchObject({
        failedAt: '2026-01-01T00:00:00.000Z',
        restoredAt: '2026-01-02T00:00:00.000Z',
        version: 4,
      });
      await move('IN_PROGRESS');
      await move(key('CANCELLED'));
      expect(await shown()).toMatchObject({ restoredAt: '2026-01-02T00:00:00.000Z', void: true });
      const listed = await keeper.client.query(
        'query ($id: ID!) { asset(id: $id) { requests(failuresOnly: true) { totalCount } all: requests { totalCount } } }',
        { id: gid('Asset', world.pumpIds[0]) },
      );
      expect(listed['asset']).toEqual({ requests: { totalCount: 0 }, all: { totalCount: 1 } });
    });

    it('are corrected and untied with the version that was read', async () => {
      const made = await link(await world.request());
      const id = made.value['assetRequest']?.['id'];
      const update = (version: number, more: object) =>
        mutate(keeper, 'updateAssetRequest', { id, version, ...more }, LINK);
      expect(
        (await update(1, { failedAt: '2026-01-02T00:00:00Z', restoredAt: '2026-01-01T00:00:00Z' })).errors,
      ).toEqual(['END_BEFORE_START restoredAt']);
      expect((await update(1, { restoredAt: '2999-01-01T00:00:00Z' })).errors).toEqual([
        'DATE_OUT_OF_RANGE restoredAt',
      ]);
      expect((await update(1, { failure: false })).value['assetRequest']).toMatchObject({ failure: false, version: 2 });
      expect((await update(1, { failure: true })).errors).toEqual(['STALE_VERSION version']);
      expect((await mutate(keeper, 'unlinkAssetFromRequest', { id, version: 1 }, 'asset { code }')).errors).toEqual([
        'STALE_VERSION version',
      ]);
      expect(
        (await mutate(keeper, 'unlinkAssetFromRequest', { id, version: 2 }, 'asset { code }')).value['asset'],
      ).toEqual({ code: 'PUMP-1' });
      expect((await update(2, {})).errors).toEqual(['NOT_FOUND id']);
    });

    it('only maintenance requests of the same customer or group, once per asset, within reach', async () => {
      const request = await world.request();
      expect((await link(request)).errors).toEqual([]);
      expect((await link(request)).errors).toEqual(['ASSET_LINKED_ALREADY requestId']);
      expect((await link(NOBODY)).errors).toEqual(['REQUEST_NOT_FOUND requestId']);
      expect((await link(request, { assetId: gid('Asset', NOBODY) })).errors).toEqual(['ASSET_NOT_FOUND assetId']);
      expect((await link(await world.request({ customerId: world.strangerId }))).errors).toEqual([
        'OTHER_GROUP requestId',
      ]);
      const consulting = await world.request({ serviceLine: 'CONSULTING' });
      expect((await link(consulting)).errors).toEqual(['NOT_MAINTENANCE failure']);
      expect((await link(consulting, { failure: false })).errors).toEqual([]);
      const q =
        'mutation ($input: LinkAssetToRequestInput!) { linkAssetToRequest(input: $input) { userErrors { code } } }';
      const input = { assetId: gid('Asset', world.pumpIds[1]), requestId: gid('ServiceRequest', request) };
      const seeing = await app.employee({
        permissions: { 'maintenance.read': 'firm', 'maintenance.work': 'office', 'services.read': 'firm' },
        officeId: world.otherOfficeId,
      });
      expect(await seeing.client.errorCode(q, { input })).toBe('FORBIDDEN');
    });
  });

  describe('meters', () => {
    const create = (more: object = {}) =>
      mutate(
        keeper,
        'createAssetMeter',
        { assetId: gid('Asset', world.pumpIds[1]), name: 'Hours', unit: 'h', ...more },
        'meter { id version }',
      );
    const record = (readings: object[], who = keeper) =>
      mutate(who, 'recordMeterReadings', { readings }, 'readings { value total kind readBy { id } }');

    it('are read in rounds; a round with a mistake records nothing and says where it is', async () => {
      const meterId = (await create({ name: 'Round', unit: 'kWh', capacity: '10000' })).value['meter']?.['id'];
      const at = (day: number) => `2026-03-0${day}T08:00:00Z`;
      const good = await record([
        { meterId, at: at(2), value: '9990' },
        { meterId, at: at(1), value: '9900' },
        { meterId, at: at(3), value: '15.5', kind: 'ROLLOVER' },
      ]);
      expect(good.value['readings']).toMatchObject([
        { value: '9990.000', total: '90.000', kind: 'READING', readBy: { id: gid('Employee', keeper.id) } },
        { value: '9900.000', total: '0.000' },
        { value: '15.500', total: '115.500', kind: 'ROLLOVER' },
      ]);
      const bad = await record([
        { meterId, at: at(4), value: '20' },
        { meterId, at: at(5), value: '19' },
        { meterId, at: at(4), value: '20' },
      ]);
      expect([...bad.errors].sort()).toEqual(['READING_EXISTS readings.2.at', 'READING_TOO_LOW readings.1.value']);
      const shown = await keeper.client.query(
        'query ($id: ID!) { node(id: $id) { ... on AssetMeter { unit readings(first: 1) { totalCount nodes { total } } } } }',
        { id: meterId },
      );
      expect(shown['node']).toEqual({ unit: 'kWh', readings: { totalCount: 3, nodes: [{ total: '115.500' }] } });
    });

    it('a phone that sends twice records once', async () => {
      const meterId = (await create({ name: 'Phone' })).value['meter']?.['id'];
      const reading = { meterId, at: '2026-03-01T08:00:00Z', value: '5', clientId: uuidv7() };
      expect((await record([reading])).errors).toEqual([]);
      expect(
        (await record([reading, { ...reading, at: '2026-03-02T08:00:00Z', value: '6', clientId: uuidv7() }])).value[
          'readings'
        ],
      ).toMatchObject([{ value: '5.000' }, { total: '1.000' }]);
      const other = (await create({ name: 'Other' })).value['meter']?.['id'];
      expect((await record([{ ...reading, meterId: other }])).errors).toEqual(['CLIENT_ID_TAKEN readings.0.clientId']);
    });

    it.each([
      ['an unknown meter', { meterId: gid('AssetMeter', NOBODY) }, 'METER_NOT_FOUND readings.0.meterId'],
      ['a value below zero', { value: '-1' }, 'INVALID_FORMAT readings.0.value'],
      ['four digits after the point', { value: '1.2345' }, 'INVALID_FORMAT readings.0.value'],
      ['a time to come', { at: '2999-01-01T00:00:00Z' }, 'DATE_OUT_OF_RANGE readings.0.at'],
      [
        'a rollover of a meter without capacity',
        { kind: 'ROLLOVER', at: '2026-03-05T08:00:00Z' },
        'NO_ROLLOVER readings.0.kind',
      ],
    ])('%s is refused', async (_what, more, expected) => {
      const name = `Meter ${uuidv7()}`;
      const meterId = (await create({ name })).value['meter']?.['id'];
      await record([{ meterId, at: '2026-03-01T08:00:00Z', value: '5' }]);
      expect((await record([{ meterId, at: '2026-03-04T08:00:00Z', value: '7', ...more }])).errors).toEqual([expected]);
    });

    it('have names of their own per asset, and are put out of use', async () => {
      expect((await create({ name: 'Twice' })).errors).toEqual([]);
      expect((await create({ name: 'Twice' })).errors).toEqual(['ALREADY_IN_USE name']);
      expect((await create({ name: 'Zero', capacity: '0' })).errors).toEqual(['INVALID_FORMAT capacity']);
      expect((await create({ assetId: gid('Asset', NOBODY) })).errors).toEqual(['ASSET_NOT_FOUND assetId']);
      const id = (await create({ name: 'Old' })).value['meter']?.['id'];
      const update = (version: number, more: object) =>
        mutate(keeper, 'updateAssetMeter', { id, version, ...more }, 'meter { active version }');
      expect((await update(1, { active: false })).value['meter']).toEqual({ active: false, version: 2 });
      expect((await update(1, { name: 'X' })).errors).toEqual(['STALE_VERSION version']);
      expect((await update(2, { unit: null })).errors).toEqual(['REQUIRED unit']);
      expect((await record([{ meterId: id, at: '2026-03-01T08:00:00Z', value: '5' }])).errors).toEqual([
        'METER_RETIRED readings.0.meterId',
      ]);
      expect((await mutate(keeper, 'recordMeterReadings', { readings: [] }, 'readings { value }')).errors).toEqual([
        'REQUIRED readings',
      ]);
    });

    it('are read by those who work for the office, and by whoever has work at the asset', async () => {
      const meterId = (await create({ name: 'Access' })).value['meter']?.['id'];
      const visiting = await app.employee({
        permissions: { 'maintenance.read': 'office', 'maintenance.work': 'office' },
        officeId: world.otherOfficeId,
      });
      const reading = { meterId, at: '2026-03-01T08:00:00Z', value: '5' };
      expect((await record([reading], visiting)).errors).toEqual(['METER_NOT_FOUND readings.0.meterId']);
      await world.order({ assetId: world.pumpIds[1], assigneeId: visiting.id });
      expect((await record([reading], visiting)).errors).toEqual([]);
    });
  });
});
