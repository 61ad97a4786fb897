import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { CustomerFactory } from '#modules/customers/testing';
import { contactWorld, type ContactWorld } from '../testing/index.js';

describe('a person who moves to another customer', () => {
  let app: TestApp;
  let world: ContactWorld;
  let make: CustomerFactory;
  let admin: TestEmployee;
  const gid = toGlobalId;

  beforeAll(async () => {
    app = await createTestApp();
    world = await contactWorld(app);
    make = new CustomerFactory(app);
    admin = await app.employee();
  });

  const move = async (who: TestEmployee, id: string, version: number, customerId: string, more: object = {}) =>
    (
      await who.client.query(
        `mutation ($input: MovePersonInput!) { movePerson(input: $input) {
           person { version customer { name } branches(first: 5) { nodes { name } }
                    moves { fromCustomer { name } toCustomer { name } movedBy { id } } }
           userErrors { code field } } }`,
        { input: { id: gid('Person', id), version, customerId: gid('Customer', customerId), ...more } },
      )
    )['movePerson'];

  it('belongs there from now on, is met there, and where it was is kept', async () => {
    const [person] = world.personIds as [string];
    const input = { personId: gid('Person', person), branchId: gid('Branch', world.branchId) };
    await admin.client.query(
      'mutation ($input: PersonBranchInput!) { linkPersonToBranch(input: $input) { userErrors { code } } }',
      { input },
    );
    const { recordContact } = await admin.client.query(
      'mutation ($input: RecordContactInput!) { recordContact(input: $input) { contact { id version } userErrors { code field } } }',
      {
        input: {
          ...{ customerId: gid('Customer', world.nationalId), typeId: gid('ContactType', world.inquiryId) },
          ...{ channel: 'PHONE', direction: 'INBOUND', subject: 'Asks', occurredAt: '2026-03-04T02:30:00Z' },
          personIds: [gid('Person', person)],
        },
      },
    );
    expect(recordContact.userErrors).toEqual([]);

    const branchIds = [gid('Branch', world.strangerBranchId)];
    expect(await move(admin, person, 1, world.strangerId, { branchIds })).toEqual({
      person: {
        version: 2,
        customer: { name: 'Northern Rail' },
        branches: { nodes: [{ name: 'Depot' }] },
        moves: [
          {
            fromCustomer: { name: 'Harbour Hotels China' },
            toCustomer: { name: 'Northern Rail' },
            movedBy: { id: gid('Employee', admin.id) },
          },
        ],
      },
      userErrors: [],
    });

    // The contact is still of the customer of then, with the person who took part, and can be corrected.
    const { updateContact } = await admin.client.query(
      'mutation ($input: UpdateContactInput!) { updateContact(input: $input) { contact { customer { name } people { name } subject } userErrors { code field } } }',
      {
        input: {
          ...{ id: recordContact.contact.id, version: recordContact.contact.version, subject: 'Asks again' },
          ...{ branchId: gid('Branch', world.branchId), personIds: [gid('Person', person)] },
        },
      },
    );
    expect(updateContact).toEqual({
      contact: {
        customer: { name: 'Harbour Hotels China' },
        people: [{ name: 'Chan Tai Man' }],
        subject: 'Asks again',
      },
      userErrors: [],
    });
    const trail = await app.db.query<{ before: string; after: string }>(
      sql`select e.before ->> 'customer_id' as before, e.after ->> 'customer_id' as after from platform.audit_entry e
           where e.row_id = ${person} and e.action = 'update' and e.after ? 'customer_id'`,
    );
    expect(trail).toEqual([{ before: world.nationalId, after: world.strangerId }]);
  });

  it('needs the right to change both customers', async () => {
    const farOffice = await app.office({ regionId: await app.region() });
    const far = await make.customer({ officeId: farOffice });
    const near = await make.customer();
    const agent = await app.employee({ permissions: { 'customers.read': 'firm', 'customers.write': 'office' } });
    const code = (id: string, customerId: string) =>
      agent.client.errorCode(
        'mutation ($input: MovePersonInput!) { movePerson(input: $input) { userErrors { code } } }',
        { input: { id: gid('Person', id), version: 1, customerId: gid('Customer', customerId) } },
      );
    const ours = await make.person({ customerId: near, name: 'Ours' });
    const theirs = await make.person({ customerId: far, name: 'Theirs' });
    expect(await code(ours, far)).toBe('FORBIDDEN');
    expect(await code(theirs, near)).toBe('FORBIDDEN');
    expect((await move(agent, ours, 1, await make.customer())).userErrors).toEqual([]);
  });

  it('is refused what makes no sense, and says why', async () => {
    const from = await make.customer();
    const to = await make.customer();
    const person = await make.person({ customerId: from, name: 'Stays' });
    const nobody = '01a204c9-b046-7000-b78b-9d33b68f1525';
    const branchIds = [gid('Branch', world.branchId)];
    for (const [asked, error] of [
      [move(admin, person, 1, from), { code: 'ALREADY_THERE', field: 'customerId' }],
      [move(admin, person, 1, nobody), { code: 'CUSTOMER_NOT_FOUND', field: 'customerId' }],
      [move(admin, person, 1, to, { branchIds }), { code: 'OTHER_CUSTOMER', field: 'branchIds.0' }],
      [move(admin, nobody, 1, to), { code: 'NOT_FOUND', field: 'id' }],
      [move(admin, person, 7, to), { code: 'STALE_VERSION', field: 'version' }],
    ] as const)
      expect((await asked).userErrors).toEqual([error]);
    const { n } = await app.db.one<{ n: number }>(
      sql`select count(*) as n from customers.person_move where person_id = ${person}`,
    );
    expect(n).toBe(0);
  });
});
