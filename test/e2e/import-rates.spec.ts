import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CURRENCIES, Decimal } from '#kernel';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { ImportsApi, type ImportReport } from '#modules/imports';
import { newFolder, written } from '../fixtures/incident-log.js';

const ECB = join(fileURLToPath(new URL('../../../shared/data/', import.meta.url)), 'rates/eurofxref-hist.csv.gz');
const there = existsSync(ECB);
if (!there) console.log(`The import of the European Central Bank's rates is not tried: ${ECB} is not there.`);

let app: TestApp;
let folder: string;
beforeAll(async () => {
  app = await createTestApp();
  folder = await newFolder();
});
afterAll(async () => {
  await app?.close();
  if (folder) await rm(folder, { recursive: true });
});

let files = 0;
const run = (path: string): Promise<ImportReport> =>
  app.get(ImportsApi).run(app.system(), { kind: 'RATES', path, rejectPath: join(folder, `${++files}.rejects.csv`) });
const table = async (...lines: string[]): Promise<ImportReport> =>
  run(await written(folder, `${++files}.csv`, `${lines.join('\n')}\n`));

interface Kept {
  readonly currency: string;
  readonly day: string;
  readonly rate: string;
  readonly quote: string;
}
const kept = (from: string, to: string): Promise<Kept[]> =>
  app.db.query<Kept>(
    sql`select r.currency::text, r.valid_from as day, r.rate, r.quote from pyramid.exchange_rate r
         where r.valid_from between ${from}::date and ${to}::date order by r.valid_from, r.currency`,
  );

/** A quotient with twenty significant digits by whole numbers alone: half up. */
function quotient(over: string, under: string): string {
  const [a, b] = [Decimal.parse(over), Decimal.parse(under)];
  const [dividend, divisor] = [a.units * 10n ** BigInt(b.scale), b.units * 10n ** BigInt(a.scale)];
  let digits = 0;
  while (dividend * 10n ** BigInt(digits) < divisor * 10n ** 19n) digits++;
  const units = (2n * dividend * 10n ** BigInt(digits) + divisor) / (2n * divisor);
  return Decimal.of(units, digits).format({ trim: true });
}

test('a row is a day; rates against the pound keep twenty significant digits, the euro what its pound says', async () => {
  const report = await table(
    'Date,USD,JPY,BGN,GBP,VND,XYZ,',
    '2010-03-02,1.1684,186.75,1.9558,0.87058,30322.5,7,',
    '2010-03-01,1.17,N/A,N/A,0.87,N/A,N/A,',
  );
  expect(report.counts).toEqual({ read: 2, taken: 2, unchanged: 0, rejected: 0 });
  expect(report.created).toEqual({ exchangeRates: 7 });
  expect(await kept('2010-03-01', '2010-03-02')).toEqual([
    { currency: 'EUR', day: '2010-03-01', rate: '0.87', quote: 'POUNDS_PER_UNIT' },
    { currency: 'USD', day: '2010-03-01', rate: quotient('1.17', '0.87'), quote: 'UNITS_PER_POUND' },
    { currency: 'BGN', day: '2010-03-02', rate: quotient('1.9558', '0.87058'), quote: 'UNITS_PER_POUND' },
    { currency: 'EUR', day: '2010-03-02', rate: '0.87058', quote: 'POUNDS_PER_UNIT' },
    { currency: 'JPY', day: '2010-03-02', rate: quotient('186.75', '0.87058'), quote: 'UNITS_PER_POUND' },
    { currency: 'USD', day: '2010-03-02', rate: quotient('1.1684', '0.87058'), quote: 'UNITS_PER_POUND' },
    { currency: 'VND', day: '2010-03-02', rate: quotient('30322.5', '0.87058'), quote: 'UNITS_PER_POUND' },
  ]);
});

test('again it changes nothing, a corrected day is corrected, and what cannot be read is rejected', async () => {
  const header = 'Date,USD,GBP,HRK,';
  expect((await table(header, '2011-03-01,1.25,0.8,7.5,')).created).toEqual({ exchangeRates: 3 });
  expect((await table(header, '2011-03-01,1.25,0.8,7.5,')).counts).toMatchObject({ taken: 0, unchanged: 1 });
  const report = await table(
    header,
    '2011-03-01,1.26,0.8,7.5,',
    '2011-03-02,1.25,,7.5,',
    '2011-03-03,lots,0.8,7.5,',
    '2011-02-29,1.25,0.8,7.5,',
    // The kuna ended with 2022.
    '2023-03-01,1.25,0.8,7.5,',
  );
  expect(report.counts).toEqual({ read: 5, taken: 1, unchanged: 0, rejected: 4 });
  expect(report.rejections).toEqual({ REQUIRED: 1, UNREADABLE_RATE: 1, INVALID_DATE: 1, CURRENCY_ENDED: 1 });
  expect(report.created).toEqual({ exchangeRates: 0, exchangeRatesChanged: 1 });
  expect((await kept('2011-03-01', '2011-03-01')).find((r) => r.currency === 'USD')).toMatchObject({
    rate: '1.575',
    quote: 'UNITS_PER_POUND',
  });
});

test('a file without the pound is refused', async () => {
  await expect(table('Date,USD', '2012-03-01,1.25')).rejects.toThrow('GBP');
});

describe.skipIf(!there)('the rates of the European Central Bank', () => {
  test('are all taken, digit by digit', async () => {
    const report = await run(ECB);
    expect(report.counts).toMatchObject({ rejected: 0 });
    const rows = createReadStream(ECB)
      .pipe(createGunzip())
      .pipe(parse({ columns: true }));
    const found = new Map((await kept('2015-01-01', '2026-12-31')).map((r) => [`${r.currency} ${r.day}`, r]));
    let compared = 0;
    for await (const row of rows as AsyncIterable<Record<string, string>>) {
      const { Date: day = '', GBP: pound = '', ...others } = row;
      expect(found.get(`EUR ${day}`)).toMatchObject({ rate: Decimal.parse(pound).format({ trim: true }) });
      for (const [currency, units] of Object.entries(others)) {
        if (units === 'N/A' || !CURRENCIES.has(currency)) continue;
        const { rate } = found.get(`${currency} ${day}`) as Kept;
        if (rate !== quotient(units, pound)) expect(`${currency} ${day} ${rate}`).toBe(quotient(units, pound));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(80_000);
  });

  test('give Canadian dollars for a pound whose yearly means are known', async () => {
    const means = await app.db.query<{ year: string; mean: string }>(
      sql`select to_char(r.valid_from, 'YYYY') as year, round(avg(r.rate), 4)::text as mean from pyramid.exchange_rate r
           where r.currency = 'CAD' and r.valid_from between '2017-01-01' and '2022-12-31' group by 1 order by 1`,
    );
    expect(means.map((m) => `${m.year} ${m.mean}`)).toEqual([
      ...['2017 1.6712', '2018 1.7289', '2019 1.6933', '2020 1.7198', '2021 1.7246', '2022 1.6067'],
    ]);
  });
});
