import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { statementsOf } from '#testing';
import { ReferenceSectors } from '../application/reference-sectors.js';
import { CustomerFactory } from '../testing/index.js';

describe('customers over GraphQL', () => {
  let app: TestApp;
  let make: CustomerFactory;
  let admin: TestEmployee;
  let reader: TestEmployee;
  const ids: Record<string, string> = {};
  let sectors: ReadonlyMap<string, string>;

  beforeAll(async () => {
    app = await createTestApp();
    make = new CustomerFactory(app);
    admin = await app.employee();
    reader = await app.employee({ permissions: { 'customers.read': 'firm' } });
    sectors = await app.get(ReferenceSectors).ensure(app.system());
    const london = await app.office({ regionId: await app.region(), country: 'GB', timeZone: 'Europe/London' });
    ids['london'] = london;
    ids['group'] = await make.customer({
      code: 'G-1',
      name: 'Émile Müller Group',
      officeId: london,
      sectorId: sectors.get('HOTELS'),
    });
    ids['asia'] = await make.customer({
      code: 'G-2',
      name: 'Muller Asia',
      nameNative: '穆勒亚洲',
      parentId: ids['group'],
      stage: 'LOYAL',
    });
    ids['hk'] = await make.customer({
      code: 'G-3',
      name: 'muller hong kong',
      parentId: ids['asia'],
      accountManagerId: admin.id,
      sectorId: sectors.get('REAL-ESTATE'),
    });
    ids['lone'] = await make.customer({ code: 'Z-1', name: 'Zebra 100% Crossing_Ltd', active: false, stage: 'LOST' });
    for (const [customerId, country, city] of [
      [ids['hk'], 'HK', 'Hong Kong'],
      [ids['hk'], 'CN', 'Shenzhen'],
      [ids['asia'], 'SG', 'Singapore'],
    ] as const)
      ids[city] = await make.branch({ customerId: customerId as string, name: `${city} office`, country, city });
    for (const name of ['Ann', 'Bob', 'Cy'])
      ids[name] = await make.person({ customerId: ids['hk'] as string, name, branchIds: [ids['Shenzhen'] as string] });
    ids['job'] = await make.job({
      customerId: ids['hk'] as string,
      code: 'J-HK',
      branchId: ids['Hong Kong'],
      name: 'Lobby',
    });
    await make.job({
      customerId: ids['asia'] as string,
      serviceLine: 'MAINTENANCE',
      status: 'CLOSED',
      country: 'SG',
      code: 'J-SG',
    });
  });

  const gid = (type: string, name: string): string => toGlobalId(type, ids[name] ?? name);
  const list = async (filter: object, more = ''): Promise<string[]> => {
    const query = `query ($filter: CustomersFilter) { customers(filter: $filter ${more}) { nodes { code } totalCount } }`;
    const { customers } = await reader.client.query(query, { filter });
    const codes = customers.nodes.map((c: { code: string }) => c.code);
    expect(customers.totalCount).toBe(codes.length);
    return codes;
  };

  it('customers are found by part of the name in any script, whatever case and accents, or by code', async () => {
    expect(await list({ text: 'MÜLLER' })).toEqual(['G-1', 'G-2', 'G-3']);
    expect(await list({ text: '勒亚' })).toEqual(['G-2']);
    expect(await list({ text: 'g-3' })).toEqual(['G-3']);
    expect(await list({ text: '100%' })).toEqual(['Z-1']);
    expect(await list({ text: '0% c' })).toEqual(['Z-1']);
    expect(await list({ text: '0_c' })).toEqual([]);
    expect(await list({ text: 'g_l' })).toEqual(['Z-1']);
  });

  it('each filter narrows, and together they narrow more', async () => {
    expect(await list({ codes: ['G-2', 'Z-1', 'nope'] })).toEqual(['G-2', 'Z-1']);
    expect(await list({ sectorId: toGlobalId('Sector', sectors.get('REAL-ESTATE') as string) })).toEqual([
      'G-1',
      'G-3',
    ]);
    expect(await list({ stages: ['LOYAL', 'LOST'] })).toEqual(['G-2', 'Z-1']);
    expect(await list({ officeId: gid('Office', 'london') })).toEqual(['G-1']);
    expect(await list({ regionId: toGlobalId('Region', app.regionId) })).toEqual(['G-2', 'G-3', 'Z-1']);
    expect(await list({ branchCountry: 'CN' })).toEqual(['G-3']);
    expect(await list({ accountManagerId: toGlobalId('Employee', admin.id) })).toEqual(['G-3']);
    expect(await list({ parentId: gid('Customer', 'group') })).toEqual(['G-2']);
    expect(await list({ groupId: gid('Customer', 'group') })).toEqual(['G-1', 'G-2', 'G-3']);
    expect(await list({ groupId: gid('Customer', 'asia') })).toEqual(['G-2', 'G-3']);
    expect(await list({ active: false })).toEqual(['Z-1']);
    expect(await list({ groupId: gid('Customer', 'group'), branchCountry: 'SG', active: true })).toEqual(['G-2']);
  });

  it('lists are ordered as asked for, and pages join without gap or overlap in both directions', async () => {
    expect(await list({}, 'orderBy: { field: CODE, direction: DESC }')).toEqual(['Z-1', 'G-3', 'G-2', 'G-1']);
    expect(await list({}, 'orderBy: { field: CREATED_AT }')).toEqual(['G-1', 'G-2', 'G-3', 'Z-1']);
    for (const field of ['NAME', 'CODE', 'CREATED_AT']) {
      const page = `query ($after: String) { customers(first: 3, after: $after, orderBy: { field: ${field} })
        { nodes { code } pageInfo { hasNextPage endCursor } } }`;
      const { customers: one } = await reader.client.query(page);
      const { customers: two } = await reader.client.query(page, { after: one.pageInfo.endCursor });
      expect([...one.nodes, ...two.nodes].map((c) => c.code)).toEqual(['G-1', 'G-2', 'G-3', 'Z-1']);
      expect([one.pageInfo.hasNextPage, two.pageInfo.hasNextPage]).toEqual([true, false]);
    }
    const back = await reader.client.query(`{ customers(last: 2) { nodes { code } pageInfo { hasPreviousPage } } }`);
    expect(back.customers).toEqual({ nodes: [{ code: 'G-3' }, { code: 'Z-1' }], pageInfo: { hasPreviousPage: true } });
  });

  it('one customer shows its place in the tree and everything that belongs to it', async () => {
    const { customer } = await admin.client.query(`{ customer(code: "G-3") {
      code name group { code } parent { code } ancestors { code } children { totalCount }
      branches(first: 1) { totalCount nodes { city } edges { cursor } pageInfo { hasNextPage endCursor } }
      persons(last: 2) { nodes { name branches { nodes { city } } } pageInfo { hasPreviousPage } }
      jobs { nodes { code branch { city } responsibleOffice { id } viewerCan { update } } }
      sector { code parent { code } children { code } } responsibleOffice { id } accountManager { name } viewerCan { update } } }`);
    expect(customer).toMatchObject({
      group: { code: 'G-1' },
      parent: { code: 'G-2' },
      ancestors: [{ code: 'G-2' }, { code: 'G-1' }],
      children: { totalCount: 0 },
      branches: { totalCount: 2, nodes: [{ city: 'Hong Kong' }], pageInfo: { hasNextPage: true } },
      persons: {
        nodes: [
          { name: 'Bob', branches: { nodes: [{ city: 'Shenzhen' }] } },
          { name: 'Cy', branches: { nodes: [{ city: 'Shenzhen' }] } },
        ],
        pageInfo: { hasPreviousPage: true },
      },
      jobs: { nodes: [{ code: 'J-HK', branch: { city: 'Hong Kong' }, viewerCan: { update: true } }] },
      sector: { code: 'REAL-ESTATE', parent: null },
      responsibleOffice: { id: toGlobalId('Office', app.officeId) },
      accountManager: { name: expect.stringContaining('Employee') as string },
      viewerCan: { update: true },
    });
    expect(customer.sector.children.map((s: { code: string }) => s.code)).toContain('HOTELS');
    const next = await reader.client.query(
      `query ($after: String!) { customer(code: "G-3") { branches(first: 5, after: $after) { nodes { city } } } }`,
      { after: customer.branches.pageInfo.endCursor },
    );
    expect(next.customer.branches.nodes).toEqual([{ city: 'Shenzhen' }]);
  });

  it('a list of customers with branches and offices takes four statements, however many customers', async () => {
    const query = (n: number) => `{ customers(first: ${n}) { nodes { id code name responsibleOffice { code }
      group { code } branches(first: 5) { nodes { id code city } } } } }`;
    await reader.client.query(query(2));
    const { statements } = await statementsOf(() => reader.client.query(query(20)));
    const read = statements.map((s) => /from (unnest|[a-z_.]+)/.exec(s)?.[1] ?? s).sort();
    expect(read).toEqual(['customers.customer', 'customers.customer', 'identity.office', 'unnest']);
  });

  it('one customer by its code takes one statement', async () => {
    const query = `{ customer(code: "G-1") { id code name nameNative stage website active createdAt version } }`;
    await reader.client.query(query);
    const { statements } = await statementsOf(() => reader.client.query(query));
    expect(statements).toHaveLength(1);
  });

  it('branches, persons and jobs are found over all customers', async () => {
    const { a, b, c, d, e, f } = await reader.client.query(
      `query ($group: ID!, $branch: ID!) {
        a: branches(filter: { groupId: $group }) { nodes { city } totalCount }
        b: branches(filter: { country: "CN", servedBy: UNSERVED }) { nodes { city customer { code } office { id } } }
        c: persons(filter: { text: "bo", branchId: $branch }) { nodes { name customer { code } } }
        d: persons(filter: { groupId: $group, active: true }) { totalCount }
        e: jobs(filter: { serviceLines: [MAINTENANCE], statuses: [CLOSED], country: "SG" }) { nodes { code } }
        f: jobs(filter: { text: "lobby" }) { nodes { code customer { code } } } }`,
      { group: gid('Customer', 'asia'), branch: gid('Branch', 'Shenzhen') },
    );
    expect(a).toMatchObject({
      totalCount: 3,
      nodes: [{ city: 'Hong Kong' }, { city: 'Shenzhen' }, { city: 'Singapore' }],
    });
    expect(b.nodes).toEqual([{ city: 'Shenzhen', customer: { code: 'G-3' }, office: null }]);
    expect(c.nodes).toEqual([{ name: 'Bob', customer: { code: 'G-3' } }]);
    expect(d.totalCount).toBe(3);
    expect(e.nodes).toEqual([{ code: 'J-SG' }]);
    expect(f.nodes).toEqual([{ code: 'J-HK', customer: { code: 'G-3' } }]);
  });

  it('things are found by id or code, each exactly one way, and unknown ones are null', async () => {
    const found = await reader.client.query(
      `query ($branch: ID!, $person: ID!, $customer: ID!) {
        job(code: "J-HK") { name } branch(id: $branch) { city } person(id: $person) { name } node(id: $customer) { id }
        customer(code: "NOPE") { id } }`,
      { branch: gid('Branch', 'Shenzhen'), person: gid('Person', 'Ann'), customer: gid('Customer', 'hk') },
    );
    expect(found).toEqual({
      job: { name: 'Lobby' },
      branch: { city: 'Shenzhen' },
      person: { name: 'Ann' },
      node: { id: gid('Customer', 'hk') },
      customer: null,
    });
    for (const args of ['', `(id: "${gid('Customer', 'hk')}", code: "G-3")`, `(id: "${gid('Branch', 'Shenzhen')}")`])
      expect(await reader.client.errorCode(`{ customer${args} { id } }`)).toBe('BAD_USER_INPUT');
    const tooLong = { filter: { text: 'x'.repeat(201) } };
    expect(
      await reader.client.errorCode(
        `query ($filter: CustomersFilter) { customers(filter: $filter) { totalCount } }`,
        tooLong,
      ),
    ).toBe('BAD_USER_INPUT');
  });

  it('the tree of sectors comes in its own order', async () => {
    const { sectors: tree } = await reader.client.query(`{ sectors(active: true) { code parent { code } } }`);
    const codes = tree.map((s: { code: string }) => s.code) as string[];
    expect(codes.indexOf('HOTELS')).toBeGreaterThan(codes.indexOf('REAL-ESTATE'));
    expect(codes.slice(0, 3)).toEqual(['INDUSTRIAL', 'MANUFACTURING', 'NUCLEAR']);
    expect(codes).toHaveLength(24);
  });

  it('likely duplicates of a customer are shown, in either script', async () => {
    const query = `query ($name: String!, $native: String) { possibleDuplicateCustomers(name: $name, nameNative: $native) { score customer { code } } }`;
    const ask = async (name: string, native?: string) =>
      (await reader.client.query(query, { name, native })).possibleDuplicateCustomers.map(
        (d: { customer: { code: string } }) => d.customer.code,
      );
    expect(await ask('Müller  Asia Ltd')).toContain('G-2');
    expect((await ask('MULLER HONG KONG'))[0]).toBe('G-3');
    expect(await ask('Mule Corp', '穆勒亚洲')).toEqual(['G-2']);
    expect(await ask('Quite Another Company')).toEqual([]);
  });

  it('likely duplicates of a person are found by e-mail address anywhere and by name within the group', async () => {
    await make.person({ customerId: ids['lone'] as string, name: 'Charlotte Brown', email: 'C.Brown@zebra.example' });
    const query = `query ($email: String, $customerId: ID) {
      possibleDuplicatePersons(name: "Charlotte Browne", email: $email, customerId: $customerId) { score person { name } } }`;
    const ask = async (variables: object) =>
      (await reader.client.query(query, { ...variables })).possibleDuplicatePersons as { score: number }[];
    expect(await ask({ customerId: gid('Customer', 'hk') })).toEqual([]);
    expect(await ask({ customerId: gid('Customer', 'lone') })).toHaveLength(1);
    expect(await ask({})).toHaveLength(1);
    expect(await ask({ customerId: gid('Customer', 'hk'), email: 'c.brown@ZEBRA.example' })).toMatchObject([
      { score: 1 },
    ]);
  });

  it('the audit trail tells who changed what, the latest first, to those who may read it', async () => {
    const id = await make.customer({ name: 'Before' });
    const update = `mutation ($id: ID!) { updateCustomer(input: { id: $id, version: 1, name: "After" }) { userErrors { code } } }`;
    await admin.client.query(update, { id: toGlobalId('Customer', id) });
    const trail = `query ($id: ID!) { customer(id: $id) { auditTrail(first: 5) { totalCount nodes { action via actor { name } before after requestId } } } }`;
    const { customer } = await admin.client.query(trail, { id: toGlobalId('Customer', id) });
    expect(customer.auditTrail).toMatchObject({
      totalCount: 2,
      nodes: [
        {
          action: 'CHANGED',
          via: 'API',
          actor: { name: expect.stringContaining('Employee') as string },
          before: { name: 'Before', version: 1 },
          after: { name: 'After', version: 2 },
        },
        {
          action: 'CREATED',
          via: 'TEST',
          actor: null,
          before: null,
          after: expect.objectContaining({ name: 'Before' }) as object,
        },
      ],
    });
    expect((await reader.client.query(trail, { id: toGlobalId('Customer', id) })).customer.auditTrail).toBeNull();
    const rows = await app.db.one<{ n: number }>(
      sql`select count(*) as n from platform.audit_entry where row_id = ${id}`,
    );
    expect(rows.n).toBe(2);
  });

  it('nothing is shown without customers.read, and nothing at all without signing in', async () => {
    const nobody = await app.employee({ permissions: {} });
    for (const query of [
      '{ customers { totalCount } }',
      '{ branches { totalCount } }',
      '{ persons { totalCount } }',
      '{ jobs { totalCount } }',
      '{ sectors { code } }',
      '{ customer(code: "G-1") { id } }',
      '{ possibleDuplicateCustomers(name: "Muller") { score } }',
    ]) {
      expect(await nobody.client.errorCode(query)).toBe('FORBIDDEN');
      expect(await app.anonymous.errorCode(query)).toBe('UNAUTHENTICATED');
    }
    const { node } = await nobody.client.query(`query ($id: ID!) { node(id: $id) { id } }`, {
      id: gid('Customer', 'hk'),
    });
    expect(node).toBeNull();
  });

  it('viewerCan tells who may change what: own office, own region, serving office', async () => {
    const agent = await app.employee({ permissions: { 'customers.read': 'firm', 'customers.write': 'office' } });
    const manager = await app.employee({ permissions: { 'customers.read': 'firm', 'customers.write': 'region' } });
    const query = `{ customers(filter: { codes: ["G-1", "G-2"] }) { nodes { code viewerCan { update } } } }`;
    const expected = [
      { code: 'G-1', viewerCan: { update: false } },
      { code: 'G-2', viewerCan: { update: true } },
    ];
    expect((await agent.client.query(query)).customers.nodes).toEqual(expected);
    expect((await manager.client.query(query)).customers.nodes).toEqual(expected);
    const served = await make.branch({ customerId: ids['group'] as string, officeId: app.officeId });
    const branch = `query ($id: ID!) { branch(id: $id) { viewerCan { update } customer { viewerCan { update } } } }`;
    expect((await manager.client.query(branch, { id: toGlobalId('Branch', served) })).branch).toEqual({
      viewerCan: { update: true },
      customer: { viewerCan: { update: false } },
    });
  });
});
