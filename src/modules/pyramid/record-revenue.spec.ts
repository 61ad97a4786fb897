import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { sql } from '#platform/database';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { CustomersApi } from '#modules/customers';
import { RecordExchangeRates } from './application/record-exchange-rates.js';
import { RecordRevenue } from './application/record-revenue.js';
import { PyramidApi } from './pyramid.api.js';
import { type ExchangeRateCommand, type RevenueCommand } from './pyramid.types.js';
import { Books } from './testing/index.js';

describe('recording revenue', () => {
  let app: TestApp;
  let books: Books;
  let api: PyramidApi;
  let customerId: string;
  let entry: RevenueCommand;

  beforeAll(async () => {
    app = await createTestApp();
    books = new Books(app);
    api = app.get(PyramidApi);
    customerId = await books.customer();
    entry = { customerId, month: '2024-05-01', amount: '1200.50', currency: 'GBP' };
    await books.rate('CAD', '2024-03-31', '0.58470000');
  });

  const failures = async (more: Partial<RevenueCommand>) => {
    const single = await app.get(RecordRevenue).run(app.system(), { ...entry, ...more });
    const [bulk] = await api.recordRevenueMany(app.system(), [{ ...entry, ...more }], 'test');
    // One and many are judged by the same rules.
    if (single.ok) expect(bulk).toMatchObject({ ok: true });
    else expect(bulk).toEqual(single);
    return single.ok ? [] : single.failures.map((f) => `${f.code} ${f.field ?? ''}`);
  };

  const jobOf = async (owner: string): Promise<string> => {
    const [job] = await app
      .get(CustomersApi)
      .createJobs(app.system(), [
        { customerId: owner, name: 'Job', serviceLine: 'CONSULTING', country: 'HK', officeId: app.officeId },
      ]);
    return app.must(job as NonNullable<typeof job>).id;
  };
  const branchOf = async (owner: string): Promise<string> => {
    const [branch] = await app
      .get(CustomersApi)
      .createBranches(app.system(), [{ customerId: owner, name: 'Site', country: 'HK', timeZone: 'Asia/Hong_Kong' }]);
    return app.must(branch as NonNullable<typeof branch>).id;
  };

  it.each([
    [{ amount: '12.345' }, 'AMOUNT_PRECISION amount'],
    [{ amount: '1e5' }, 'INVALID_FORMAT amount'],
    [{ amount: '1234567890123' }, 'INVALID_FORMAT amount'],
    [{ amount: 'NaN' }, 'INVALID_FORMAT amount'],
    [{ amount: '-1' }, 'AMOUNT_SIGN amount'],
    [{ amount: '1', kind: 'CREDIT' as const }, 'AMOUNT_SIGN amount'],
    [{ month: '2024-02-30' }, 'INVALID_DATE month'],
    [{ month: '2024-05-02' }, 'MONTH_NOT_FIRST_DAY month'],
    [{ month: '1949-12-01' }, 'DATE_OUT_OF_RANGE month'],
    [{ currency: 'XXX' }, 'INVALID_CURRENCY currency'],
    [{ currency: 'EUR' }, 'RATE_MISSING currency'],
    [{ currency: 'CAD', month: '2024-02-01' }, 'RATE_MISSING currency'],
    [{ note: 'x'.repeat(501) }, 'TOO_LONG note'],
    [{ note: 'a\u0000b' }, 'INVALID_TEXT note'],
    [{ externalRef: 'r'.repeat(201) }, 'TOO_LONG externalRef'],
    [{ customerId: '00000000-0000-7000-8000-000000000000' }, 'CUSTOMER_NOT_FOUND customerId'],
    [{ jobId: '00000000-0000-7000-8000-000000000000' }, 'JOB_NOT_FOUND jobId'],
    [{ branchId: '00000000-0000-7000-8000-000000000000' }, 'BRANCH_NOT_FOUND branchId'],
  ])('refuses %j: %s', async (more, failure) => {
    expect(await failures(more as Partial<RevenueCommand>)).toEqual([failure]);
  });

  describe('amounts follow their currency', () => {
    const RATES = [
      ...['JPY', 'KRW', 'KWD', 'BHD', 'IDR', 'EUR', 'HRK', 'BGN'].map((currency) => ({
        currency,
        validFrom: '2015-01-01',
      })),
      { currency: 'VEF', validFrom: '2018-01-01' },
      { currency: 'VES', validFrom: '2018-08-20' },
      { currency: 'DEM', validFrom: '2000-01-01' },
    ];
    beforeAll(async () => {
      app.must(
        await api.recordRatesMany(
          app.system(),
          RATES.map((r) => ({ ...r, rate: '0.5' })),
        ),
      );
    });

    it.each([
      ['JPY', '100.50', ['AMOUNT_PRECISION amount']],
      ['JPY', '100', []],
      ['JPY', '100.00', []],
      ['KRW', '0.1', ['AMOUNT_PRECISION amount']],
      ['KWD', '1.234', []],
      ['BHD', '1.2345', ['AMOUNT_PRECISION amount']],
      ['IDR', '1000.25', []],
      ['EUR', '12.345', ['AMOUNT_PRECISION amount']],
    ])('%s %s: %j', async (currency, amount, expected) => {
      expect(await failures({ currency, amount })).toEqual(expected);
    });

    it.each([
      ['HRK', '2022-12-01', []],
      ['HRK', '2023-01-01', ['CURRENCY_ENDED currency']],
      ['BGN', '2025-12-01', []],
      ['BGN', '2026-01-01', ['CURRENCY_ENDED currency']],
      ['DEM', '2001-12-01', []],
      ['DEM', '2002-01-01', ['CURRENCY_ENDED currency']],
      // The month of the change is the time of both.
      ['VEF', '2018-08-01', []],
      ['VES', '2018-08-01', []],
      ['VES', '2018-07-01', ['CURRENCY_NOT_YET currency']],
    ])('%s in %s: %j', async (currency, month, expected) => {
      expect(await failures({ currency, month, amount: '1' })).toEqual(expected);
    });

    it('keeps them in the digits of the currency, and the parts of a credit likewise', async () => {
      const ids = await books.record(
        { ...entry, currency: 'KWD', amount: '1.2' },
        { ...entry, currency: 'JPY', amount: '700.00' },
        { ...entry, currency: 'GBP', amount: '-0.50', kind: 'CREDIT' },
      );
      const kept = await app.db.query<{ id: string; amount: string }>(
        sql`select id, amount from pyramid.revenue_entry where id = any(${ids}::uuid[])`,
      );
      expect(ids.map((id) => kept.find((k) => k.id === id)?.amount)).toEqual(['1.200', '700', '-0.50']);
    });
  });

  it('refuses jobs and branches of another customer', async () => {
    const other = await books.customer();
    expect(await failures({ jobId: await jobOf(other), branchId: await branchOf(other) })).toEqual([
      'OTHER_CUSTOMER jobId',
      'OTHER_CUSTOMER branchId',
    ]);
  });

  it('takes a rate that comes in during the month, zero, credits and corrections', async () => {
    const run = (more: Partial<RevenueCommand>) => app.get(RecordRevenue).run(app.system(), { ...entry, ...more });
    expect(await run({ currency: 'CAD', month: '2024-03-01' })).toMatchObject({ ok: true });
    expect(await run({ amount: '0.00' })).toMatchObject({ ok: true });
    expect(await run({ amount: '0', kind: 'CREDIT' })).toMatchObject({ ok: true });
    expect(await run({ amount: '-10.00', kind: 'CREDIT' })).toMatchObject({ ok: true });
    expect(await run({ amount: '-10.00', kind: 'CORRECTION' })).toMatchObject({ ok: true });
    expect(await run({ jobId: await jobOf(customerId), branchId: await branchOf(customerId) })).toMatchObject({
      ok: true,
    });
  });

  it('audits one entry as itself, and refuses its external reference a second time', async () => {
    const externalRef = `ledger:${uuidv7()}`;
    const { id } = app.must(await app.get(RecordRevenue).run(app.system(), { ...entry, externalRef }));
    const audited = await app.db.query(
      sql`select action, after ->> 'amount' as amount from platform.audit_entry where row_id = ${id}`,
    );
    expect(audited).toEqual([{ action: 'insert', amount: '1200.50' }]);
    expect(await app.get(RecordRevenue).run(app.system(), { ...entry, externalRef })).toMatchObject({
      failures: [{ code: 'EXTERNAL_REF_TAKEN', field: 'externalRef' }],
    });
  });

  it('in bulk takes the good, refuses the bad, and changes nothing the second time', async () => {
    const ref = uuidv7();
    const commands: RevenueCommand[] = [
      { ...entry, amount: '10', externalRef: `bulk:${ref}:1` },
      { ...entry, amount: 'ten', externalRef: `bulk:${ref}:2` },
      { ...entry, amount: '30', currency: 'CAD', externalRef: `bulk:${ref}:3` },
      { ...entry, amount: '40', externalRef: `bulk:${ref}:3` },
    ];
    const outcome = (results: Awaited<ReturnType<PyramidApi['recordRevenueMany']>>) =>
      results.map((r) => (r.ok ? r.value.outcome : r.failures[0]?.code));
    const first = await api.recordRevenueMany(app.system(), commands, 'ledger.csv');
    expect(outcome(first)).toEqual(['RECORDED', 'INVALID_FORMAT', 'RECORDED', 'DUPLICATE_ITEM']);
    const batches = () =>
      app.db.query(
        sql`select entries, first_month, last_month, totals from pyramid.revenue_batch where source = 'ledger.csv'`,
      );
    expect(await batches()).toEqual([
      {
        entries: 2,
        first_month: '2024-05-01',
        last_month: '2024-05-01',
        totals: { GBP: '10.00', CAD: '30.00' },
      },
    ]);
    const second = await api.recordRevenueMany(app.system(), commands, 'ledger.csv');
    expect(outcome(second)).toEqual(['UNCHANGED', 'INVALID_FORMAT', 'UNCHANGED', 'DUPLICATE_ITEM']);
    expect(second[0]).toEqual({ ok: true, value: { id: idOf(first[0]), outcome: 'UNCHANGED' } });
    expect(await batches()).toHaveLength(1);
  });

  const idOf = (result: Awaited<ReturnType<PyramidApi['recordRevenueMany']>>[number] | undefined): string =>
    result?.ok ? result.value.id : '';

  it('in bulk brings restated entries up to date, with what they were in the audit trail', async () => {
    const externalRef = `restated:${uuidv7()}`;
    const [first] = await api.recordRevenueMany(app.system(), [{ ...entry, amount: '10', externalRef }], 'a.csv');
    const results = await api.recordRevenueMany(
      app.system(),
      [
        { ...entry, amount: '12', externalRef },
        { ...entry, amount: '5', externalRef: `new:${uuidv7()}` },
      ],
      'b.csv',
    );
    expect(results.map((r) => r.ok && r.value.outcome)).toEqual(['CHANGED', 'RECORDED']);
    expect(idOf(results[0])).toBe(idOf(first));
    const audited = await app.db.query(
      sql`select action, before ->> 'amount' as before, after ->> 'amount' as after from platform.audit_entry
           where row_id = ${idOf(first)}`,
    );
    expect(audited).toEqual([{ action: 'update', before: '10.00', after: '12.00' }]);
  });

  it('in bulk audits the batch in place of its entries', async () => {
    const results = await api.recordRevenueMany(
      app.system(),
      Array.from({ length: 500 }, () => entry),
      'audited.csv',
    );
    const one = results.map((r) => idOf(r));
    const entries = await app.db.query(sql`select from platform.audit_entry where row_id = any(${one}::uuid[])`);
    expect(entries).toHaveLength(0);
    const [batch] = await app.db.query(sql`
      select a.via, a.after ->> 'entries' as entries from platform.audit_entry a
       where a.table_name = 'pyramid.revenue_batch' and a.after ->> 'source' = 'audited.csv'`);
    expect(batch).toEqual({ via: 'test', entries: '500' });
  });

  it('in bulk takes a handful of statements, however many entries', async () => {
    const { statements } = await statementsOf(() =>
      api.recordRevenueMany(
        app.system(),
        Array.from({ length: 2000 }, (_, i) => ({ ...entry, currency: i % 2 ? 'CAD' : 'GBP' })),
        'many.csv',
      ),
    );
    // begin, context, customers, rates, entries, commit
    expect(statements.length).toBeLessThanOrEqual(6);
  });

  it('two imports of the same file at once record every entry once', async () => {
    const ref = uuidv7();
    const commands = Array.from({ length: 300 }, (_, i) => ({ ...entry, externalRef: `twice:${ref}:${i}` }));
    const both = await Promise.all([
      api.recordRevenueMany(app.system(), commands, 'twice.csv'),
      api.recordRevenueMany(app.system(), [...commands].reverse(), 'twice.csv'),
    ]);
    const outcomes = both.flat().map((r) => (r.ok ? r.value.outcome : 'refused'));
    expect(outcomes.filter((o) => o === 'RECORDED')).toHaveLength(300);
    expect(outcomes.filter((o) => o === 'UNCHANGED')).toHaveLength(300);
  });

  it('is allowed for customers of the offices within reach only', async () => {
    const elsewhere = await app.office({ regionId: await app.region() });
    const sameRegion = await app.office();
    const agent = await app.employee({ permissions: { 'pyramid.record-revenue': 'office' } });
    const regional = await app.employee({ permissions: { 'pyramid.record-revenue': 'region' } });
    const none = await app.employee({ permissions: { 'pyramid.read': 'firm' } });
    const record = app.get(RecordRevenue);
    const near = { ...entry, customerId: await books.customer({ officeId: sameRegion }) };
    const far = { ...entry, customerId: await books.customer({ officeId: elsewhere }) };
    expect(await record.run(agent.ctx(), entry)).toMatchObject({ ok: true });
    await expect(record.run(agent.ctx(), near)).rejects.toThrow(ForbiddenError);
    expect(await record.run(regional.ctx(), near)).toMatchObject({ ok: true });
    await expect(record.run(regional.ctx(), far)).rejects.toThrow(ForbiddenError);
    await expect(record.run(none.ctx(), entry)).rejects.toThrow(ForbiddenError);
    await expect(record.runMany(regional.ctx(), [near, far], 'x')).rejects.toThrow(ForbiddenError);
  });

  describe('exchange rates', () => {
    const rate = { currency: 'USD', validFrom: '2024-01-01', rate: '0.78500000' };
    const run = (...rates: ExchangeRateCommand[]) => app.get(RecordExchangeRates).run(app.system(), rates);

    it('are recorded once, corrected with their past in the audit trail, and left alone when the same', async () => {
      const first = app.must(await run(rate));
      expect(first).toMatchObject({ recorded: 1, changed: 0 });
      expect(app.must(await run(rate))).toEqual({ ids: first.ids, recorded: 0, changed: 0, touched: new Set() });
      expect(app.must(await run({ ...rate, rate: '0.79' }))).toMatchObject({ ids: first.ids, recorded: 0, changed: 1 });
      const audited = await app.db.query(
        sql`select action, before ->> 'rate' as before from platform.audit_entry where row_id = ${first.ids[0]} order by id`,
      );
      expect(audited).toEqual([
        { action: 'insert', before: null },
        { action: 'update', before: '0.785' },
      ]);
    });

    it('that are wrong are all named, and none is recorded', async () => {
      const result = await run(
        { ...rate, currency: 'SEK' },
        { ...rate, currency: 'GBP' },
        { ...rate, currency: 'ABC' },
        { ...rate, currency: 'EUR', rate: '0.0' },
        { ...rate, currency: 'DKK', rate: '-1' },
        { ...rate, currency: 'NOK', validFrom: '2024-13-01' },
        { ...rate, currency: 'SEK' },
      );
      expect(result.ok ? [] : result.failures.map((f) => `${f.code} ${f.field}`)).toEqual([
        'GBP_HAS_NO_RATE rates.1.currency',
        'INVALID_CURRENCY rates.2.currency',
        'RATE_NOT_POSITIVE rates.3.rate',
        'INVALID_FORMAT rates.4.rate',
        'INVALID_DATE rates.5.validFrom',
        'DUPLICATE_ITEM rates.6.validFrom',
      ]);
      expect(await app.db.query(sql`select from pyramid.exchange_rate where currency = 'SEK'`)).toHaveLength(0);
    });

    it('keep all digits, for currencies of little worth, whichever way they are quoted', async () => {
      const given: ExchangeRateCommand[] = [
        { currency: 'VND', validFrom: '2024-01-01', rate: '0.000028710881424059718634' },
        { currency: 'VND', validFrom: '2024-02-01', rate: '34830.25', quote: 'UNITS_PER_POUND' },
        { currency: 'KWD', validFrom: '2024-01-01', rate: '2.61234567890123' },
        { currency: 'IDR', validFrom: '2024-01-01', rate: '20050.123456789012', quote: 'UNITS_PER_POUND' },
      ];
      const { ids } = app.must(await run(...given));
      const kept = await app.db.query<{ id: string; rate: string; quote: string }>(
        sql`select id, rate, quote from pyramid.exchange_rate where id = any(${ids}::uuid[])`,
      );
      expect(ids.map((id) => kept.find((k) => k.id === id))).toMatchObject(
        given.map(({ rate: r, quote }) => ({ rate: r, quote: quote ?? 'POUNDS_PER_UNIT' })),
      );
    });

    it('quoted the other way replace one of the same day, even with the same number', async () => {
      const day = { currency: 'CHF', validFrom: '2024-01-01', rate: '1.1' };
      app.must(await run(day));
      expect(app.must(await run({ ...day, quote: 'UNITS_PER_POUND' }))).toMatchObject({ recorded: 0, changed: 1 });
    });

    it.each<[Partial<ExchangeRateCommand>, string]>([
      [{ rate: '0.0000000000000000000000001' }, 'INVALID_FORMAT rates.0.rate'],
      [{ rate: '1234567890123' }, 'INVALID_FORMAT rates.0.rate'],
      [{ rate: '1e-5' }, 'INVALID_FORMAT rates.0.rate'],
      [{ currency: 'BGN', validFrom: '2026-01-01' }, 'CURRENCY_ENDED rates.0.currency'],
      [{ currency: 'EUR', validFrom: '1998-12-31' }, 'CURRENCY_NOT_YET rates.0.currency'],
      [{ quote: 'SIDEWAYS' as 'UNITS_PER_POUND' }, 'NOT_ALLOWED_VALUE rates.0.quote'],
    ])('are refused: %j is %s', async (more, failure) => {
      const result = await run({ ...rate, ...more });
      expect(result.ok ? [] : result.failures.map((f) => `${f.code} ${f.field}`)).toEqual([failure]);
    });

    it('are refused to those who do not manage the pyramid', async () => {
      const manager = await app.employee({ permissions: { 'pyramid.record-revenue': 'firm' } });
      await expect(app.get(RecordExchangeRates).run(manager.ctx(), [rate])).rejects.toThrow(ForbiddenError);
    });
  });
});
