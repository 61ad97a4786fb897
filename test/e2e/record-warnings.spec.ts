import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { CustomerFactory } from '../../src/modules/customers/testing/index.js';
import { serviceWorld, type ServiceWorld } from '../../src/modules/services/testing/index.js';

let app: TestApp;
let world: ServiceWorld;
let agent: TestEmployee;
let customerId: string;
let branchId: string;
let personId: string;

const close = (statement: ReturnType<typeof sql>) =>
  app.db.transaction(app.system(), async () => ok(await app.db.execute(statement)));

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  agent = await app.employee();
  const make = new CustomerFactory(app);
  customerId = await make.customer();
  branchId = await make.branch({ customerId });
  personId = await make.person({ customerId });
});

const SHOWN = 'warnings { code field message }';
const contact = async (who = agent) =>
  (
    await who.client.query(
      `mutation ($input: RecordContactInput!) { recordContact(input: $input) { userErrors { code } contact { ${SHOWN} } } }`,
      {
        input: {
          customerId: toGlobalId('Customer', customerId),
          branchId: toGlobalId('Branch', branchId),
          personIds: [toGlobalId('Person', personId)],
          typeId: toGlobalId('ContactType', world.inquiryId),
          ...{ channel: 'PHONE', direction: 'INBOUND', subject: 'Asks', occurredAt: '2026-03-04T10:30:00+08:00' },
        },
      },
    )
  )['recordContact'];
const request = async (who = agent) =>
  (
    await who.client.query(
      `mutation ($input: CreateServiceRequestInput!) {
         createServiceRequest(input: $input) { userErrors { code } serviceRequest { ${SHOWN} } } }`,
      {
        input: {
          customerId: toGlobalId('Customer', customerId),
          branchId: toGlobalId('Branch', branchId),
          requesterId: toGlobalId('Person', personId),
          ...{ channel: 'PHONE', subject: 'Lift 3', serviceLine: 'MAINTENANCE', priority: 'LOW' },
        },
      },
    )
  )['createServiceRequest'];

describe('contacts and requests', () => {
  it('of customers, branches and people in use carry no warning', async () => {
    expect(await contact()).toEqual({ userErrors: [], contact: { warnings: [] } });
    expect(await request()).toEqual({ userErrors: [], serviceRequest: { warnings: [] } });
  });

  it('of a former customer, a closed branch or somebody who has left are saved with warnings', async () => {
    await close(sql`update customers.person set active = false where id = ${personId}`);
    const left = (field: string) => ({ code: 'PERSON_HAS_LEFT', field, message: expect.stringContaining('left') });
    expect(await contact()).toEqual({ userErrors: [], contact: { warnings: [left('personIds.0')] } });
    expect(await request()).toEqual({ userErrors: [], serviceRequest: { warnings: [left('requesterId')] } });
    await close(sql`update customers.branch set active = false where id = ${branchId}`);
    await close(sql`update customers.customer set active = false where id = ${customerId}`);
    const codes = (answer: { warnings: { code: string }[] }): string[] => answer.warnings.map((w) => w.code);
    expect(codes((await contact()).contact)).toEqual(['CUSTOMER_INACTIVE', 'BRANCH_CLOSED', 'PERSON_HAS_LEFT']);
    const chinese = (
      await agent.client
        .with({ 'accept-language': 'zh-CN' })
        .query(`query ($id: ID!) { customer(id: $id) { serviceRequests(first: 1) { nodes { ${SHOWN} } } } }`, {
          id: toGlobalId('Customer', customerId),
        })
    )['customer'];
    expect(chinese.serviceRequests.nodes[0].warnings[0].message).toContain('客户已停用');
  });

  it('show no warning to those who may not see customers', async () => {
    const permissions = {
      'contacts.read': 'firm',
      'contacts.record': 'firm',
      'services.create': 'firm',
      'services.read': 'firm',
    } as const;
    const blind = await app.employee({ permissions });
    const answers = [await contact(blind), await request(blind)];
    expect(JSON.stringify(answers)).not.toMatch(/CUSTOMER_INACTIVE|BRANCH_CLOSED|PERSON_HAS_LEFT/);
  });
});
