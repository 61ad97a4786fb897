import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { Books } from './testing/index.js';

const PYRAMID = `query ($asOf: LocalDate!) { pyramid(asOf: $asOf) { asOf firstMonth lastMonth unit basis customers
  revenue { amount currency } creditsOfOthers { amount }
  tiers { tier { key nameNative } lowerBound inclusive customers customerShare revenue { amount } revenueShare } } }`;

describe('the pyramid over GraphQL', () => {
  let app: TestApp;
  let books: Books;
  let admin: TestEmployee;
  const asOf = '2021-04-01';

  beforeAll(async () => {
    app = await createTestApp();
    books = new Books(app);
    await books.ensureTiers();
    admin = await app.employee();
  });

  it('shows counts, shares of customers and shares of revenue', async () => {
    await books.customerWith(asOf, '750000');
    await books.customerWith(asOf, '240000');
    await books.customerWith(asOf, '10000');
    await books.customerWith('2020-03-31', '900000');
    const { pyramid } = await admin.client.query(PYRAMID, { asOf });
    expect(pyramid).toMatchObject({
      asOf,
      firstMonth: '2020-04-01',
      lastMonth: '2021-03-01',
      unit: 'CUSTOMER',
      basis: 'REVENUE',
      customers: 3,
      revenue: { amount: '1000000.00', currency: 'GBP' },
      creditsOfOthers: { amount: '0.00' },
    });
    const row = (key: string) => pyramid.tiers.find((t: { tier: { key: string } }) => t.tier.key === key);
    expect(row('TOP')).toEqual({
      tier: { key: 'TOP', nameNative: '顶级客户' },
      lowerBound: '500000.00',
      inclusive: false,
      customers: 1,
      customerShare: '33.33',
      revenue: { amount: '750000.00' },
      revenueShare: '75.00',
    });
    expect(row('MEDIUM')).toMatchObject({ customers: 0, customerShare: '0.00', revenueShare: '0.00' });
    expect(row('SMALL')).toMatchObject({ lowerBound: null, customers: 1, revenueShare: '1.00' });
  });

  it('is that of today in UTC when no day is given', async () => {
    const days = () => new Date().toISOString().slice(0, 10);
    const before = days();
    const { pyramid } = await admin.client.query('{ pyramid { asOf customers } }');
    // Midnight may pass between the two.
    expect([before, days()]).toContain(pyramid.asOf);
  });

  it('takes two statements: the pyramid and its tiers', async () => {
    await admin.client.query(PYRAMID, { asOf });
    const { statements } = await statementsOf(() => admin.client.query(PYRAMID, { asOf }));
    expect(statements).toHaveLength(2);
  });

  it('lists customers and upgrade candidates with their names, within a budget of statements', async () => {
    const id = await books.customer();
    await books.recordYear('2018-12-31', new Map([[id, '60000']]));
    await books.recordYear('2019-12-31', new Map([[id, '90000']]));
    const query = `{ pyramidCustomers(asOf: "2019-12-31", first: 5, tier: "SMALL") { totalCount nodes { customer { id name } tier { key } revenue { amount } previousRevenue { amount } } }
      tierUpgradeCandidates(asOf: "2019-12-31") { totalCount nodes { customer { id } tier { key } nextTier { key } revenue { amount } previousRevenue { amount } growthPercent projectedRevenue { amount } gap { amount } } } }`;
    const { result, statements } = await statementsOf(() => admin.client.query(query));
    expect(result.pyramidCustomers).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          customer: { id: toGlobalId('Customer', id) },
          tier: { key: 'SMALL' },
          revenue: { amount: '90000.00' },
          previousRevenue: { amount: '60000.00' },
        },
      ],
    });
    expect(result.tierUpgradeCandidates).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          nextTier: { key: 'MEDIUM' },
          growthPercent: '50.00',
          projectedRevenue: { amount: '135000.00' },
          gap: { amount: '10000.00' },
        },
      ],
    });
    // places with their count and the tiers of the filter, upgrade candidates with their count, customers, tiers
    expect(statements.length).toBeLessThanOrEqual(8);
  });

  describe('a customer', () => {
    const FIELDS = `tier { key } tierSince revenue(from: "2016-03-15", to: "2016-04-01") { month revenue { amount currency } }
      tierHistory(first: 5) { totalCount nodes { rule asOf from { key } to { key } revenue { amount } bound { amount } reason } }
      revenueEntries(first: 2) { totalCount nodes { month amount { amount } source } }`;
    const ask = (who: TestEmployee, id: string) =>
      who.client.query(`query ($id: ID!) { node(id: $id) { ... on Customer { ${FIELDS} } } }`, {
        id: toGlobalId('Customer', id),
      });
    let id: string;

    beforeAll(async () => {
      id = await books.customer();
      await books.recordYear('2015-12-31', new Map([[id, '120000']]));
      await books.retier('2015-12-31');
      await books.recordYear('2016-12-31', new Map([[id, '240000']]));
      await books.retier('2016-12-31');
      await books.recordYear('2017-12-31', new Map([[id, '12000']]));
      await books.retier('2017-12-31');
    });

    it('has a tier, its history with reasons, and its revenue by month', async () => {
      const { node } = await ask(admin, id);
      expect(node.tier).toEqual({ key: 'SMALL' });
      expect(node.tierSince).toBe('2017-12-31');
      expect(node.revenue).toEqual([
        { month: '2016-03-01', revenue: { amount: '20000.00', currency: 'GBP' } },
        { month: '2016-04-01', revenue: { amount: '20000.00', currency: 'GBP' } },
      ]);
      expect(node.tierHistory.totalCount).toBe(3);
      expect(node.tierHistory.nodes.map((m: { reason: string }) => m.reason)).toEqual([
        'Twelve-month revenue of £12,000.00, more than 5 % below the threshold of Major (£200,000.00): downgraded to Small.',
        'Twelve-month revenue of £240,000.00: upgraded from Medium to Major (£200,000.00).',
        'Twelve-month revenue of £120,000.00: placed in Medium (£100,000.00).',
      ]);
      expect(node.tierHistory.nodes[1]).toMatchObject({
        rule: 'ROSE',
        asOf: '2016-12-31',
        from: { key: 'MEDIUM' },
        to: { key: 'MAJOR' },
        revenue: { amount: '240000.00' },
        bound: { amount: '200000.00' },
      });
      expect(node.revenueEntries).toMatchObject({
        totalCount: 36,
        nodes: [{ month: '2017-12-01', source: 'test' }, {}],
      });
    });

    it('gives its reasons in Chinese to those who read it', async () => {
      const { node } = await admin.client
        .with({ 'accept-language': 'zh-CN' })
        .query(
          `query ($id: ID!) { node(id: $id) { ... on Customer { tierHistory(first: 1) { nodes { reason } } } } }`,
          {
            id: toGlobalId('Customer', id),
          },
        );
      expect(node.tierHistory.nodes[0].reason).toBe(
        '十二个月收入 £12,000.00，比大客户的起点（£200,000.00）低 5% 以上：降至小客户。',
      );
    });

    it('hides its revenue from offices out of reach, and all of it from those without the permission', async () => {
      const elsewhere = await app.office({ regionId: await app.region() });
      const far = await app.employee({
        officeId: elsewhere,
        permissions: { 'pyramid.read': 'region', 'customers.read': 'firm' },
      });
      expect((await ask(far, id)).node).toEqual({
        tier: { key: 'SMALL' },
        tierSince: '2017-12-31',
        revenue: null,
        tierHistory: null,
        revenueEntries: null,
      });
      const near = await app.employee({ permissions: { 'pyramid.read': 'region', 'customers.read': 'firm' } });
      expect((await ask(near, id)).node.revenue).toHaveLength(2);
      const none = await app.employee({ permissions: { 'customers.read': 'firm' } });
      expect((await ask(none, id)).node).toMatchObject({ tier: null, tierSince: null, revenue: null });
    });

    it('has its tier and revenue loaded for a whole page of customers at once', async () => {
      const query = `{ customers(first: 20) { nodes { id tier { key } tierHistory(first: 2) { totalCount nodes { rule } } revenueEntries(first: 2, from: "2016-01-01") { totalCount nodes { month } } revenue(from: "2016-01-01", to: "2016-12-01") { month } } } }`;
      await admin.client.query(query);
      const { statements } = await statementsOf(() => admin.client.query(query));
      // customers, tierAssignments, tiers, moves and entries with their counts, months
      expect(statements.length).toBeLessThanOrEqual(8);
    });

    it('refuses ranges of months that mean nothing, and dates that do not exist', async () => {
      const global = toGlobalId('Customer', id);
      for (const [from, to] of [
        ['2016-05-01', '2016-04-01'],
        ['2000-01-01', '2016-04-01'],
        ['2016-02-30', '2016-04-01'],
      ])
        expect(
          await admin.client.errorCode(
            `query ($id: ID!) { node(id: $id) { ... on Customer { revenue(from: "${from}", to: "${to}") { month } } } }`,
            { id: global },
          ),
        ).toBe('BAD_USER_INPUT');
    });
  });

  it('refuses days without books and unknown tiers as bad input', async () => {
    expect(await admin.client.errorCode(PYRAMID, { asOf: '1900-01-01' })).toBe('BAD_USER_INPUT');
    expect(await admin.client.errorCode(PYRAMID, { asOf: '2021-02-29' })).toBe('BAD_USER_INPUT');
    expect(
      await admin.client.errorCode(`{ pyramid(asOf: "2021-01-01", unit: GROUP, basis: HELD) { customers } }`),
    ).toBe('BAD_USER_INPUT');
    expect(await admin.client.errorCode(`{ pyramidCustomers(asOf: "2021-01-01", tier: "GIANT") { totalCount } }`)).toBe(
      'BAD_USER_INPUT',
    );
  });
});
