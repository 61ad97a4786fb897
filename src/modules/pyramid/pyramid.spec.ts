import { beforeAll, describe, expect, it } from 'vitest';
import { InvalidInputError } from '#platform/messages';
import { createTestApp, type TestApp } from '#testing/app';
import { PyramidQueries, type Pyramid, type PyramidUnit } from './application/pyramid.queries.js';
import { UpdateTier } from './application/update-tier.js';
import { Books } from './testing/index.js';

let app: TestApp;
let books: Books;
let queries: PyramidQueries;

const boot = async (): Promise<void> => {
  app = await createTestApp();
  books = new Books(app);
  queries = app.get(PyramidQueries);
  await books.ensureTiers();
};

/** `TOP 2 £…` for each tier that is not empty. */
const picture = async (asOf: string, unit: PyramidUnit = 'CUSTOMER'): Promise<string[]> => {
  const keys = new Map((await queries.tiers()).map((t) => [t.id, t.key]));
  const { tiers } = await queries.pyramid(asOf, unit, 'REVENUE');
  return tiers.filter((t) => t.customers > 0).map((t) => `${keys.get(t.tierId)} ${t.customers} ${t.revenue}`);
};

/** Splits pennies over `count` customers: uneven, each within the bounds, the same every time. */
function unevenParts(pennies: bigint, count: number, min: bigint, max: bigint, seed: bigint): bigint[] {
  const mean = pennies / BigInt(count);
  const room = mean - min < max - mean ? mean - min : max - mean;
  let state = seed;
  const parts: bigint[] = [];
  for (let i = 0; i + 1 < count; i += 2) {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    const off = (((state >> 20n) % 1000n) * room) / 1001n;
    parts.push(mean - off, mean + off);
  }
  if (parts.length < count) parts.push(mean);
  parts[0] = (parts[0] as bigint) + (pennies - parts.reduce((a, b) => a + b, 0n));
  return parts;
}

const poundsText = (pennies: bigint): string => `${pennies / 100n}.${(pennies % 100n).toString().padStart(2, '0')}`;

describe("the firm's picture at the start", () => {
  const asOf = '2025-10-31';
  const total = 14_860_000_000n;
  const shape = [
    { key: 'TOP', customers: 49, share: 54n, min: 50_000_001n, max: 500_000_000n },
    { key: 'MAJOR', customers: 75, share: 17n, min: 20_000_000n, max: 50_000_000n },
    { key: 'MEDIUM', customers: 109, share: 11n, min: 10_000_000n, max: 19_999_999n },
    { key: 'SMALL', customers: 1339, share: 18n, min: 1n, max: 9_999_999n },
  ];

  beforeAll(async () => {
    await boot();
    const ids = await books.someCustomers(1572);
    const amounts = shape.flatMap(({ customers, share, min, max }) =>
      unevenParts((total * share) / 100n, customers, min, max, share),
    );
    await books.recordYear(asOf, new Map(ids.map((id, i) => [id, poundsText(amounts[i] as bigint)])));
  });

  const expectThePicture = (pyramid: Pyramid): void => {
    expect(pyramid.customers).toBe(1572);
    expect(pyramid.revenue).toBe('148600000.00');
    expect(pyramid.tiers.map((t) => t.customers)).toEqual([49, 75, 109, 1339]);
    expect(pyramid.tiers.map((t) => t.revenueShare)).toEqual(['54.00', '17.00', '11.00', '18.00']);
    expect(pyramid.tiers.map((t) => t.customerShare)).toEqual(['3.12', '4.77', '6.93', '85.18']);
  };

  it('is 1,572 active customers: 49 top, 75 major, 109 medium, 1,339 small, with 54, 17, 11 and 18 % of revenue', async () => {
    expectThePicture(await queries.pyramid(asOf, 'CUSTOMER', 'REVENUE'));
  });

  it('is the same by the tiers that a re-tiering gave', async () => {
    expect(await books.retier(asOf)).toMatchObject({ active: 1572, moves: 1572 });
    expectThePicture(await queries.pyramid(asOf, 'CUSTOMER', 'HELD'));
  });

  it('lists the customers of a tier by revenue, page by page, each once', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    let last = Number.POSITIVE_INFINITY;
    for (;;) {
      const page = await queries.places(asOf, 'REVENUE', 'MEDIUM', { first: 50, after });
      for (const place of page.nodes) {
        expect(Number(place.revenue)).toBeLessThanOrEqual(last);
        last = Number(place.revenue);
        seen.push(place.customerId);
      }
      expect(await page.count()).toBe(109);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor as string;
    }
    expect(new Set(seen).size).toBe(109);
    expect(seen).toHaveLength(109);
  });

  it('has nobody in it a year before, and all its tiers', async () => {
    const pyramid = await queries.pyramid('2024-10-31', 'CUSTOMER', 'REVENUE');
    expect(pyramid).toMatchObject({ customers: 0, revenue: '0.00' });
    expect(pyramid.tiers.map((t) => [t.customers, t.revenueShare])).toEqual(Array(4).fill([0, '0.00']));
  });
});

describe('the pyramid of any day', () => {
  beforeAll(boot);

  it.each([
    ['500000.01', 'TOP'],
    ['500000.00', 'MAJOR'],
    ['200000.00', 'MAJOR'],
    ['199999.99', 'MEDIUM'],
    ['100000.00', 'MEDIUM'],
    ['99999.99', 'SMALL'],
    ['0.01', 'SMALL'],
  ])('puts £%s in %s, at the border exactly', async (pounds, key) => {
    const year = 1960 + ['500000.01', '500000.00', '200000.00', '199999.99', '100000.00', '99999.99'].indexOf(pounds);
    await books.customerWith(`${year}-12-31`, pounds);
    expect(await picture(`${year}-12-31`)).toEqual([`${key} 1 ${pounds}`]);
  });

  it('follows the fiscal year: as of 31 March and of 1 April it is April to March, a day earlier March to February', async () => {
    const customerId = await books.customer();
    const entry = { customerId, currency: 'GBP' };
    await books.record(
      { ...entry, month: '2010-03-01', amount: '1' },
      { ...entry, month: '2010-04-01', amount: '10' },
      { ...entry, month: '2011-03-01', amount: '100' },
      { ...entry, month: '2011-04-01', amount: '1000' },
    );
    const sums = [];
    for (const asOf of ['2011-03-30', '2011-03-31', '2011-04-01', '2011-04-30']) sums.push(await picture(asOf));
    expect(sums).toEqual([['SMALL 1 11.00'], ['SMALL 1 110.00'], ['SMALL 1 110.00'], ['SMALL 1 1100.00']]);
  });

  it('needs no re-tiering and takes late revenue into the past', async () => {
    const id = await books.customerWith('2012-12-31', '150000');
    expect(await picture('2012-12-31')).toEqual(['MEDIUM 1 150000.00']);
    await books.recordYear('2012-12-31', new Map([[id, '60000']]));
    expect(await picture('2012-12-31')).toEqual(['MAJOR 1 210000.00']);
  });

  it('converts each month at the latest rate valid on or before its last day, and follows corrected rates', async () => {
    await books.rate('CAD', '2023-01-01', '0.5');
    await books.rate('CAD', '2023-06-30', '0.6');
    await books.rate('CAD', '2023-07-02', '0.25');
    const customerId = await books.customer();
    const entry = { customerId, currency: 'CAD', amount: '100' };
    await books.record(
      { ...entry, month: '2023-05-01' },
      { ...entry, month: '2023-06-01' },
      { ...entry, month: '2023-07-01' },
    );
    expect(await picture('2023-05-31')).toEqual(['SMALL 1 50.00']);
    expect(await picture('2023-06-30')).toEqual(['SMALL 1 110.00']);
    expect(await picture('2023-07-31')).toEqual(['SMALL 1 135.00']);
    await books.rate('CAD', '2023-06-30', '0.70000001');
    expect(await picture('2023-06-30')).toEqual(['SMALL 1 120.00']);
  });

  it('adds exactly and rounds once: three thirds of a penny are a penny, and no binary fraction creeps in', async () => {
    await books.rate('SEK', '2014-01-01', '0.33333333');
    const customerId = await books.customer();
    const third = { customerId, currency: 'SEK', amount: '0.01', month: '2014-01-01' };
    await books.record(third, third, third);
    expect(await picture('2014-12-31')).toEqual(['SMALL 1 0.01']);
    const gbp = { customerId: await books.customer(), currency: 'GBP' };
    await books.record(...Array.from({ length: 10 }, () => ({ ...gbp, month: '2014-02-01', amount: '50000.10' })), {
      ...gbp,
      month: '2014-03-01',
      amount: '-0.99',
      kind: 'CREDIT' as const,
    });
    // 500,000.01 exactly: ten times 50,000.10 less 0.99.
    expect(await picture('2014-12-31')).toEqual(['TOP 1 500000.01', 'SMALL 1 0.01']);
  });

  it('does not count who gave back as much as it brought in, and says what the credits come to', async () => {
    const [even, owing] = (await books.someCustomers(2)) as [string, string];
    await books.customerWith('2015-12-31', '1000');
    const entry = { month: '2015-05-01', currency: 'GBP' };
    await books.record(
      { ...entry, customerId: even, amount: '100' },
      { ...entry, customerId: even, amount: '-100', kind: 'CREDIT' },
      { ...entry, customerId: owing, amount: '-30', kind: 'CORRECTION' },
    );
    const pyramid = await queries.pyramid('2015-12-31', 'CUSTOMER', 'REVENUE');
    expect(pyramid).toMatchObject({ customers: 1, revenue: '1000.00', creditsOfOthers: '-30.00' });
  });

  it('of groups counts all below the root together', async () => {
    const group = await books.customer();
    const [uk, hk] = (await books.someCustomers(2, { parentId: group })) as [string, string];
    const depot = await books.customer({ parentId: hk });
    const alone = await books.customer();
    await books.recordYear(
      '2016-12-31',
      new Map([
        [group, '100000'],
        [uk, '150000'],
        [hk, '150000'],
        [depot, '100000.01'],
        [alone, '5'],
      ]),
    );
    expect(await picture('2016-12-31')).toEqual(['MEDIUM 4 500000.01', 'SMALL 1 5.00']);
    expect(await picture('2016-12-31', 'GROUP')).toEqual(['TOP 1 500000.01', 'SMALL 1 5.00']);
  });

  it('uses the thresholds of its own day', async () => {
    await books.customerWith('2017-12-31', '450000');
    await books.customerWith('2018-12-31', '450000');
    const top = (await queries.tiers())[0];
    app.must(
      await app.get(UpdateTier).run(app.system(), {
        id: top?.id ?? '',
        version: top?.version ?? 0,
        threshold: { effectiveFrom: '2018-06-01', lowerBound: '400000' },
      }),
    );
    expect(await picture('2017-12-31')).toEqual(['MAJOR 1 450000.00']);
    expect(await picture('2018-12-31')).toEqual(['TOP 1 450000.00']);
  });

  it('by tiers held forgives what the re-tiering forgave', async () => {
    const id = await books.customerWith('2019-12-31', '200000');
    await books.retier('2019-12-31');
    await books.recordYear('2020-12-31', new Map([[id, '195000']]));
    await books.retier('2020-12-31');
    const keys = (await queries.tiers()).map((t) => t.key);
    const counts = async (basis: 'HELD' | 'REVENUE') =>
      (await queries.pyramid('2020-12-31', 'CUSTOMER', basis)).tiers
        .map((t, i) => [keys[i], t.customers])
        .filter(([, n]) => n !== 0);
    expect(await counts('HELD')).toEqual([['MAJOR', 1]]);
    expect(await counts('REVENUE')).toEqual([['MEDIUM', 1]]);
  });

  it('refuses days that have no books, unknown tiers, and tiers held by groups', async () => {
    await expect(queries.pyramid('0001-01-01', 'CUSTOMER', 'REVENUE')).rejects.toThrow(InvalidInputError);
    await expect(queries.pyramid('9999-12-31', 'CUSTOMER', 'REVENUE')).rejects.toThrow(InvalidInputError);
    await expect(queries.pyramid('2020-01-01', 'GROUP', 'HELD')).rejects.toThrow(InvalidInputError);
    await expect(queries.places('2020-01-01', 'REVENUE', 'GIANT', {})).rejects.toThrow(InvalidInputError);
    await expect(queries.tierUpgradeCandidates('1900-01-01', {})).rejects.toThrow(InvalidInputError);
  });
});

describe('conversion to pounds', () => {
  beforeAll(boot);

  /** A quotient of whole numbers rounded half away from zero: twice the size plus one divisor, over two divisors. */
  const rounded = (dividend: bigint, divisor: bigint): bigint => {
    const size = (2n * (dividend < 0n ? -dividend : dividend) + divisor) / (2n * divisor);
    return dividend < 0n ? -size : size;
  };
  const pence = (text: string): bigint => BigInt(text.replace('.', ''));
  const revenueOf = async (asOf: string, customerId: string): Promise<string> => {
    const page = await queries.places(asOf, 'REVENUE', null, { first: 100 });
    return page.nodes.find((p) => p.customerId === customerId)?.revenue ?? '0.00';
  };

  it('does not make a customer Major who brought in £499,990.00 by 1/34,830', async () => {
    await books.rate('VND', '1970-01-01', '34830', 'UNITS_PER_POUND');
    const customerId = await books.customer();
    // 499,990 times 34,830. At 0.00002871, as eight digits cut it, it was £499,974.65.
    await books.record({ customerId, currency: 'VND', amount: '17414651700', month: '1970-01-01' });
    expect(await revenueOf('1970-12-31', customerId)).toBe('499990.00');
    // At the border exactly: 500,000 pounds are not over 500,000.
    await books.record({ customerId, currency: 'VND', amount: '348300', month: '1970-02-01' });
    expect(await picture('1970-12-31')).toEqual(['MAJOR 1 500000.00']);
    await books.record({ customerId, currency: 'VND', amount: '349', month: '1970-03-01' });
    expect(await picture('1970-12-31')).toEqual(['TOP 1 500000.01']);
  });

  it.each([
    // Half a penny exactly, by a reciprocal that never ends: 0.06 / 12 and 0.03 / 6.
    ['12', '0.06', '0.01'],
    ['6', '0.03', '0.01'],
    ['12', '0.05', '0.00'],
    ['0.3', '0.30', '1.00'],
  ])('%s units for a pound make %s of them £%s', async (rate, amount, pounds) => {
    await books.rate('SEK', '1971-01-01', rate, 'UNITS_PER_POUND');
    const customerId = await books.customer();
    await books.record({ customerId, currency: 'SEK', amount, month: '1971-01-01' });
    expect(await revenueOf('1971-12-31', customerId)).toBe(pounds);
  });

  it('sums thousands of entries at awkward rates right to the penny', async () => {
    // Units for one pound, by month: two currencies against whole fractions, so that nothing here rounds but the end.
    const rates: Record<string, [bigint, bigint][]> = { VND: [], KWD: [], USD: [] };
    let state = 20_261_130n;
    const next = (below: bigint): bigint => {
      state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
      return (state >> 16n) % below;
    };
    for (let m = 1; m <= 12; m++) {
      const month = `1980-${String(m).padStart(2, '0')}-01`;
      // 34,830.000123456789 and the like; 0.3… dinars; dollars the other way round with 18 digits.
      const vnd = 34_000_000_000_000_000n + next(900_000_000_000_000n);
      const kwd = 380_000_000_000n + next(20_000_000_000n);
      const usd = 780_000_000_000_000_000n + next(20_000_000_000_000_000n);
      await books.rate(
        'VND',
        month,
        `${vnd / 10n ** 12n}.${(vnd % 10n ** 12n).toString().padStart(12, '0')}`,
        'UNITS_PER_POUND',
      );
      await books.rate('KWD', month, `0.${kwd.toString().padStart(12, '0')}`, 'UNITS_PER_POUND');
      await books.rate('USD', month, `0.${usd.toString().padStart(18, '0')}`);
      rates['VND']?.push([10n ** 12n, vnd]);
      rates['KWD']?.push([10n ** 12n, kwd]);
      rates['USD']?.push([usd, 10n ** 18n]);
    }
    const digits: Record<string, number> = { VND: 0, KWD: 3, USD: 2 };
    const customers = await books.someCustomers(6);
    const expected = new Map<string, [bigint, bigint]>(customers.map((id) => [id, [0n, 1n]]));
    const commands = [];
    for (let i = 0; i < 6_000; i++) {
      const currency = ['VND', 'KWD', 'USD'][i % 3] as string;
      const customerId = customers[i % 7 === 0 ? 0 : i % customers.length] as string;
      const m = Number(next(12n));
      const scale = digits[currency] as number;
      const units = next(10n ** 9n) + 1n;
      const text = units.toString().padStart(scale + 1, '0');
      const amount = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
      commands.push({ customerId, currency, amount, month: `1980-${String(m + 1).padStart(2, '0')}-01` });
      const [over, under] = rates[currency]?.[m] as [bigint, bigint];
      // Exact fractions: a/b + c/d.
      const [a, b] = expected.get(customerId) as [bigint, bigint];
      const [c, d] = [units * over, under * 10n ** BigInt(scale)];
      const sum: [bigint, bigint] = [a * d + c * b, b * d];
      const common = gcd(...sum);
      expected.set(customerId, [sum[0] / common, sum[1] / common]);
    }
    await books.record(...commands);
    for (const id of customers) {
      const [a, b] = expected.get(id) as [bigint, bigint];
      expect(pence(await revenueOf('1980-12-31', id))).toBe(rounded(a * 100n, b));
    }
  });

  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
});

describe('upgrade candidates', () => {
  const before = '2019-12-31';
  const asOf = '2020-12-31';
  beforeAll(boot);

  it('are small and medium customers whose growth would carry them into the next tier within a year', async () => {
    const grown = async (from: string, to: string): Promise<string> => {
      const id = await books.customer();
      await books.recordYear(before, new Map([[id, from]]));
      await books.recordYear(asOf, new Map([[id, to]]));
      return id;
    };
    const nearly = await grown('50000', '75000'); // 1.5 times again: 112,500
    const medium = await grown('100000', '160000'); // 256,000
    const doubling = await grown('1', '60000'); // capped at doubling: 120,000
    await grown('1', '49999.99'); // doubled it would stay below 100,000
    await grown('95000', '96000'); // too slow
    await grown('80000', '70000'); // shrinking
    await grown('300000', '450000'); // major: not watched
    await books.customerWith(asOf, '99999'); // no year before to grow from
    const page = await queries.tierUpgradeCandidates(asOf, {});
    expect(page.nodes.map((c) => c.customerId)).toEqual([medium, doubling, nearly]);
    expect(page.nodes[2]).toMatchObject({
      revenue: '75000.00',
      previousRevenue: '50000.00',
      growthPercent: '50.00',
      projectedRevenue: '112500.00',
      gap: '25000.00',
    });
    expect(await page.count()).toBe(3);
    const second = await queries.tierUpgradeCandidates(asOf, { first: 2, after: page.edges[0]?.cursor });
    expect(second.nodes.map((c) => c.customerId)).toEqual([doubling, nearly]);
  });
});
