import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '#kernel';
import { type Scope } from '#platform/context';
import { CustomerFactory } from '../../src/modules/customers/testing/index.js';
import { type ServiceWorld, serviceWorld } from '../../src/modules/services/testing/index.js';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

/** What the fields of one module show of the things of another: what its own root fields would show. */
describe('fields between modules', () => {
  let app: TestApp;
  let world: ServiceWorld;
  let request: string;

  beforeAll(async () => {
    app = await createTestApp();
    world = await serviceWorld(app);
    const manager = await app.employee({ name: 'Mary Manager' });
    const id = await world.request({ assigneeId: manager.id });
    request = toGlobalId('ServiceRequest', id);
  });

  /** Twice, because documents that come again are run in another way. */
  const twice = async (who: TestEmployee, fields: string) => {
    const query = `query ($id: ID!) { serviceRequest(id: $id) { number ${fields} } }`;
    const ask = async () => {
      const { data, errors } = await who.client.send(query, { id: request });
      return { data, errors: errors?.map(({ path, extensions }) => ({ path, extensions })) };
    };
    const first = await ask();
    expect(await ask()).toEqual(first);
    return first as { data: Record<string, unknown>; errors?: { path: unknown; extensions: { code: string } }[] };
  };

  test('without customers.read a request names its customer, and tells nothing of it', async () => {
    const reader = await app.employee({ permissions: { 'services.read': 'firm', 'contacts.read': 'firm' } });
    const answer = await twice(
      reader,
      `customer { id code name nameNative parent { name } children { totalCount } ancestors { name } sector { name }
         branches { totalCount } persons { nodes { phone } } jobs { totalCount } contacts { totalCount } website
         accountManager { name email } }
       branch { name } job { name } requester { name } assignee { name } watchers { name }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data['serviceRequest']).toMatchObject({
      customer: {
        ...{ name: 'Harbour Hotels China', parent: null, children: null, ancestors: [], sector: null, branches: null },
        ...{ persons: null, jobs: null, contacts: null, website: null, accountManager: null },
      },
      ...{ branch: null, job: null, requester: null, assignee: null, watchers: [] },
    });
    const refused = await twice(reader, 'customer { name active }');
    expect(refused.errors).toMatchObject([
      { path: ['serviceRequest', 'customer', 'active'], extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  test('without identity.read offices are named, and employees not shown', async () => {
    const reader = await app.employee({ permissions: { 'services.read': 'firm', 'customers.read': 'firm' } });
    const answer = await twice(
      reader,
      'office { code name region { name leadOffice { name } } } assignee { email } customer { name responsibleOffice { code } }',
    );
    expect(answer.data['serviceRequest']).toMatchObject({
      ...{ office: { name: 'Office', region: { name: 'Region', leadOffice: null } }, assignee: null },
      customer: { name: 'Harbour Hotels China', responsibleOffice: { code: expect.any(String) as string } },
    });
    expect((await twice(reader, 'office { code city }')).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  test('with the permissions everything is there', async () => {
    const permissions = { 'services.read': 'firm', 'customers.read': 'firm', 'identity.read': 'firm' } as const;
    const reader = await app.employee({ permissions });
    const answer = await twice(
      reader,
      'customer { name active persons { totalCount } } office { city } assignee { email }',
    );
    expect(answer.data['serviceRequest']).toMatchObject({
      customer: { active: true, persons: { totalCount: 2 } },
      office: { city: 'City' },
      assignee: { email: expect.stringContaining('@') as string },
    });
  });

  test('everybody sees themselves, and not their roles without identity.read', async () => {
    const nobody = await app.employee({ permissions: {}, name: 'Nora Nobody' });
    const { viewer } = await nobody.client.query(
      '{ viewer { employee { name email roles { key } office { name } } } }',
    );
    expect(viewer.employee).toEqual({
      ...{ name: 'Nora Nobody', email: expect.stringContaining('@') as string },
      ...{ roles: [], office: { name: 'Office' } },
    });
    const mine = toGlobalId('Employee', nobody.id);
    const other = toGlobalId('Employee', (await app.employee({ permissions: {} })).id);
    const query = `query ($id: ID!) { node(id: $id) { ... on Employee { email } } }`;
    expect((await nobody.client.query(query, { id: mine }))['node']).toMatchObject({ email: viewer.employee.email });
    expect((await nobody.client.query(query, { id: other }))['node']).toBeNull();
  });

  test('who changes a thing is shown it as it is now, and what lies beyond by its own rule', async () => {
    const writer = await app.employee({ permissions: { 'customers.write': 'office' } });
    const { updateCustomer } = await writer.client.query(
      `mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) {
         customer { website active persons { totalCount } responsibleOffice { name } } userErrors { code } } }`,
      { input: { id: toGlobalId('Customer', world.nationalId), version: 1, website: 'https://harbour.example' } },
    );
    expect(updateCustomer).toEqual({
      userErrors: [],
      customer: {
        website: 'https://harbour.example',
        active: true,
        persons: null,
        responsibleOffice: { name: 'Office' },
      },
    });
  });

  test('node(id:) needs what the root fields need', async () => {
    const admin = await app.employee();
    const far = toGlobalId('Customer', await new CustomerFactory(app).customer({ officeId: await app.office() }));
    const made = await admin.client.query(
      `mutation ($kpi: CreateServiceReviewKpiInput!, $product: CreateProductInput!) {
         createServiceReviewKpi(input: $kpi) { serviceReviewKpi { id } userErrors { code field } }
         createProduct(input: $product) { product { id } userErrors { code field } } }`,
      {
        kpi: { ...{ code: 'FAR', name: 'Far', measure: 'BACKLOG' }, ...{ green: '5', amber: '9', customerId: far } },
        product: { code: 'PLC', name: 'Controller', kind: 'PRODUCT' },
      },
    );
    const kpi = made['createServiceReviewKpi'].serviceReviewKpi.id as string;
    const product = made['createProduct'].product.id as string;
    const seen = async (permissions: Readonly<Record<string, Scope>>) => {
      const { client } = await app.employee({ permissions });
      const found = await client.query(
        `query ($request: ID!, $kpi: ID!, $product: ID!) {
           request: node(id: $request) { id } kpi: node(id: $kpi) { id } product: node(id: $product) { id } }`,
        { request, kpi, product },
      );
      return Object.keys(found).filter((name) => found[name] !== null);
    };
    expect(await seen({ 'identity.read': 'firm' })).toEqual([]);
    expect(await seen({ 'consulting.read': 'office' })).toEqual(['product']);
    expect(await seen({ 'management.read': 'office' })).toEqual([]);
    expect(await seen({ 'management.read': 'region', 'services.read': 'firm' })).toEqual(['request', 'kpi']);
  });
});
