import { beforeAll, describe, expect, it, test } from 'vitest';
import { systemClock, toGlobalId } from '#kernel';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { rateAge } from './domain/rate-age.js';
import { Books } from './testing/index.js';

test.each([
  ['2024-03-01', '2024-03-31', '2026-01-01', 0],
  ['2024-03-01', '2024-03-01', '2026-01-01', 30],
  ['2024-03-01', '2023-03-31', '2026-01-01', 366],
  // A month that is not over is looked at from today; a later rate cannot be known.
  ['2024-03-01', '2024-03-05', '2024-03-06', 1],
  ['2024-05-01', '2024-03-05', '2024-03-06', 1],
  ['2024-05-01', '2024-03-07', '2024-03-06', 0],
])('for %s a rate from %s, today %s, is %i days old', (month, from, today, age) =>
  expect(rateAge(month, from, today)).toBe(age),
);

describe('rates that are too old', () => {
  let app: TestApp;
  let books: Books;
  let finance: TestEmployee;
  let customerId: string;

  beforeAll(async () => {
    app = await createTestApp();
    books = new Books(app);
    await books.ensureTiers();
    finance = await app.employee({ permissions: { 'pyramid.read': 'firm', 'customers.read': 'firm' } });
    await books.rate('CAD', '2019-12-15', '0.6');
    await books.rate('CAD', '2020-06-30', '0.5');
    await books.rate('SEK', '2020-01-20', '12', 'UNITS_PER_POUND');
    customerId = await books.customer();
    const of = { customerId, amount: '100' };
    await books.record(
      { ...of, currency: 'CAD', month: '2020-01-01' },
      { ...of, currency: 'CAD', month: '2020-02-01' },
      { ...of, currency: 'CAD', month: '2020-02-01' },
      { ...of, currency: 'CAD', month: '2020-06-01' },
      { ...of, currency: 'SEK', month: '2020-02-01' },
      { ...of, currency: 'SEK', month: '2020-12-01' },
      { ...of, currency: 'GBP', month: '2020-12-01' },
    );
  });

  it('are shown beside the pyramid that they were used for, and count in it', async () => {
    const { pyramid } = await finance.client.query(
      `{ pyramid(asOf: "2020-12-31") { revenue { amount } oldRates { currency month ageDays revenue { amount } exchangeRate { validFrom } } } }`,
    );
    expect(pyramid).toEqual({
      // 300 at 0.6, 100 at 0.5, 200 at 1/12, 100.
      revenue: { amount: '346.67' },
      oldRates: [
        // 47 days at the end of January, 76 at the end of February: more than 45 both.
        {
          currency: 'CAD',
          month: '2020-01-01',
          ageDays: 47,
          revenue: { amount: '60.00' },
          exchangeRate: { validFrom: '2019-12-15' },
        },
        {
          currency: 'CAD',
          month: '2020-02-01',
          ageDays: 76,
          revenue: { amount: '120.00' },
          exchangeRate: { validFrom: '2019-12-15' },
        },
        {
          currency: 'SEK',
          month: '2020-12-01',
          ageDays: 346,
          revenue: { amount: '8.33' },
          exchangeRate: { validFrom: '2020-01-20' },
        },
      ],
    });
    const { pyramid: before } = await finance.client.query(`{ pyramid(asOf: "2019-12-31") { oldRates { month } } }`);
    expect(before).toEqual({ oldRates: [] });
  });

  it('are shown at each entry', async () => {
    const { node } = await finance.client.query(
      `query ($id: ID!) { node(id: $id) { ... on Customer { revenueEntries(first: 20) { nodes {
         month amount { amount currency } pounds { amount } rateAgeDays rateTooOld exchangeRate { quote } } } } } }`,
      { id: toGlobalId('Customer', customerId) },
    );
    const nodes = (node as { revenueEntries: { nodes: { amount: { currency: string }; month: string }[] } })
      .revenueEntries.nodes;
    const of = (currency: string, month: string) =>
      nodes.find((n) => n.amount.currency === currency && n.month === month);
    expect(of('GBP', '2020-12-01')).toMatchObject({ rateAgeDays: null, rateTooOld: false, exchangeRate: null });
    expect(of('SEK', '2020-02-01')).toMatchObject({ rateAgeDays: 40, rateTooOld: false, pounds: { amount: '8.33' } });
    expect(of('SEK', '2020-12-01')).toMatchObject({ rateTooOld: true, exchangeRate: { quote: 'UNITS_PER_POUND' } });
    expect(of('CAD', '2020-06-01')).toMatchObject({ rateAgeDays: 0, rateTooOld: false });
  });

  it('are counted by the re-tiering', async () => {
    expect(await books.retier('2020-12-31')).toMatchObject({ oldRates: 3 });
  });

  it('of months to come are as old as they are today', async () => {
    const today = systemClock.now().toISOString().slice(0, 10);
    await books.rate('NOK', today, '13', 'UNITS_PER_POUND');
    const month = `${Number(today.slice(0, 4)) + 1}-06-01`;
    const [id] = await books.record({ customerId, amount: '13', currency: 'NOK', month });
    const { node } = await finance.client.query(
      `query ($id: ID!) { node(id: $id) { ... on RevenueEntry { rateAgeDays rateTooOld pounds { amount } } } }`,
      { id: toGlobalId('RevenueEntry', id as string) },
    );
    expect(node).toEqual({ rateAgeDays: 0, rateTooOld: false, pounds: { amount: '1.00' } });
  });
});
