import { expect, it } from 'vitest';
import { planRevenue } from './revenue.js';
import { type RevenueMapping } from './revenue-mapping.js';
import { Columns } from './source.js';

const names = { companyKey: 'slug', companyName: 'vendor', department: 'org', year: 'year', amount: 'total' };
const mapping = { columns: names, yearBeginsIn: 4, currency: 'CAD' } as RevenueMapping;
const columns = new Columns(['slug', 'vendor', 'org', 'year', 'total'], []);
const plan = (...rows: [year: string, total: string][]) =>
  planRevenue(
    'acme/dnd/2017-2018',
    rows.map(([year, total], i) => ({ ordinal: i + 1, line: i + 2, fields: ['acme', 'ACME', 'dnd', year, total] })),
    columns,
    mapping,
  );

it.each([
  ['608583.84', '608583.84'],
  ['12', '12.00'],
  ['0012.5', '12.50'],
  ['12.500', '12.50'],
  ['-12.30', '-12.30'],
  ['-0.00', '0.00'],
  ['0', '0.00'],
])('%s is %s', (total, amount) => {
  expect(plan(['2017-2018', total]).plan).toMatchObject({ amount, firstMonth: '2017-04-01' });
});

it.each([
  ['2017-2018', '1.005', 'UNREADABLE_AMOUNT'],
  ['2017-2018', '1e3', 'UNREADABLE_AMOUNT'],
  ['2017-2018', '1,000.00', 'UNREADABLE_AMOUNT'],
  ['2017-2018', '', 'REQUIRED'],
  ['2017-2019', '1.00', 'UNREADABLE_YEAR'],
  ['2017', '1.00', 'UNREADABLE_YEAR'],
])('%s with %s is rejected as %s', (year, total, code) => {
  expect(plan([year, total]).rejected).toMatchObject([{ failure: { code } }]);
});

it('takes a year of a company and department once', () => {
  expect(plan(['2017-2018', '1.00'], ['2017-2018', '2.00'])).toMatchObject({
    plan: { amount: '1.00' },
    rejected: [{ row: { line: 3 }, failure: { code: 'KEY_REPEATED' } }],
  });
});
