import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { Books } from './testing/index.js';

const RECORD = `mutation ($input: RecordRevenueInput!) { recordRevenue(input: $input) {
  revenueEntry { id month kind amount { amount currency } pounds { amount currency } customer { id } job { id } source version }
  userErrors { code field message } } }`;
const RATES = `mutation ($input: RecordExchangeRatesInput!) { recordExchangeRates(input: $input) {
  exchangeRates { id currency validFrom rate version } userErrors { code field message } } }`;
const UPDATE_TIER = `mutation ($input: UpdateTierInput!) { updateTier(input: $input) {
  tier { key name nameNative version watchClimbers thresholds { effectiveFrom lowerBound inclusive keepPercent } }
  userErrors { code field message current } } }`;
const RETIER = `mutation ($input: RetierCustomersInput!) { retierCustomers(input: $input) { asOf userErrors { code field message } } }`;
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
  afterAll(() => app.close());

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

  it('asks the database three times for the pyramid, signed in', async () => {
    await admin.client.query(PYRAMID, { asOf });
    const { statements } = await statementsOf(() => admin.client.query(PYRAMID, { asOf }));
    // the pyramid, its tiers
    expect(statements).toHaveLength(2);
  });

  it('lists customers and climbers with their names, within a budget of statements', async () => {
    const id = await books.customer();
    await books.recordYear('2018-12-31', new Map([[id, '60000']]));
    await books.recordYear('2019-12-31', new Map([[id, '90000']]));
    const query = `{ pyramidCustomers(asOf: "2019-12-31", first: 5, tier: "SMALL") { totalCount nodes { customer { id name } tier { key } revenue { amount } previousRevenue { amount } } }
      climbers(asOf: "2019-12-31") { totalCount nodes { customer { id } tier { key } nextTier { key } revenue { amount } previousRevenue { amount } growthPercent projectedRevenue { amount } gap { amount } } } }`;
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
    expect(result.climbers).toMatchObject({
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
    // places with their count and the tiers of the filter, climbers with their count, customers, tiers
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
        'Revenue of £12,000.00 over twelve months, more than 5 % below where Major begins (£200,000.00): fell to Small.',
        'Revenue of £240,000.00 over twelve months: rose from Medium to Major (£200,000.00).',
        'Revenue of £120,000.00 over twelve months: placed in Medium (£100,000.00).',
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
        '十二个月收入 £12,000.00,比大客户的起点(£200,000.00)低 5% 以上:降至小客户。',
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
      const query = `{ customers(first: 20) { nodes { id tier { key } tierHistory(first: 2) { nodes { rule } } revenue(from: "2016-01-01", to: "2016-12-01") { month } } } }`;
      await admin.client.query(query);
      const { statements } = await statementsOf(() => admin.client.query(query));
      // customers, standings, tiers, moves, months
      expect(statements.length).toBeLessThanOrEqual(5);
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

  describe('recordRevenue', () => {
    it('records an entry and shows it converted', async () => {
      await books.rate('HKD', '2022-01-01', '0.10000000');
      const customerId = toGlobalId('Customer', await books.customer());
      const { recordRevenue } = await admin.client.query(RECORD, {
        input: { customerId, month: '2022-02-01', amount: '1234.50', currency: 'HKD' },
      });
      expect(recordRevenue).toMatchObject({
        userErrors: [],
        revenueEntry: {
          month: '2022-02-01',
          kind: 'REVENUE',
          amount: { amount: '1234.50', currency: 'HKD' },
          pounds: { amount: '123.45', currency: 'GBP' },
          customer: { id: customerId },
          job: null,
          source: null,
          version: 1,
        },
      });
      const { node } = await admin.client.query(
        `query ($id: ID!) { node(id: $id) { ... on RevenueEntry { month } } }`,
        {
          id: recordRevenue.revenueEntry.id,
        },
      );
      expect(node).toEqual({ month: '2022-02-01' });
    });

    it('once per clientMutationId', async () => {
      const input = {
        customerId: toGlobalId('Customer', await books.customer()),
        month: '2022-02-01',
        amount: '5',
        currency: 'GBP',
        clientMutationId: 'once',
      };
      const first = await admin.client.query(RECORD, { input });
      expect(await admin.client.query(RECORD, { input })).toEqual(first);
    });

    it('says what is wrong and how to mend it', async () => {
      const customerId = toGlobalId('Customer', await books.customer());
      const input = { customerId, month: '2022-02-01', amount: '5', currency: 'GBP' };
      const errors = async (more: object) =>
        (await admin.client.query(RECORD, { input: { ...input, ...more } })).recordRevenue.userErrors;
      expect(await errors({ currency: 'SEK' })).toEqual([
        {
          code: 'RATE_MISSING',
          field: 'currency',
          message:
            'There is no rate of SEK on or before 2022-02-28; record one first (recordExchangeRates), valid from 2022-02-28 or earlier.',
        },
      ]);
      expect(await errors({ month: '2022-02-15' })).toMatchObject([
        { code: 'MONTH_NOT_FIRST_DAY', message: 'A month is written as its first day; write 2022-02-01.' },
      ]);
      expect(await errors({ month: '2022-02-31' })).toMatchObject([{ code: 'INVALID_DATE', field: 'month' }]);
      expect(await errors({ currency: 'pounds' })).toMatchObject([{ code: 'INVALID_CURRENCY', field: 'currency' }]);
      expect(await errors({ amount: '1.001' })).toMatchObject([{ code: 'INVALID_FORMAT', field: 'amount' }]);
      expect(await errors({ customerId: 'nonsense' })).toMatchObject([{ code: 'INVALID_ID', field: 'customerId' }]);
      expect(await errors({ customerId: toGlobalId('Office', app.officeId) })).toMatchObject([
        { code: 'WRONG_ID_TYPE', field: 'customerId' },
      ]);
      expect(await errors({ customerId: toGlobalId('Customer', app.officeId) })).toMatchObject([
        { code: 'CUSTOMER_NOT_FOUND', field: 'customerId' },
      ]);
    });
  });

  describe('recordExchangeRates', () => {
    it('records rates and lists them, the latest first', async () => {
      const rates = [
        { currency: 'CNY', validFrom: '2024-01-01', rate: '0.1105' },
        { currency: 'CNY', validFrom: '2024-02-01', rate: '0.11' },
      ];
      const { recordExchangeRates } = await admin.client.query(RATES, { input: { rates } });
      expect(recordExchangeRates).toMatchObject({
        userErrors: [],
        exchangeRates: [{ rate: '0.11050000', version: 1 }, {}],
      });
      const { exchangeRates } = await admin.client.query(
        `{ exchangeRates(currency: "CNY", first: 1) { totalCount nodes { validFrom rate } pageInfo { hasNextPage } } }`,
      );
      expect(exchangeRates).toEqual({
        totalCount: 2,
        nodes: [{ validFrom: '2024-02-01', rate: '0.11000000' }],
        pageInfo: { hasNextPage: true },
      });
    });

    it('names each rate that is wrong', async () => {
      const { recordExchangeRates } = await admin.client.query(RATES, {
        input: { rates: [{ currency: 'GBP', validFrom: '2024-01-01', rate: '1' }] },
      });
      expect(recordExchangeRates).toMatchObject({
        exchangeRates: null,
        userErrors: [{ code: 'GBP_HAS_NO_RATE', field: 'rates.0.currency' }],
      });
    });

    it('takes at most 500', async () => {
      const rates = Array.from({ length: 501 }, () => ({ currency: 'CNY', validFrom: '2024-01-01', rate: '1' }));
      const { recordExchangeRates } = await admin.client.query(RATES, { input: { rates } });
      expect(recordExchangeRates.userErrors).toMatchObject([{ code: 'TOO_MANY', field: 'rates' }]);
    });
  });

  describe('updateTier', () => {
    const tierOf = async (key: string) =>
      (await admin.client.query(`{ tiers { id key version } }`)).tiers.find((t: { key: string }) => t.key === key);
    const update = async (key: string, more: object) => {
      const { id, version } = await tierOf(key);
      return (await admin.client.query(UPDATE_TIER, { input: { id, version, ...more } })).updateTier;
    };

    it('sets where a tier begins from a day on, and keeps what was before', async () => {
      const threshold = { effectiveFrom: '2030-01-01', lowerBound: '250000' };
      expect((await update('MAJOR', { threshold, watchClimbers: true })).tier).toMatchObject({
        key: 'MAJOR',
        watchClimbers: true,
        thresholds: [
          { effectiveFrom: '2030-01-01', lowerBound: '250000.00', inclusive: true, keepPercent: '5' },
          { effectiveFrom: '1900-01-01', lowerBound: '200000.00', inclusive: true, keepPercent: '5' },
        ],
      });
      const again = await update('MAJOR', { threshold: { ...threshold, keepPercent: '2.5', inclusive: false } });
      expect(again.tier.thresholds[0]).toMatchObject({ keepPercent: '2.5', inclusive: false });
      expect(again.tier.thresholds).toHaveLength(2);
    });

    it('renames it', async () => {
      expect((await update('TOP', { name: ' Key accounts ', nameNative: '重点客户' })).tier).toMatchObject({
        name: 'Key accounts',
        nameNative: '重点客户',
      });
      await update('TOP', { name: 'Top', nameNative: '顶级客户' });
    });

    it('refuses thresholds out of order on any day, also on later ones', async () => {
      const answer = await update('MEDIUM', { threshold: { effectiveFrom: '2029-01-01', lowerBound: '200000' } });
      expect(answer).toMatchObject({
        tier: null,
        userErrors: [
          {
            code: 'THRESHOLDS_NOT_ORDERED',
            field: 'threshold.lowerBound',
            message:
              'From 2029-01-01, Major would begin at £200000.00, which is not above £200000.00, where Medium begins.',
          },
        ],
      });
      const later = await update('TOP', { threshold: { effectiveFrom: '2028-01-01', lowerBound: '240000' } });
      expect(later.userErrors[0]).toMatchObject({ code: 'THRESHOLDS_NOT_ORDERED' });
      expect(later.userErrors[0].message).toContain('From 2030-01-01');
    });

    it('refuses a bound for the lowest, wrong figures, and unknown tiers', async () => {
      const threshold = { effectiveFrom: '2031-01-01', lowerBound: '50000' };
      const codes = async (key: string, more: object) =>
        (await update(key, more)).userErrors.map((e: { code: string; field: string }) => `${e.code} ${e.field}`);
      expect(await codes('SMALL', { threshold })).toEqual(['LOWEST_TIER_HAS_NO_BOUND threshold']);
      expect(await codes('TOP', { threshold: { ...threshold, lowerBound: '-5', keepPercent: '100' } })).toEqual([
        'INVALID_FORMAT threshold.lowerBound',
        'INVALID_FORMAT threshold.keepPercent',
      ]);
      expect(await codes('TOP', { threshold: { ...threshold, effectiveFrom: '1899-12-31' } })).toEqual([
        'DATE_OUT_OF_RANGE threshold.effectiveFrom',
      ]);
      expect(await codes('TOP', { name: 'x'.repeat(61) })).toEqual(['TOO_LONG name']);
      expect(await codes('TOP', { name: ' ' })).toEqual(['REQUIRED name']);
      expect(await codes('TOP', { id: toGlobalId('Tier', app.officeId) })).toEqual(['TIER_NOT_FOUND id']);
    });

    it('refuses a stale version and shows the current values', async () => {
      const { id, version } = await tierOf('TOP');
      const answer = await admin.client.query(UPDATE_TIER, { input: { id, version: version - 1, name: 'X' } });
      expect(answer.updateTier.userErrors).toMatchObject([
        { code: 'STALE_VERSION', field: 'version', current: { name: 'Top', version } },
      ]);
    });

    it('of two changes at once that are in order each but not together lets one through', async () => {
      const major = await tierOf('MAJOR');
      const top = await tierOf('TOP');
      const send = (tier: { id: string; version: number }, lowerBound: string) =>
        admin.client.query(UPDATE_TIER, {
          input: { ...{ id: tier.id, version: tier.version }, threshold: { effectiveFrom: '2040-01-01', lowerBound } },
        });
      const answers = await Promise.all([send(major, '400000'), send(top, '300000')]);
      const failed = answers.flatMap((a) => a.updateTier.userErrors);
      expect(failed).toMatchObject([{ code: 'THRESHOLDS_NOT_ORDERED' }]);
    });
  });

  describe('access', () => {
    it('is refused without the permission', async () => {
      const nobody = await app.employee({ permissions: {} });
      const input = {
        customerId: toGlobalId('Customer', await books.customer()),
        month: '2022-02-01',
        amount: '5',
        currency: 'GBP',
      };
      expect(await nobody.client.errorCode(PYRAMID, { asOf })).toBe('FORBIDDEN');
      expect(await nobody.client.errorCode(RECORD, { input })).toBe('FORBIDDEN');
      expect(await nobody.client.errorCode(RATES, { input: { rates: [] } })).toBe('FORBIDDEN');
      expect(
        await nobody.client.errorCode(UPDATE_TIER, { input: { id: toGlobalId('Tier', app.officeId), version: 1 } }),
      ).toBe('FORBIDDEN');
      expect(await nobody.client.errorCode(RETIER, { input: { asOf } })).toBe('FORBIDDEN');
      expect(await app.anonymous.errorCode(PYRAMID, { asOf })).toBe('UNAUTHENTICATED');
    });

    it('of an office shows the shape of the pyramid, not the revenue of single customers of others', async () => {
      const agent = await app.employee({
        permissions: { 'pyramid.read': 'office', 'pyramid.manage': 'region', 'pyramid.record-revenue': 'office' },
      });
      expect((await agent.client.query(PYRAMID, { asOf })).pyramid.customers).toBe(3);
      expect(await agent.client.errorCode(`{ pyramidCustomers(asOf: "${asOf}") { totalCount } }`)).toBe('FORBIDDEN');
      expect(await agent.client.errorCode(`{ climbers(asOf: "${asOf}") { totalCount } }`)).toBe('FORBIDDEN');
      expect(await agent.client.errorCode(RETIER, { input: { asOf } })).toBe('FORBIDDEN');
      const elsewhere = await books.customer({ officeId: await app.office() });
      const input = {
        customerId: toGlobalId('Customer', elsewhere),
        month: '2022-02-01',
        amount: '5',
        currency: 'GBP',
      };
      expect(await agent.client.errorCode(RECORD, { input })).toBe('FORBIDDEN');
      const [entry] = await books.record({ ...input, customerId: elsewhere });
      const { node } = await agent.client.query(`query ($id: ID!) { node(id: $id) { id } }`, {
        id: toGlobalId('RevenueEntry', entry as string),
      });
      expect(node).toBeNull();
    });
  });

  it('retierCustomers accepts a day, and refuses one to come', async () => {
    expect((await admin.client.query(RETIER, { input: { asOf, clientMutationId: 'r1' } })).retierCustomers).toEqual({
      asOf,
      userErrors: [],
    });
    expect(await books.told('pyramid.retier-requested')).toEqual([{ asOf }]);
    expect((await admin.client.query(RETIER, { input: { asOf: '2190-01-01' } })).retierCustomers).toMatchObject({
      asOf: null,
      userErrors: [{ code: 'DATE_OUT_OF_RANGE', field: 'asOf' }],
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
