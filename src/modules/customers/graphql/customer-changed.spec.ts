import { beforeAll, describe, expect, it } from 'vitest';
import { Live } from '#platform/realtime';
import { toGlobalId } from '#platform/graphql';
import { eventually } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { MoveCustomer } from '../application/move-customer.js';
import { UpdateCustomer } from '../application/update-customer.js';
import { CustomerFactory } from '../testing/index.js';

describe('changes of customers, live', () => {
  let app: TestApp;
  let make: CustomerFactory;

  beforeAll(async () => {
    app = await createTestApp();
    await app.startWorker();
    make = new CustomerFactory(app);
  });

  it('who looks at a customer is told when it changes or moves, and not of others', async () => {
    const [watched, other] = (await make.customers([{}, {}])) as [string, string];
    const reader = await app.employee({ permissions: { 'customers.read': 'firm' } });
    const events = reader.client.subscribe(
      `subscription ($id: ID!) { customerChanged(id: $id) { name version parent { id } } }`,
      { id: toGlobalId('Customer', watched) },
    );
    // That they were created may be told yet.
    const told = async (version: number) => {
      for (;;) {
        const { customerChanged } = (await events.next()).value.data;
        if (customerChanged.version >= version) return customerChanged;
      }
    };
    const first = told(2);
    await eventually(() => app.get(Live).size === 1 && app.get(Live).listening, 'the subscription');
    const update = app.get(UpdateCustomer);
    app.must(await update.run(app.system(), { id: other, version: 1, name: 'Unheard' }));
    app.must(await update.run(app.system(), { id: watched, version: 1, name: 'Heard' }));
    expect(await first).toMatchObject({ name: 'Heard', version: 2 });
    app.must(await app.get(MoveCustomer).run(app.system(), { id: watched, version: 2, parentId: other }));
    expect((await told(3)).parent).toEqual({ id: toGlobalId('Customer', other) });
    await events.return?.();
  });

  it('who may not see customers is told nothing', async () => {
    const nobody = await app.employee({ permissions: {} });
    const { value } = await nobody.client.subscribe(`subscription { customerChanged { name } }`).next();
    expect(value.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});
