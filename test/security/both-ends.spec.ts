import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '#kernel';
import { ident, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { CustomerFactory } from '../../src/modules/customers/testing/index.js';
import { serviceWorld, type ServiceWorld } from '../../src/modules/services/testing/index.js';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

let app: TestApp;
let world: ServiceWorld;
let make: CustomerFactory;
let agent: TestEmployee;
let farOffice: string;
let far: string;
let near: string;

const gid = toGlobalId;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  make = new CustomerFactory(app);
  farOffice = await app.office({ regionId: await app.region() });
  far = await make.customer({ officeId: farOffice });
  near = await make.customer();
  agent = await app.employee({
    permissions: {
      ...{ 'customers.read': 'firm', 'services.read': 'firm', 'contacts.read': 'office', 'contacts.record': 'office' },
      ...{ 'customers.write': 'office', 'services.work': 'office', 'services.create': 'office' },
    },
  });
});

/** What a mutation answers: the codes of its errors, or that of its refusal. */
async function run(who: TestEmployee, name: string, input: object): Promise<string[]> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { done: ${name}(input: $input) { userErrors { code } } }`;
  const { data, errors } = await who.client.send(query, { input });
  if (errors) return errors.map((e) => String(e.extensions?.['code']));
  return (data?.['done'] as { userErrors: { code: string }[] }).userErrors.map((e) => e.code);
}
const versionOf = async (table: 'customer' | 'branch' | 'job', id: string) => {
  const found = { customer: 'customers.customer', branch: 'customers.branch', job: 'customers.job' }[table];
  return (await app.db.one<{ version: number }>(sql`select version from ${ident(found)} where id = ${id}`)).version;
};

describe('a customer', () => {
  const move = async (id: string, parentId: string | null, who = agent) =>
    run(who, 'moveCustomer', {
      ...{ id: gid('Customer', id), version: await versionOf('customer', id) },
      parentId: parentId && gid('Customer', parentId),
    });
  const office = () => gid('Office', app.officeId);

  test('is put below, or taken from below, only customers that the actor may change as well', async () => {
    const child = await make.customer({ parentId: far });
    const own = await make.customer();
    expect(await move(own, far)).toEqual(['FORBIDDEN']);
    expect(await move(far, own)).toEqual(['FORBIDDEN']);
    expect(await move(child, null)).toEqual(['FORBIDDEN']);
    expect(await move(child, own)).toEqual(['FORBIDDEN']);
    expect(await move(own, near)).toEqual([]);
    expect(await move(own, null)).toEqual([]);
  });

  test('is created below such customers only', async () => {
    const below = (parentId: string) => ({ name: 'New', officeId: office(), parentId: gid('Customer', parentId) });
    expect(await run(agent, 'createCustomer', below(far))).toEqual(['FORBIDDEN']);
    expect(await run(agent, 'createCustomer', below(near))).toEqual([]);
    const bulk = app
      .get(CustomersApi)
      .createCustomers(agent.ctx(), [{ name: 'N', officeId: app.officeId, parentId: far }]);
    await expect(bulk).rejects.toThrow('customers.write does not reach');
  });

  test('is given branches and jobs only for offices in reach', async () => {
    const where = { country: 'HK', city: 'Hong Kong' };
    const branch = (customerId: string, officeId: string) =>
      run(agent, 'createBranch', {
        ...{ customerId: gid('Customer', customerId), officeId: gid('Office', officeId) },
        ...{ name: 'New', timeZone: 'Asia/Hong_Kong', ...where },
      });
    const job = (customerId: string, officeId: string) =>
      run(agent, 'createJob', {
        ...{ customerId: gid('Customer', customerId), officeId: gid('Office', officeId) },
        ...{ name: 'New', serviceLine: 'MAINTENANCE', site: 'Roof', ...where },
      });
    for (const create of [branch, job]) {
      expect(await create(far, farOffice)).toEqual(['FORBIDDEN']);
      expect(await create(near, farOffice)).toEqual(['FORBIDDEN']);
      expect(await create(near, app.officeId)).toEqual([]);
      expect(await create(far, app.officeId)).toEqual([]);
    }
  });

  test('has its branches and jobs handed over only to offices in reach', async () => {
    const branchId = await make.branch({ customerId: near, officeId: app.officeId });
    const jobId = await make.job({ customerId: near, officeId: app.officeId });
    const to = gid('Office', farOffice);
    const hand = async (name: 'updateBranch' | 'updateJob', officeId: string) => {
      const [type, table, id] =
        name === 'updateJob' ? (['Job', 'job', jobId] as const) : (['Branch', 'branch', branchId] as const);
      return run(agent, name, { id: gid(type, id), version: await versionOf(table, id), officeId });
    };
    expect(await hand('updateBranch', to)).toEqual(['FORBIDDEN']);
    expect(await hand('updateJob', to)).toEqual(['FORBIDDEN']);
    expect(await hand('updateBranch', gid('Office', app.officeId))).toEqual([]);
  });
});

describe('service requests', () => {
  test('are linked by those who may work on both: both histories tell it', async () => {
    const own = gid('ServiceRequest', await world.request());
    const other = gid('ServiceRequest', await world.request());
    const beyond = gid('ServiceRequest', await world.request({ officeId: farOffice }));
    const link = (name: string, otherId: string) => run(agent, name, { id: own, otherId, relation: 'RELATES_TO' });
    expect(await link('linkServiceRequest', beyond)).toEqual(['FORBIDDEN']);
    expect(await link('unlinkServiceRequest', beyond)).toEqual(['FORBIDDEN']);
    expect(await link('linkServiceRequest', other)).toEqual([]);
  });

  test('tell nothing of contacts that may not be seen', async () => {
    const writer = await app.employee({ officeId: farOffice });
    const record = async (customerId: string) => {
      const { recordContact } = await writer.client.query(
        `mutation ($input: RecordContactInput!) { recordContact(input: $input) { contact { id } userErrors { code } } }`,
        {
          input: {
            ...{ customerId: gid('Customer', customerId), typeId: gid('ContactType', world.inquiryId) },
            ...{ channel: 'PHONE', direction: 'INBOUND', subject: 'Asks', occurredAt: '2026-03-04T02:30:00Z' },
          },
        },
      );
      return recordContact.contact.id as string;
    };
    const create = (contactId: string) =>
      run(agent, 'createServiceRequest', {
        ...{ customerId: gid('Customer', world.nationalId), officeId: gid('Office', app.officeId), contactId },
        ...{
          subject: 'S',
          description: 'D',
          channel: 'PHONE',
          priority: 'LOW',
          priorityReason: 'R',
          serviceLine: 'MAINTENANCE',
        },
      });
    expect(await create(await record(world.strangerId))).toEqual(['CONTACT_NOT_FOUND']);
    expect(await create(await record(world.nationalId))).toEqual(['CONTACT_NOT_FOUND']);
  });
});
