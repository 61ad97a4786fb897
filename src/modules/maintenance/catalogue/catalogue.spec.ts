import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { maintenanceWorld, mutate, type MaintenanceWorld } from '../testing/index.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';
const ITEM = { key: 'oil', kind: 'CHECK', text: 'Oil level right' };

describe('the catalogue', () => {
  let app: TestApp;
  let world: MaintenanceWorld;
  let boss: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await maintenanceWorld(app);
    boss = await app.employee({ permissions: { 'maintenance.read': 'firm', 'maintenance.manage-catalogue': 'firm' } });
  });

  it('a checklist gets a new number only when its items change, and is found with its latest items', async () => {
    const made = await mutate(
      boss,
      'createChecklist',
      { code: 'LIFT', name: 'Lift', items: [ITEM] },
      'checklist { id number version }',
    );
    expect(made.value['checklist']).toMatchObject({ number: 1, version: 1 });
    const id = made.value['checklist']?.['id'];
    const change = (more: object) =>
      mutate(boss, 'updateChecklist', { id, ...more }, 'checklist { number version active items { key choices } }');
    expect((await change({ version: 1, name: 'Lifts', items: [ITEM] })).value['checklist']).toMatchObject({
      number: 1,
      version: 2,
    });
    const items = [ITEM, { key: 'state', kind: 'CHOICE', text: 'State', choices: ['good', 'bad'] }];
    expect((await change({ version: 2, items })).value['checklist']).toMatchObject({
      number: 2,
      items: [
        { key: 'oil', choices: [] },
        { key: 'state', choices: ['good', 'bad'] },
      ],
    });
    expect((await change({ version: 2, active: false })).errors).toEqual(['STALE_VERSION version']);
    expect((await change({ version: 3, active: false })).value['checklist']).toMatchObject({
      active: false,
      number: 2,
    });
    const { checklists } = await boss.client.query('{ checklists(active: true) { nodes { code } } }');
    expect(checklists.nodes).toEqual([{ code: 'PUMP' }]);
    const planner = await app.employee();
    const order = { title: 'X', assetId: toGlobalId('Asset', world.pumpIds[0]), checklistId: id };
    expect((await mutate(planner, 'createWorkOrder', order, 'workOrder { id }')).errors).toEqual([
      'CHECKLIST_RETIRED checklistId',
    ]);
  });

  it.each([
    ['a code that is taken', { code: 'PUMP' }, ['ALREADY_IN_USE code']],
    ['no items', { items: [] }, ['REQUIRED items']],
    ['a key twice', { items: [ITEM, ITEM] }, ['DUPLICATE_ITEM items.1.key']],
    ['a key of a wrong form', { items: [{ ...ITEM, key: 'Oil level' }] }, ['INVALID_FORMAT items.0.key']],
    [
      'a choice with one choice',
      { items: [{ ...ITEM, kind: 'CHOICE', choices: ['x'] }] },
      ['REQUIRED items.0.choices'],
    ],
    [
      'the same choice twice',
      { items: [{ ...ITEM, kind: 'CHOICE', choices: ['x', 'x '] }] },
      ['DUPLICATE_ITEM items.0.choices'],
    ],
    [
      'a range that ends before it begins',
      { items: [{ ...ITEM, kind: 'NUMBER', min: '5', max: '4' }] },
      ['CHECKLIST_RANGE_REVERSED items.0.max'],
    ],
    [
      'too many items',
      { items: Array.from({ length: 201 }, (_, i) => ({ ...ITEM, key: `k${i}` })) },
      ['TOO_MANY items'],
    ],
  ])('a checklist with %s is refused', async (_what, more, expected) => {
    expect(
      (await mutate(boss, 'createChecklist', { code: 'NEW', name: 'New', items: [ITEM], ...more }, 'checklist { id }'))
        .errors,
    ).toEqual(expected);
  });

  it('a part has an exact price; a new price leaves what was used alone; a retired one cannot be used', async () => {
    const planner = await app.employee();
    const workOrderId = toGlobalId('WorkOrder', await world.order());
    const partId = toGlobalId('Part', world.partId);
    await mutate(planner, 'recordPartUse', { workOrderId, partId, quantity: '1' }, 'partUse { id }');
    const changed = await mutate(
      boss,
      'updatePart',
      { id: partId, version: 1, price: '99.99', active: false },
      'part { price { amount currency } version }',
    );
    expect(changed.value['part']).toEqual({ price: { amount: '99.99', currency: 'HKD' }, version: 2 });
    expect(
      (await mutate(planner, 'recordPartUse', { workOrderId, partId, quantity: '1' }, 'partUse { id }')).errors,
    ).toEqual(['PART_RETIRED partId']);
    const shown = await planner.client.query('query ($id: ID!) { workOrder(id: $id) { partsCost { amount } } }', {
      id: workOrderId,
    });
    expect(shown['workOrder']).toEqual({ partsCost: [{ amount: '12.35' }] });
    expect((await mutate(boss, 'updatePart', { id: partId, version: 1 }, 'part { id }')).errors).toEqual([
      'STALE_VERSION version',
    ]);
    expect((await mutate(boss, 'updatePart', { id: partId, version: 2, price: null }, 'part { id }')).errors).toEqual([
      'REQUIRED price',
    ]);
    expect(
      (await mutate(boss, 'updatePart', { id: toGlobalId('Part', NOBODY), version: 1 }, 'part { id }')).errors,
    ).toEqual(['NOT_FOUND id']);
  });

  it('a part is priced in the digits of its currency, and repriced with it', async () => {
    const wanted = 'part { id version price { amount currency } }';
    const made = await mutate(
      boss,
      'createPart',
      { code: 'GAUGE-KW', name: 'Valve', unit: 'piece', price: '1.2', currency: 'KWD' },
      wanted,
    );
    expect(made.errors).toEqual([]);
    expect(made.value['part']).toMatchObject({ price: { amount: '1.200', currency: 'KWD' } });
    const { id, version } = made.value['part'] as { id: string; version: number };
    // 1.2 dinars are 1.20 pounds, and no yen.
    expect((await mutate(boss, 'updatePart', { id, version, currency: 'JPY' }, wanted)).errors).toEqual([
      'AMOUNT_PRECISION currency',
    ]);
    expect((await mutate(boss, 'updatePart', { id, version, currency: 'GBP' }, wanted)).value['part']).toMatchObject({
      price: { amount: '1.20', currency: 'GBP' },
    });
  });

  it.each([
    ['a code that is taken', { code: 'SEAL-20' }, 'ALREADY_IN_USE code'],
    ['a price with three digits after the point', { price: '1.005' }, 'AMOUNT_PRECISION price'],
    ['a price in parts of a yen', { price: '100.50', currency: 'JPY' }, 'AMOUNT_PRECISION price'],
    ['a currency that has ended', { currency: 'HRK' }, 'CURRENCY_ENDED currency'],
    ['a price below zero', { price: '-1' }, 'INVALID_FORMAT price'],
    ['an unknown currency', { currency: 'XYZ' }, 'INVALID_CURRENCY currency'],
    ['no unit', { unit: '' }, 'REQUIRED unit'],
  ])('a part with %s is refused', async (_what, more, expected) => {
    const input = { code: 'NEW', name: 'New', unit: 'piece', price: '1.00', currency: 'HKD', ...more };
    expect((await mutate(boss, 'createPart', input, 'part { id }')).errors).toEqual([expected]);
  });

  it('is edited by those who may, and read by those who see maintenance', async () => {
    const local = await app.employee({
      permissions: { 'maintenance.read': 'office', 'maintenance.manage-assets': 'firm' },
    });
    const q = 'mutation ($input: CreatePartInput!) { createPart(input: $input) { userErrors { code } } }';
    const input = { code: 'X', name: 'X', unit: 'piece', price: '1', currency: 'HKD' };
    expect(await local.client.errorCode(q, { input })).toBe('FORBIDDEN');
    expect(await local.client.query('{ parts(text: "sea") { nodes { code } } }')).toEqual({
      parts: { nodes: [{ code: 'SEAL-20' }] },
    });
    const nobody = await app.employee({ permissions: { 'identity.read': 'firm' } });
    expect(await nobody.client.errorCode('{ parts { totalCount } }')).toBe('FORBIDDEN');
  });
});
