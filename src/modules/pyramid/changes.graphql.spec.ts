import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { Books } from './testing/index.js';

const RECORD = `mutation ($input: RecordRevenueInput!) { recordRevenue(input: $input) {
  revenueEntry { id month kind amount { amount currency } pounds { amount currency } customer { id } job { id } source version }
  userErrors { code field message } } }`;
const RATES = `mutation ($input: RecordExchangeRatesInput!) { recordExchangeRates(input: $input) {
  exchangeRates { id currency validFrom rate version } userErrors { code field message } } }`;
const UPDATE_TIER = `mutation ($input: UpdateTierInput!) { updateTier(input: $input) {
  tier { key name nameNative version watchTierUpgrades thresholds { effectiveFrom lowerBound inclusive keepPercent } }
  userErrors { code field message current } } }`;
const RETIER = `mutation ($input: RetierCustomersInput!) { retierCustomers(input: $input) { asOf userErrors { code field message } } }`;
const PYRAMID = `query ($asOf: LocalDate!) { pyramid(asOf: $asOf) { customers } }`;

describe('changing the pyramid over GraphQL', () => {
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
            'There is no exchange rate for SEK on or before 2022-02-28. First record one that is valid from 2022-02-28 or earlier (recordExchangeRates).',
        },
      ]);
      expect(await errors({ month: '2022-02-15' })).toMatchObject([
        { code: 'MONTH_NOT_FIRST_DAY', message: 'A month is specified by its first day. Use 2022-02-01.' },
      ]);
      expect(await errors({ month: '2022-02-31' })).toMatchObject([{ code: 'INVALID_DATE', field: 'month' }]);
      expect(await errors({ currency: 'pounds' })).toMatchObject([{ code: 'INVALID_CURRENCY', field: 'currency' }]);
      expect(await errors({ amount: '1.001' })).toEqual([
        {
          code: 'AMOUNT_PRECISION',
          field: 'amount',
          message: 'Amounts in GBP have at most 2 digits after the decimal point. The nearest amount is 1.00.',
        },
      ]);
      expect(await errors({ currency: 'HRK', month: '2023-01-01' })).toEqual([
        { code: 'CURRENCY_ENDED', field: 'currency', message: 'HRK ended on 2022-12-31. Use EUR for later dates.' },
      ]);
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
        exchangeRates: [{ rate: '0.1105', version: 1 }, {}],
      });
      const { exchangeRates } = await admin.client.query(
        `{ exchangeRates(currency: "CNY", first: 1) { totalCount nodes { validFrom rate } pageInfo { hasNextPage } } }`,
      );
      expect(exchangeRates).toEqual({
        totalCount: 2,
        nodes: [{ validFrom: '2024-02-01', rate: '0.11' }],
        pageInfo: { hasNextPage: true },
      });
    });

    it('takes either way of quoting and shows both', async () => {
      const rates = [
        { currency: 'VND', validFrom: '2024-01-01', rate: '34830', quote: 'UNITS_PER_POUND' },
        { currency: 'IDR', validFrom: '2024-01-01', rate: '0.0000498753117206982', quote: 'POUNDS_PER_UNIT' },
      ];
      const { recordExchangeRates } = await admin.client.query(
        RATES.replace('id currency validFrom rate version', 'rate quotedRate quote'),
        { input: { rates } },
      );
      expect(recordExchangeRates.exchangeRates).toEqual([
        { rate: '0.000028710881424059718633', quotedRate: '34830', quote: 'UNITS_PER_POUND' },
        { rate: '0.0000498753117206982', quotedRate: '0.0000498753117206982', quote: 'POUNDS_PER_UNIT' },
      ]);
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
      expect((await update('MAJOR', { threshold, watchTierUpgrades: true })).tier).toMatchObject({
        key: 'MAJOR',
        watchTierUpgrades: true,
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
              'From 2029-01-01, the threshold of Major would be £200,000.00, which is not above £200,000.00, the threshold of Medium.',
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
        permissions: { 'pyramid.read': 'office', 'pyramid.record-revenue': 'office' },
      });
      expect((await agent.client.query(PYRAMID, { asOf })).pyramid.customers).toBe(0);
      expect(await agent.client.errorCode(`{ pyramidCustomers(asOf: "${asOf}") { totalCount } }`)).toBe('FORBIDDEN');
      expect(await agent.client.errorCode(`{ tierUpgradeCandidates(asOf: "${asOf}") { totalCount } }`)).toBe(
        'FORBIDDEN',
      );
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
});
