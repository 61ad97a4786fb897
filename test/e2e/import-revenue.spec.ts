import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#testing/app';
import { sql } from '#platform/database';
import { ImportsApi, type ImportCommand, type ImportReport } from '#modules/imports';
import { csvOf, newFolder, written } from '../fixtures/incident-log.js';

const COLUMNS = ['vendor', 'vendor_slug', 'owner_org', 'd_fiscal_year', 'total', 'total_constant_2019_dollars'];
type Line = readonly [vendor: string, org: string, year: string, total: string];
const table = (...lines: Line[]): string =>
  csvOf(
    COLUMNS,
    lines.map(([vendor, owner_org, d_fiscal_year, total]) => ({
      vendor,
      vendor_slug: vendor.toLowerCase().replace(/\W+/g, '_'),
      owner_org,
      d_fiscal_year,
      total,
    })),
  );

let app: TestApp;
let folder: string;
let officeCode: string;

beforeAll(async () => {
  app = await createTestApp();
  folder = await newFolder();
  ({ code: officeCode } = await app.db.one<{ code: string }>(sql`select code from identity.office`));
});
afterAll(async () => {
  await app?.close();
  if (folder) await rm(folder, { recursive: true });
});

let files = 0;
const run = async (text: string, more: Partial<ImportCommand> = {}): Promise<ImportReport> => {
  const path = await written(folder, `${++files}.csv`, text);
  return app
    .get(ImportsApi)
    .run(app.system(), { kind: 'REVENUE', path, officeCode, rejectPath: `${path}.rejects.csv`, ...more });
};
const monthsOf = (ref: string): Promise<{ month: string; amount: string; kind: string }[]> =>
  app.db.query(
    sql`select e.month, e.amount, e.kind from pyramid.revenue_entry e where e.external_ref like ${`${ref}/%`} order by e.month`,
  );

const FIRST = table(
  ['Smith, "Bill" & Sons', 'dnd-mdn', '2017-2018', '100.00'],
  ['Smith, "Bill" & Sons', 'dnd-mdn', '2018-2019', '0.07'],
  ['Smith, "Bill" & Sons', 'pc', '2017-2018', '2000000.00'],
  ['Acme', 'pc', '2017-2018', '0.00'],
  ['Acme', 'pc', '2018-2019', '-12.01'],
  ['Acme', 'pc', '2018-2019', '5.00'],
  ['Acme', '', '2018-2019', '5.00'],
  ['Acme', 'dnd-mdn', '2018', '5.00'],
  ['Acme', 'dnd-mdn', '2019-2020', 'lots'],
);

test('a year becomes twelve months that add up to the cent; what cannot be taken is told', async () => {
  const report = await run(FIRST);
  expect(report.counts).toEqual({ read: 9, taken: 4, unchanged: 0, rejected: 5 });
  expect(report.rejections).toEqual({
    ZERO_AMOUNT: 1,
    KEY_REPEATED: 1,
    REQUIRED: 1,
    UNREADABLE_YEAR: 1,
    UNREADABLE_AMOUNT: 1,
  });
  expect(report.created).toEqual({ customers: 2, branches: 3, revenueEntries: 48 });
  const year = await monthsOf('canada-spending:smith_bill_sons/dnd-mdn');
  expect(year).toHaveLength(24);
  expect(year[0]?.month).toBe('2017-04-01');
  expect(year[11]?.month).toBe('2018-03-01');
  const cents = year.map((e) => Math.round(Number(e.amount) * 100));
  expect(cents.slice(0, 12).reduce((a, b) => a + b)).toBe(10_000);
  expect(cents.slice(12).reduce((a, b) => a + b)).toBe(7);
  // More was paid back than paid: credit.
  const credit = await monthsOf('canada-spending:acme/pc');
  expect(new Set(credit.map((e) => e.kind))).toEqual(new Set(['CREDIT']));
  expect(credit.reduce((sum, e) => sum + Math.round(Number(e.amount) * 100), 0)).toBe(-1201);
  const { name } = await app.db.one<{ name: string }>(
    sql`select name from customers.customer where external_ref = 'canada-spending:smith_bill_sons'`,
  );
  expect(name).toBe('Smith, "Bill" & Sons');
});

test('the pyramid of each fiscal year can be asked for', async () => {
  const analyst = await app.employee();
  const { before, after } = await analyst.client.query(
    `{ before: pyramid(asOf: "2018-04-01") { customers revenue { amount } tiers { tier { key } customers } }
       after: pyramid(asOf: "2019-04-01") { customers } }`,
  );
  // Nine months of 2017 at 0.5981 and three of 2018 at 0.5781 pounds for a dollar.
  const pounds = 2_000_100 * (0.75 * 0.5981 + 0.25 * 0.5781);
  expect(Number(before.revenue.amount)).toBeCloseTo(pounds, 0);
  expect(before.tiers.find((t: { tier: { key: string } }) => t.tier.key === 'TOP').customers).toBe(1);
  expect(before.customers).toBe(1);
  expect(after.customers).toBe(1);
  const moves = await app.db.query<{ as_of: string; rule: string }>(
    sql`select m.as_of, m.rule from pyramid.move m order by m.seq`,
  );
  expect(moves).toEqual([
    { as_of: '2018-04-01', rule: 'PLACED' },
    { as_of: '2019-04-01', rule: 'FELL' },
  ]);
});

test('a second import changes nothing and says so', async () => {
  const report = await run(FIRST);
  expect(report.counts).toEqual({ read: 9, taken: 0, unchanged: 4, rejected: 5 });
  expect(report.created).toEqual({});
  expect(report.after.join()).toContain('0 moves');
});

test('a restated year replaces what was said before, also by zero', async () => {
  const restated = await run(
    table(['Smith, "Bill" & Sons', 'dnd-mdn', '2017-2018', '120.00'], ['Acme', 'pc', '2018-2019', '0.00']),
  );
  expect(restated.counts).toMatchObject({ taken: 2, rejected: 0 });
  expect(restated.created).toMatchObject({ revenueEntries: 0, revenueEntriesChanged: 24 });
  expect(
    new Set((await monthsOf('canada-spending:smith_bill_sons/dnd-mdn')).slice(0, 12).map((e) => e.amount)),
  ).toEqual(new Set(['10.00']));
  expect(new Set((await monthsOf('canada-spending:acme/pc')).map((e) => e.amount))).toEqual(new Set(['0.00']));
});

test('a dry run keeps nothing', async () => {
  const report = await run(table(['Dry', 'pc', '2017-2018', '12.00']), { dryRun: true });
  expect(report.counts).toMatchObject({ read: 1, taken: 1 });
  expect(await monthsOf('canada-spending:dry/pc')).toEqual([]);
});

test('whoever may import needs no other permission for what the file brings', async () => {
  const importer = await app.employee({ permissions: { 'imports.run': 'firm' } });
  const path = await written(folder, 'by-importer.csv', table(['Newcomer', 'pc', '2017-2018', '1200.00']));
  const report = await app
    .get(ImportsApi)
    .run(importer.ctx(), { kind: 'REVENUE', path, officeCode, rejectPath: `${path}.rejects.csv` });
  expect(report.created).toMatchObject({ customers: 1, revenueEntries: 12 });
});
