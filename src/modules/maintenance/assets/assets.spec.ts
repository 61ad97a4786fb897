import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { CustomersApi } from '#modules/customers';
import { UpdateBranch } from '#modules/customers/seeding';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { SyncServingOffice } from './application/sync-serving-office.js';
import { MaintenanceApi } from '../maintenance.api.js';
import { maintenanceWorld, mutate, type MaintenanceWorld } from '../testing/index.js';

const gid = toGlobalId;

describe('assets', () => {
  let app: TestApp;
  let world: MaintenanceWorld;
  let keeper: TestEmployee;
  let stranger: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await maintenanceWorld(app);
    const permissions = {
      'maintenance.read': 'office',
      'maintenance.manage-assets': 'office',
      'customers.read': 'firm',
    } as const;
    keeper = await app.employee({ permissions });
    stranger = await app.employee({ permissions, officeId: world.otherOfficeId });
  });

  const version = async (id: string): Promise<number> =>
    (await app.get(MaintenanceApi).assets([id])).get(id)?.version ?? 0;
  const create = (more: object = {}) =>
    mutate(
      keeper,
      'createAsset',
      { kind: 'ITEM', code: 'X-1', name: 'Thing', parentId: gid('Asset', world.siteId), ...more },
      'asset { id tag code nameNative status criticality branch { id } parent { code } version }',
    );

  it('an item is entered below its system, takes its branch, and gets a tag of the firm', async () => {
    const done = await create({
      code: 'CHILLER-1',
      parentId: gid('Asset', world.systemId),
      nameNative: ' 冷水机 ',
      installedOn: '2021-05-01',
      warrantyUntil: '2026-05-01',
    });
    expect(done.errors).toEqual([]);
    expect(done.value['asset']).toMatchObject({
      ...{ code: 'CHILLER-1', nameNative: '冷水机', status: 'IN_SERVICE', criticality: 'MODERATE', version: 1 },
      ...{
        tag: expect.stringMatching(/^A-\d{6}$/) as string,
        parent: { code: 'CHW' },
        branch: { id: gid('Branch', world.hotelId) },
      },
    });
    const found = await keeper.client.query('query ($tag: String) { asset(tag: $tag) { code above { code } } }', {
      tag: ` ${String(done.value['asset']?.['tag']).toLowerCase()} `,
    });
    expect(found['asset']).toEqual({
      code: 'CHILLER-1',
      above: [{ code: 'HOTEL' }, { code: 'TOWER-1' }, { code: 'CHW' }],
    });
  });

  it.each([
    ['a code in small letters', { code: 'x-1' }, 'INVALID_FORMAT code'],
    ['no name', { name: ' ' }, 'REQUIRED name'],
    ['a name that is too long', { name: 'x'.repeat(201) }, 'TOO_LONG name'],
    ['a date that does not exist', { installedOn: '2026-02-30' }, 'INVALID_DATE installedOn'],
    [
      'a warranty that ends before it was installed',
      { installedOn: '2026-02-01', warrantyUntil: '2026-01-01' },
      'DATE_OUT_OF_RANGE warrantyUntil',
    ],
    ['a place below nothing', { parentId: null }, 'ASSET_WRONG_PLACE parentId'],
    ['a site below something', { kind: 'SITE' }, 'ASSET_WRONG_PLACE parentId'],
    [
      'an asset above that is not there',
      { parentId: gid('Asset', '00000000-0000-7000-8000-000000000000') },
      'ASSET_NOT_FOUND parentId',
    ],
    [
      'the id of something else',
      { parentId: gid('Branch', '00000000-0000-7000-8000-000000000000') },
      'WRONG_ID_TYPE parentId',
    ],
    ['a site without a branch', { kind: 'SITE', parentId: null }, 'SITE_NEEDS_BRANCH branchId'],
    ['a code that the customer has already', { code: 'PUMP-1' }, 'ALREADY_IN_USE code'],
  ])('%s is refused', async (_what, more, expected) => expect((await create(more)).errors).toEqual([expected]));

  it('a building stands below a site only, and a tag belongs to one asset of the firm', async () => {
    expect((await create({ kind: 'BUILDING', parentId: gid('Asset', world.systemId) })).errors).toEqual([
      'ASSET_WRONG_PLACE parentId',
    ]);
    await world.asset({ tag: 'QR-77' });
    expect((await create({ tag: 'QR-77' })).errors).toEqual(['ALREADY_IN_USE tag']);
  });

  it('the same code may be used by another customer', async () => {
    const boss = await app.employee();
    const site = {
      kind: 'SITE',
      code: 'HOTEL',
      name: 'Hotel of the other',
      branchId: gid('Branch', world.strangerBranchId),
    };
    expect((await mutate(boss, 'createAsset', site, 'asset { id }')).errors).toEqual([]);
  });

  it('is corrected with the version that was read; a stale one is told the current values', async () => {
    const id = await world.asset({ name: 'Fan' });
    const input = { id: gid('Asset', id), version: 1, name: 'Fan 2', location: 'Roof' };
    const done = await mutate(keeper, 'updateAsset', input, 'asset { name location version }');
    expect(done.value['asset']).toEqual({ name: 'Fan 2', location: 'Roof', version: 2 });
    const stale = await mutate(keeper, 'updateAsset', { ...input, name: 'Fan 3' }, 'asset { id }');
    expect(stale.errors).toEqual(['STALE_VERSION version']);
    expect(stale.userErrors[0]?.current).toMatchObject({
      id: input.id,
      name: 'Fan 2',
      parentId: gid('Asset', world.siteId),
      version: 2,
    });
    expect((await mutate(keeper, 'updateAsset', { ...input, version: 2, name: null }, 'asset { id }')).errors).toEqual([
      'REQUIRED name',
    ]);
  });

  it('moves with everything below it; never below itself, to another customer, or where its kind does not belong', async () => {
    const annex = await world.asset({ kind: 'BUILDING', code: 'ANNEX', name: 'Annex' });
    const system = await world.asset({ kind: 'SYSTEM', code: 'AHU', name: 'Air', parentId: world.buildingId });
    const item = await world.asset({ code: 'AHU-1', parentId: system });
    const move = async (id: string, parentId: string, boss = keeper) =>
      mutate(
        boss,
        'moveAsset',
        { id: gid('Asset', id), version: await version(id), parentId: gid('Asset', parentId) },
        'asset { above { code } }',
      );
    expect((await move(system, annex)).value['asset']).toEqual({ above: [{ code: 'HOTEL' }, { code: 'ANNEX' }] });
    const below = await keeper.client.query('query ($id: ID!) { asset(id: $id) { above { code } } }', {
      id: gid('Asset', item),
    });
    expect(below['asset']).toEqual({ above: [{ code: 'HOTEL' }, { code: 'ANNEX' }, { code: 'AHU' }] });
    const sub = await world.asset({ kind: 'SYSTEM', code: 'AHU-SUB', name: 'Part', parentId: system });
    expect((await move(system, sub)).errors).toEqual(['CYCLE parentId']);
    expect((await move(annex, system)).errors).toEqual(['ASSET_WRONG_PLACE parentId']);
    const boss = await app.employee();
    expect((await move(system, world.depotSiteId, boss)).errors).toEqual(['OTHER_CUSTOMER parentId']);
  });

  it('two moves at once that together would close a circle: one is made, the other refused', async () => {
    for (let round = 0; round < 6; round++) {
      const [a, b] = [
        await world.asset({ kind: 'SYSTEM', code: `LA-${round}` }),
        await world.asset({ kind: 'SYSTEM', code: `LB-${round}` }),
      ];
      const boss = await app.employee();
      const move = (id: string, parentId: string) =>
        mutate(
          boss,
          'moveAsset',
          { id: gid('Asset', id), version: 1, parentId: gid('Asset', parentId) },
          'asset { id }',
        );
      const [x, y] = await Promise.all([move(a, b), move(b, a)]);
      expect([...x.errors, ...y.errors]).toEqual(['CYCLE parentId']);
    }
  });

  it('goes out of service and comes back, each after the last; the same status twice is refused', async () => {
    const id = await world.asset({ installedOn: '2024-01-01' });
    const set = async (status: string, at?: string) =>
      mutate(
        keeper,
        'changeAssetStatus',
        { id: gid('Asset', id), version: await version(id), status, at, reason: 'Refit' },
        'asset { status }',
      );
    expect((await set('OUT_OF_SERVICE', '2025-01-01T00:00:00Z')).value['asset']).toEqual({ status: 'OUT_OF_SERVICE' });
    expect((await set('OUT_OF_SERVICE')).errors).toEqual(['ASSET_STATUS_UNCHANGED status']);
    expect((await set('IN_SERVICE', '2024-12-31T00:00:00Z')).errors).toEqual(['ASSET_STATUS_BEFORE_LATEST at']);
    expect((await set('RETIRED', '2999-12-31T00:00:00Z')).errors).toEqual(['DATE_OUT_OF_RANGE at']);
    expect((await set('IN_SERVICE', '2025-06-01T00:00:00Z')).errors).toEqual([]);
  });

  it('are found by customer, branch, kind, part of the tree and any part of name, code or serial number', async () => {
    await world.asset({ code: 'LIFT-9', name: 'Lift nine', serial: 'SN/123-xyz' });
    const codes = async (filter: object): Promise<string[]> => {
      const q = 'query ($f: AssetFilterInput) { assets(first: 200, filter: $f) { totalCount nodes { code } } }';
      const { assets } = await keeper.client.query(q, { f: filter });
      expect(assets.totalCount).toBe(assets.nodes.length);
      return (assets.nodes as { code: string }[]).map((n) => n.code);
    };
    expect(await codes({ text: '123-XYZ' })).toEqual(['LIFT-9']);
    expect(await codes({ belowId: gid('Asset', world.systemId), kinds: ['ITEM'] })).toEqual(
      expect.arrayContaining(['PUMP-1', 'PUMP-2']),
    );
    expect(await codes({ customerId: gid('Customer', world.groupId) })).toEqual([]);
    expect(await codes({ customerId: gid('Customer', world.groupId), includeBelow: true, kinds: ['SITE'] })).toEqual([
      'HOTEL',
    ]);
    expect(await codes({ branchId: gid('Branch', world.hotelId), statuses: ['RETIRED'] })).toEqual([]);
  });

  it('those of an office out of reach are neither seen nor changed', async () => {
    const q = '{ assets { nodes { code } } }';
    expect(await stranger.client.query(q)).toEqual({ assets: { nodes: [{ code: 'DEPOT' }] } });
    const id = gid('Asset', world.siteId);
    const seen = await stranger.client.query('query ($id: ID!) { asset(id: $id) { code } node(id: $id) { id } }', {
      id,
    });
    expect(seen).toEqual({ asset: null, node: null });
    expect((await mutate(stranger, 'updateAsset', { id, version: 1, name: 'Mine' }, 'asset { id }')).errors).toEqual([
      'NOT_FOUND id',
    ]);
    const reader = await app.employee({
      permissions: { 'maintenance.read': 'firm', 'maintenance.manage-assets': 'office' },
      officeId: world.otherOfficeId,
    });
    const input = { id, version: 1, name: 'Mine' };
    const forbidden = await reader.client.errorCode(
      'mutation ($input: UpdateAssetInput!) { updateAsset(input: $input) { userErrors { code } } }',
      { input },
    );
    expect(forbidden).toBe('FORBIDDEN');
    const nobody = await app.employee({ permissions: { 'identity.read': 'firm' } });
    expect(await nobody.client.errorCode(q)).toBe('FORBIDDEN');
  });

  it('follow the office that serves their branch, with the work that is still to do', async () => {
    const order = await world.order();
    const branch = (await app.get(CustomersApi).branches([world.hotelId])).get(world.hotelId);
    app.must(
      await app
        .get(UpdateBranch)
        .run(app.system(), { id: world.hotelId, version: branch?.version ?? 0, officeId: world.otherOfficeId }),
    );
    app.must(await app.get(SyncServingOffice).ofBranch(app.system(), world.hotelId));
    const api = app.get(MaintenanceApi);
    expect((await api.assets([world.pumpIds[0]])).get(world.pumpIds[0])?.officeId).toBe(world.otherOfficeId);
    expect((await api.workOrders([order])).get(order)?.officeId).toBe(world.otherOfficeId);
    const codes = await stranger.client.query('{ assets(first: 1) { totalCount } }');
    expect(codes['assets'].totalCount).toBeGreaterThan(5);
    app.must(
      await app
        .get(UpdateBranch)
        .run(app.system(), { id: world.hotelId, version: (branch?.version ?? 0) + 1, officeId: app.officeId }),
    );
    app.must(await app.get(SyncServingOffice).ofBranch(app.system(), world.hotelId));
  });

  it('a customer shows its sites, a branch its assets; null without the permission', async () => {
    const q = `query ($c: ID!, $b: ID!) { customer(id: $c) { sites { nodes { code children { nodes { code } } } } }
                                          branch(id: $b) { assets { totalCount } workOrders { totalCount } } }`;
    const ids = { c: gid('Customer', world.nationalId), b: gid('Branch', world.hotelId) };
    const shown = await keeper.client.query(q, ids);
    expect(shown['customer'].sites.nodes).toEqual([
      { code: 'HOTEL', children: { nodes: expect.arrayContaining([{ code: 'TOWER-1' }]) as object } },
    ]);
    expect(shown['branch'].assets.totalCount).toBeGreaterThan(5);
    const other = await app.employee({ permissions: { 'customers.read': 'firm' } });
    expect(await other.client.query(q, ids)).toEqual({
      customer: { sites: null },
      branch: { assets: null, workOrders: null },
    });
  });
});
