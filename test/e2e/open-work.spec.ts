import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { CustomerFactory } from '../../src/modules/customers/testing/index.js';
import { OpenWork } from '../../src/modules/identity/application/open-work.js';
import { OPEN_WORK_KINDS, declaredOpenWork } from '../../src/modules/identity/open-work.js';
import { serviceWorld, type ServiceWorld } from '../../src/modules/services/testing/index.js';

let app: TestApp;
let world: ServiceWorld;
let admin: TestEmployee;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  admin = await app.employee();
});

const UPDATE = `mutation ($input: UpdateEmployeeInput!) {
  updateEmployee(input: $input) { employee { active } userErrors { code field message } } }`;
const OPEN = `query ($id: ID!) { employeeOpenWork(employeeId: $id) { kind count } }`;
const gid = (who: TestEmployee): string => toGlobalId('Employee', who.id);
const deactivate = async (who: TestEmployee, more: object = {}) => {
  const { version } = await app.db.one<{ version: number }>(
    sql`select version from identity.employee where id = ${who.id}`,
  );
  const input = { id: gid(who), version, active: false, ...more };
  return (await admin.client.query(UPDATE, { input }))['updateEmployee'];
};

describe('open work of an employee', () => {
  it('is shown, and has to be accepted before he is deactivated', async () => {
    const leaver = await app.employee();
    await world.request({ assigneeId: leaver.id });
    await world.request({ assigneeId: leaver.id });
    await new CustomerFactory(app).customer({ accountManagerId: leaver.id });
    expect((await admin.client.query(OPEN, { id: gid(leaver) }))['employeeOpenWork']).toEqual([
      { kind: 'SERVICE_REQUESTS', count: 2 },
      { kind: 'CUSTOMERS', count: 1 },
    ]);
    const refused = await deactivate(leaver);
    expect(refused).toMatchObject({ employee: null, userErrors: [{ code: 'HAS_OPEN_WORK', field: 'active' }] });
    expect(refused.userErrors[0].message).toContain('SERVICE_REQUESTS 2, CUSTOMERS 1');
    expect(await deactivate(leaver, { acceptOpenWork: true })).toEqual({ employee: { active: false }, userErrors: [] });
  });

  it('is nothing for somebody who has none, who can simply be deactivated', async () => {
    const idle = await app.employee();
    expect((await admin.client.query(OPEN, { id: gid(idle) }))['employeeOpenWork']).toEqual([]);
    expect((await deactivate(idle)).userErrors).toEqual([]);
  });

  it('is shown to those who manage the employee only', async () => {
    const far = await app.office({ regionId: await app.region() });
    const there = await app.employee({ officeId: far });
    const local = await app.employee({
      permissions: { 'identity.manage-employees': 'office', 'identity.read': 'firm' },
    });
    expect(await local.client.errorCode(OPEN, { id: gid(there) })).toBe('FORBIDDEN');
    expect((await local.client.query(OPEN, { id: gid(admin) }))['employeeOpenWork']).toEqual([]);
  });

  it('is counted for every kind by the module that owns it', async () => {
    expect(declaredOpenWork().map(([kind]) => kind)).toEqual([...OPEN_WORK_KINDS]);
    expect(await app.get(OpenWork).of(uuidv7())).toEqual([]);
  });
});
