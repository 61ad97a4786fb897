import { beforeAll, expect, test } from 'vitest';
import { sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { CustomersApi } from '../customers.api.js';
import { CustomerFactory } from '../testing/index.js';
import { UpdateCustomer } from './update-customer.js';

let app: TestApp;
let make: CustomerFactory;
let manager: TestEmployee;
const APPOINT = { 'customers.write': 'office', 'customers.appoint-account-manager': 'office' } as const;

beforeAll(async () => {
  app = await createTestApp();
  make = new CustomerFactory(app);
  manager = await app.employee({ permissions: {} });
});

const appoint = (who: TestEmployee, id: string, accountManagerId: string | null, version = 1) =>
  app.get(UpdateCustomer).run(who.ctx(), { id, version, accountManagerId });
const told = async (employeeId: string) =>
  (
    await app.db.query<{ kind: string }>(
      sql`select n.kind from notifications.notification n where n.employee_id = ${employeeId} order by n.id`,
    )
  ).map((n) => n.kind);

test('who changes customers appoints nobody, not even themselves', async () => {
  const agent = await app.employee({ permissions: { 'customers.write': 'firm', 'contacts.read': 'firm' } });
  const id = await make.customer();
  await expect(appoint(agent, id, agent.id)).rejects.toThrow('customers.appoint-account-manager');
  await expect(appoint(agent, id, manager.id)).rejects.toThrow('customers.appoint-account-manager');
  const create = app
    .get(CustomersApi)
    .createCustomers(agent.ctx(), [{ name: 'New', officeId: app.officeId, accountManagerId: agent.id }]);
  await expect(create).rejects.toThrow('customers.appoint-account-manager');
  const managed = await make.customer({ accountManagerId: manager.id });
  await expect(appoint(agent, managed, null)).rejects.toThrow('customers.appoint-account-manager');
  expect(await appoint(agent, managed, manager.id)).toMatchObject({ ok: true });
});

test('who may appoint does so for the offices in reach, and somebody else', async () => {
  const head = await app.employee({ permissions: APPOINT });
  const id = await make.customer();
  await expect(appoint(head, id, head.id)).rejects.toThrow('cannot appoint yourself');
  expect(await appoint(head, id, manager.id)).toMatchObject({ ok: true });
  const far = await make.customer({ officeId: await app.office() });
  const wide = await app.employee({ permissions: { ...APPOINT, 'customers.write': 'firm' } });
  await expect(appoint(wide, far, manager.id)).rejects.toThrow('appoint-account-manager does not reach');
});

test('both the new and the former account manager are told', async () => {
  const head = await app.employee({ permissions: APPOINT });
  const [first, second] = [await app.employee({ permissions: {} }), await app.employee({ permissions: {} })];
  const id = await make.customer();
  app.must(await appoint(head, id, first.id, 1));
  app.must(await appoint(head, id, second.id, 2));
  expect(await told(first.id)).toEqual(['customers.account-manager-appointed', 'customers.account-manager-replaced']);
  expect(await told(second.id)).toEqual(['customers.account-manager-appointed']);
});
