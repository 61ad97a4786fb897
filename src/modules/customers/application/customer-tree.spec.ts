import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { CustomersApi } from '../customers.api.js';
import { CustomerFactory } from '../testing/index.js';
import { MoveCustomer } from './move-customer.js';

describe('the tree of customers', () => {
  let app: TestApp;
  let make: CustomerFactory;
  let api: CustomersApi;
  let mover: MoveCustomer;

  beforeAll(async () => {
    app = await createTestApp();
    make = new CustomerFactory(app);
    api = app.get(CustomersApi);
    mover = app.get(MoveCustomer);
  });

  /** A chain of customers, each below the one before. */
  const chain = async (length: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let i = 0; i < length; i++) ids.push(await make.customer({ parentId: ids.at(-1) }));
    return ids;
  };
  const version = async (id: string): Promise<number> => (await api.customers([id])).get(id)?.version ?? 0;
  const move = async (id: string, parentId: string | null) =>
    mover.run(app.system(), { id, parentId, version: await version(id) });
  const codes = (result: Awaited<ReturnType<typeof move>>): string[] =>
    result.ok ? [] : result.failures.map((f) => `${f.code} ${f.field}`);
  /** Paths as they must be, worked out from the parents alone. */
  const wrongPaths = () =>
    app.db.query(sql`
      with recursive truth as (
        select id, array[id] as path from customers.customer where parent_id is null
        union all
        select c.id, t.path || c.id from customers.customer c join truth t on c.parent_id = t.id)
      select c.id from customers.customer c left join truth t using (id) where c.path is distinct from t.path`);

  it('a customer has its ancestors, parent first, and its group has it among its descendants', async () => {
    const [group, national, local] = await chain(3);
    expect(await api.ancestors([local as string, group as string])).toEqual(
      new Map([
        [local, [national, group]],
        [group, []],
      ]),
    );
    expect(await api.descendants(group as string)).toEqual([group, national, local]);
    expect(await api.descendantsOf([national as string])).toEqual(new Map([[national, [national, local]]]));
    expect(await api.descendants('00000000-0000-7000-8000-000000000000')).toEqual([]);
  });

  it('moving a customer takes everybody below it along, and brothers stay', async () => {
    const [group, national, local] = (await chain(3)) as [string, string, string];
    const brother = await make.customer({ parentId: group });
    const other = await make.customer();
    app.must(await move(national, other));
    expect(await api.ancestors([local])).toEqual(new Map([[local, [national, other]]]));
    expect(await api.descendants(group)).toEqual([group, brother]);
    app.must(await move(national, null));
    expect(await api.ancestors([local])).toEqual(new Map([[local, [national]]]));
    expect(await wrongPaths()).toEqual([]);
  });

  it('moving leaves one entry in the audit trail, for the customer that was moved', async () => {
    const [, national, local] = (await chain(3)) as [string, string, string];
    app.must(await move(national, null));
    const entries = await app.db.query<{ row_id: string; after: object }>(
      sql`select row_id, after from platform.audit_entry where row_id = any(${[national, local]}::uuid[]) and action = 'update'`,
    );
    expect(entries).toEqual([{ row_id: national, after: { parent_id: null, version: 2 } }]);
  });

  it('a customer cannot be put below itself or below one of its own', async () => {
    const [group, national, local] = (await chain(3)) as [string, string, string];
    expect(codes(await move(group, group))).toEqual(['CYCLE parentId']);
    expect(codes(await move(group, local))).toEqual(['CYCLE parentId']);
    expect(codes(await move(national, local))).toEqual(['CYCLE parentId']);
    expect(await wrongPaths()).toEqual([]);
  });

  it('the tree has at most ten levels, whether one creates or moves', async () => {
    const ten = await chain(10);
    const [tooDeep] = await api.createCustomers(app.system(), [
      { name: 'Eleventh', officeId: app.officeId, parentId: ten[9] },
    ]);
    expect(tooDeep).toMatchObject({
      ok: false,
      failures: [{ code: 'TOO_DEEP', field: 'parentId', params: { max: 10 } }],
    });
    const pair = (await chain(2)) as [string, string];
    expect(codes(await move(pair[0], ten[8] as string))).toEqual(['TOO_DEEP parentId']);
    app.must(await move(pair[1], ten[8] as string));
  });

  it('an unknown parent or customer is told by its field', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000';
    const id = await make.customer();
    expect(codes(await move(id, nobody))).toEqual(['PARENT_NOT_FOUND parentId']);
    expect(codes(await mover.run(app.system(), { id: nobody, parentId: null, version: 1 }))).toEqual(['NOT_FOUND id']);
    expect(codes(await mover.run(app.system(), { id, parentId: null, version: 7 }))).toEqual(['STALE_VERSION version']);
  });

  it('two moves at once that together would close a circle: one is made, the other is refused', async () => {
    for (let round = 0; round < 15; round++) {
      const [a, b] = await make.customers([{}, {}]);
      const [first, second] = await Promise.all([
        mover.run(app.system(), { id: a as string, parentId: b as string, version: 1 }),
        mover.run(app.system(), { id: b as string, parentId: a as string, version: 1 }),
      ]);
      expect([first.ok, second.ok].filter(Boolean)).toHaveLength(1);
      expect([...codes(first), ...codes(second)]).toEqual(['CYCLE parentId']);
    }
    expect(await wrongPaths()).toEqual([]);
  });

  it('moves written straight into the database cannot close a circle either', async () => {
    const [group, national] = (await chain(2)) as [string, string];
    const straight = app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update customers.customer set parent_id = ${national} where id = ${group}`);
      return { ok: true, value: undefined };
    });
    await expect(straight).rejects.toMatchObject({ constraint: 'customer_cycle' });
  });

  it('customers created below one that is moving at the same time end up in the right place', async () => {
    const [from, to] = (await make.customers([{}, {}])) as [string, string];
    const [national] = (await make.customers([{ parentId: from }])) as [string];
    for (let round = 0; round < 8; round++) {
      const target = round % 2 === 0 ? to : from;
      const moving = move(national, target);
      const adding = Promise.all([1, 2, 3].map(() => make.customer({ parentId: national })));
      app.must(await moving);
      await adding;
    }
    expect(await wrongPaths()).toEqual([]);
    expect(await api.descendants(national)).toHaveLength(25);
  });

  it('many moves at once leave every path right', async () => {
    const ids = await make.customers(Array.from({ length: 12 }, () => ({})));
    const wishes = ids.flatMap((id, i) => [
      [id, ids[(i * 5 + 1) % 12] as string],
      [id, ids[(i * 7 + 2) % 12] as string],
    ]);
    await Promise.all(wishes.map(([id, parent]) => move(id as string, parent as string)));
    expect(await wrongPaths()).toEqual([]);
  });
});
