import { beforeAll, describe, expect, it } from 'vitest';
import { ForbiddenError } from '#platform/access';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { RequestRetier } from './application/request-retier.js';
import { RetierCustomers } from './application/retier-customers.js';
import { PyramidApi } from './pyramid.api.js';
import { Books } from './testing/index.js';

const Y2020 = '2020-12-31';
const Y2021 = '2021-12-31';
const Y2022 = '2022-12-31';

describe('re-tiering', () => {
  let app: TestApp;
  let books: Books;

  beforeAll(async () => {
    app = await createTestApp();
    books = new Books(app);
    await books.ensureTiers();
  });

  /** The tiers of a new customer with these revenues in the years from 2018 on. */
  const tiersThrough = async (...years: string[]): Promise<{ id: string; tiers: string[] }> => {
    const id = await books.customer();
    const tiers: string[] = [];
    for (const [i, pounds] of years.entries()) {
      const asOf = `${2018 + i}-12-31`;
      await books.recordYear(asOf, new Map([[id, pounds]]));
      await books.retier(asOf);
      tiers.push((await books.tierOf(id)) ?? 'nowhere');
    }
    return { id, tiers };
  };

  it.each([
    ['500000.01', 'TOP'],
    ['500000.00', 'MAJOR'],
    ['200000.00', 'MAJOR'],
    ['199999.99', 'MEDIUM'],
    ['100000.00', 'MEDIUM'],
    ['99999.99', 'SMALL'],
    ['0.01', 'SMALL'],
    ['0.00', 'nowhere'],
    ['-5.00', 'nowhere'],
  ])('a customer who brought in £%s is %s', async (pounds, tier) => {
    expect((await tiersThrough(pounds)).tiers).toEqual([tier]);
  });

  it.each([
    ['a customer rises at once', ['199999.99', '200000.00'], ['MEDIUM', 'MAJOR']],
    ['a customer keeps its tier down to 5 % below the border', ['200000.00', '190000.00'], ['MAJOR', 'MAJOR']],
    ['a penny more below, it falls', ['200000.00', '189999.99'], ['MAJOR', 'MEDIUM']],
    ['years a little below the border are forgiven each time', ['600000', '499000', '480000'], ['TOP', 'TOP', 'TOP']],
    ['what falls far falls to the tier of its revenue', ['600000', '195000'], ['TOP', 'MEDIUM']],
    ['near a border nobody flaps', ['100000', '99000', '101000', '97000'], ['MEDIUM', 'MEDIUM', 'MEDIUM', 'MEDIUM']],
    ['without a tier to keep nothing is forgiven', ['99000', '99999'], ['SMALL', 'SMALL']],
    ['a year of nothing ends it', ['99000', '0', '99000'], ['SMALL', 'nowhere', 'SMALL']],
  ])('%s', async (_, years, tiers) => {
    expect((await tiersThrough(...years)).tiers).toEqual(tiers);
  });

  it('every move is recorded with its rule, the revenue and the border that decided it', async () => {
    const { id } = await tiersThrough('150000', '250000', '150000', '0', '10000');
    expect(await books.movesOf(id)).toEqual([
      'PLACED >MEDIUM',
      'ROSE MEDIUM>MAJOR',
      'FELL MAJOR>MEDIUM',
      'LEFT MEDIUM>',
      'RETURNED >SMALL',
    ]);
    const moves = await app.db.query(sql`
      select m.as_of, m.revenue_gbp, m.bound_gbp, m.keep_share from pyramid.move m where m.customer_id = ${id} order by m.seq`);
    expect(moves).toEqual([
      { as_of: '2018-12-31', revenue_gbp: '150000.00', bound_gbp: '100000.00', keep_share: null },
      { as_of: '2019-12-31', revenue_gbp: '250000.00', bound_gbp: '200000.00', keep_share: null },
      { as_of: '2020-12-31', revenue_gbp: '150000.00', bound_gbp: '200000.00', keep_share: '0.0500' },
      { as_of: '2021-12-31', revenue_gbp: '0.00', bound_gbp: null, keep_share: null },
      { as_of: '2022-12-31', revenue_gbp: '10000.00', bound_gbp: null, keep_share: null },
    ]);
  });
});

describe('running the re-tiering', () => {
  let app: TestApp;
  let books: Books;
  const moved = 'pyramid.customer-moved';

  beforeAll(async () => {
    app = await createTestApp();
    books = new Books(app);
    await books.ensureTiers();
  });

  const everything = async (): Promise<unknown> => [
    await app.db.query(sql`select * from pyramid.tier_assignment order by customer_id`),
    await app.db.query(sql`select * from pyramid.move order by seq`),
    await books.told(moved),
  ];

  it('twice as of the same day changes nothing and tells nothing the second time', async () => {
    const id = await books.customerWith(Y2020, '600000');
    expect(await books.retier(Y2020)).toMatchObject({ active: 1, moves: 1, later: 0 });
    expect(await books.told(moved)).toEqual([{ customerId: id, from: null, to: 'TOP', asOf: Y2020 }]);
    const before = await everything();
    expect(await books.retier(Y2020)).toMatchObject({ active: 1, moves: 0 });
    expect(await everything()).toEqual(before);
  });

  it('two at once: one moves the customers, the other finds nothing to do', async () => {
    const ids = await books.someCustomers(200);
    await books.recordYear(Y2021, new Map(ids.map((id, i) => [id, String(1000 * (i + 1))])));
    const told = (await books.told(moved)).length;
    const outcomes = await Promise.all([books.retier(Y2021), books.retier(Y2021), books.retier(Y2021)]);
    // The customer of 2020 brought in nothing in 2021.
    expect(outcomes.map((o) => o.moves).sort((a, b) => a - b)).toEqual([0, 0, 201]);
    expect((await books.told(moved)).length - told).toBe(201);
    const twice = await app.db.query(
      sql`select customer_id from pyramid.move group by customer_id, as_of having count(*) > 1`,
    );
    expect(twice).toEqual([]);
  });

  it('late revenue moves a customer when the day is done again', async () => {
    const id = await books.customerWith(Y2022, '90000');
    await books.retier(Y2022);
    await books.recordYear(Y2022, new Map([[id, '20000']]));
    await books.retier(Y2022);
    expect(await books.movesOf(id)).toEqual(['PLACED >SMALL', 'ROSE SMALL>MEDIUM']);
  });

  it('leaves alone who was re-tiered as of a later day, and places who was not', async () => {
    const late = await books.customerWith(Y2020, '300000');
    const outcome = await books.retier(Y2020);
    expect(outcome.later).toBeGreaterThan(200);
    expect(outcome.moves).toBe(1);
    expect(await books.tierOf(late)).toBe('MAJOR');
  });

  it('is refused for days to come and days before there are books', async () => {
    const api = app.get(PyramidApi);
    for (const asOf of ['2150-01-01', '1951-12-31'])
      expect(await api.ensureFresh(app.system(), asOf)).toMatchObject({
        ok: false,
        failures: [{ code: 'DATE_OUT_OF_RANGE', field: 'asOf' }],
      });
    expect(await api.ensureFresh(app.system(), '2021-02-30')).toMatchObject({ failures: [{ code: 'INVALID_DATE' }] });
  });

  it('is refused to those who do not manage the pyramid', async () => {
    const manager = await app.employee({ permissions: { 'pyramid.record-revenue': 'firm' } });
    await expect(app.get(RetierCustomers).run(manager.ctx(), Y2022)).rejects.toThrow(ForbiddenError);
    await expect(app.get(RequestRetier).run(manager.ctx(), Y2022)).rejects.toThrow(ForbiddenError);
  });

  it('is done by the worker once it was asked for', async () => {
    const id = await books.customerWith('2023-12-31', '700000');
    app.must(await app.get(RequestRetier).run(app.system(), '2023-12-31'));
    await app.startWorker();
    await eventually(async () => (await books.tierOf(id)) === 'TOP', 'the tier');
    const run = await eventually(
      () =>
        app.db.maybeOne<{ detail: object }>(sql`
          select r.detail from platform.job_run r
           where r.job = 'pyramid.retier' and r.outcome = 'done' and r.detail ->> 'asOf' = '2023-12-31'`),
      'the note of the run',
    );
    expect(run.detail).toMatchObject({ active: 1 });
  });
});
