import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#testing/app';
import { sql } from '#platform/database';
import { ImportsApi, type ImportCommand } from '#modules/imports';
import { newFolder } from '../fixtures/incident-log.js';
import { incidentVerdicts } from '../fixtures/incident-verdicts.mjs';

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const LOG = join(DATA, 'incidents/incident_event_log.csv.gz');
const REVENUE = join(DATA, 'revenue/vendor_by_department_by_year.csv.gz');
const there = existsSync(LOG) && existsSync(REVENUE);
const LONG = 300_000;

if (!there) console.log(`Imports of real data are not tried: ${DATA} is not there.`);

interface ClockRow {
  readonly ref: string;
  readonly metric: 'FIRST_RESPONSE' | 'COMPLETION';
  readonly state: string;
  readonly startedAt: Date;
  readonly stoppedAt: Date;
  readonly target: number;
  readonly elapsed: number;
}

describe.skipIf(!there)('real data', () => {
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
  const run = (kind: ImportCommand['kind'], path: string) =>
    app
      .get(ImportsApi)
      .run(app.system(), { kind, path, officeCode, rejectPath: join(folder, `${kind.toLowerCase()}.rejects.csv`) });

  test(
    'the verdict on every incident is the one that other means come to',
    async () => {
      const report = await run('INCIDENTS', LOG);
      expect(report.counts).toEqual({ read: 141_712, taken: 141_707, unchanged: 0, rejected: 5 });
      expect(report.rejections).toEqual({ UNMAPPED_VALUE: 5 });
      expect(report.created).toMatchObject({ requests: 24_918, contacts: 24_918, branches: 224, persons: 5_244 });

      const expected = await incidentVerdicts(LOG);
      const clocks = await app.db.query<ClockRow>(
        sql`select r.external_ref as ref, k.metric, k.state, k.started_at as "startedAt", k.stopped_at as "stoppedAt",
                   k.target_seconds as target, k.elapsed_seconds as elapsed
              from sla.clock k join services.request r on r.id = k.request_id`,
      );
      expect(clocks).toHaveLength(2 * 24_918);
      const wrong = clocks.filter((clock) => {
        const verdict = expected.get(clock.ref.replace('servicenow:', ''));
        const its = clock.metric === 'COMPLETION' ? verdict?.completion : verdict?.firstResponse;
        return (
          clock.state !== (its?.met ? 'MET' : 'MISSED') ||
          clock.elapsed !== its?.elapsed ||
          clock.target !== its.target ||
          clock.startedAt.getTime() !== verdict?.createdAt ||
          clock.stoppedAt.getTime() !== its.stoppedAt
        );
      });
      expect(wrong).toEqual([]);
    },
    LONG,
  );

  test('attainment by priority, channel and month adds up to all clocks', async () => {
    const analyst = await app.employee();
    const { rows } = await analyst.client.query(
      `{ rows: slaAttainment(groupBy: [PRIORITY, CHANNEL, MONTH]) { priority channel month met missed breached running } }`,
    );
    const sum = rows.reduce((n: number, r: Record<string, number>) => n + (r['met'] ?? 0) + (r['missed'] ?? 0), 0);
    expect(sum).toBe(2 * 24_918);
    expect(new Set(rows.map((r: { channel: string }) => r.channel))).toEqual(
      new Set(['PHONE', 'EMAIL', 'PORTAL', 'WEB']),
    );
  });

  test(
    'a second import of the log changes nothing',
    async () => {
      const audit = sql`select count(*) as n from platform.audit_entry`;
      const before = await app.db.one(audit);
      const report = await run('INCIDENTS', LOG);
      expect(report.counts).toEqual({ read: 141_712, taken: 0, unchanged: 141_707, rejected: 5 });
      expect(report.created).toEqual({});
      expect(await app.db.one(audit)).toEqual(before);
    },
    LONG,
  );

  test(
    'revenue adds up to the cent, and the pyramid of a fiscal year is the one that other means come to',
    async () => {
      const report = await run('REVENUE', REVENUE);
      expect(report.counts).toEqual({ read: 43_924, taken: 43_703, unchanged: 0, rejected: 221 });
      expect(report.created).toMatchObject({ customers: 2_095, revenueEntries: 12 * 43_703 });

      const cents = new Map<string, bigint>();
      const pounds = new Map<string, number>();
      // April to December 2018 at the rate of 2018, January to March at that of 2019.
      const rate = (9 * 0.5781 + 3 * 0.5901) / 12;
      const rows = createReadStream(REVENUE)
        .pipe(createGunzip())
        .pipe(parse({ columns: true }));
      for await (const { vendor_slug, d_fiscal_year, total } of rows as AsyncIterable<Record<string, string>>) {
        const amount = BigInt((total ?? '').replace('.', ''));
        cents.set(d_fiscal_year ?? '', (cents.get(d_fiscal_year ?? '') ?? 0n) + amount);
        if (d_fiscal_year === '2018-2019' && amount > 0n)
          pounds.set(vendor_slug ?? '', (pounds.get(vendor_slug ?? '') ?? 0) + (Number(amount) / 100) * rate);
      }
      const booked = await app.db.query<{ year: string; cents: string }>(
        sql`select to_char(e.month - interval '3 months', 'YYYY') || '-' || to_char(e.month + interval '9 months', 'YYYY') as year,
                   (sum(e.amount) * 100)::bigint::text as cents from pyramid.revenue_entry e group by 1`,
      );
      expect(new Map(booked.map((b) => [b.year, BigInt(b.cents)]))).toEqual(cents);

      const analyst = await app.employee();
      const { pyramid } = await analyst.client.query(
        `{ pyramid(asOf: "2019-04-01") { customers revenue { amount } tiers { tier { key } customers } } }`,
      );
      const all = [...pounds.values()];
      const between = (from: number, to: number): number => all.filter((p) => p >= from && p < to).length;
      expect(pyramid.customers).toBe(all.length);
      expect(Number(pyramid.revenue.amount)).toBeCloseTo(
        all.reduce((a, b) => a + b),
        -3,
      );
      expect(pyramid.tiers.map((t: { tier: { key: string }; customers: number }) => [t.tier.key, t.customers])).toEqual(
        [
          ['TOP', between(500_000, Infinity)],
          ['MAJOR', between(200_000, 500_000)],
          ['MEDIUM', between(100_000, 200_000)],
          ['SMALL', between(0, 100_000)],
        ],
      );
    },
    LONG,
  );
});
