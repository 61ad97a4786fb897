import { Writable } from 'node:stream';
import { fastify } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '#platform/config';
import { createPool } from '#platform/database';
import { createTestDatabase } from '#testing';
import { HealthChecks } from './health-checks.js';
import { addHealthRoutes } from './health.routes.js';
import { Health } from './health.js';
import { createLogger, NestLogger, withLogFields } from './logger.js';
import { Metrics } from './metrics.js';

let database: { url: string; drop(): Promise<void> };
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 2, applicationName: 'test' });
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const config = loadConfig({
  DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
  MERIDIAN_SECRET: 'a secret of more than thirty-two characters',
});

function lines() {
  const written: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { logger: createLogger(config, 'test', sink), written };
}

test('log lines blank secrets and carry the fields of the operation they belong to', async () => {
  const { logger, written } = lines();
  await withLogFields({ requestId: 'r1' }, async () => {
    await Promise.resolve();
    withLogFields({ jobId: 'j1' }, () =>
      logger.info({ headers: { authorization: 'Bearer x' }, input: { account: { password: 'p' } }, token: 't' }, 'hi'),
    );
  });
  expect(written[0]).toMatchObject({
    level: 'info',
    service: 'test',
    requestId: 'r1',
    jobId: 'j1',
    headers: { authorization: '[secret]' },
    input: { account: { password: '[secret]' } },
    token: '[secret]',
    msg: 'hi',
  });
  new NestLogger(logger).error('broken', 'at line 1', 'Somewhere');
  expect(written[1]).toMatchObject({ level: 'error', msg: 'broken', stack: 'at line 1', source: 'Somewhere' });
});

async function ask(checks: HealthChecks, using: pg.Pool, path = '/health/ready') {
  const app = fastify();
  addHealthRoutes(app, new Health(using, checks), new Metrics());
  const { statusCode, body } = await app.inject(path);
  await app.close();
  return { statusCode, body };
}

test('the health page says which part is not ready', async () => {
  const { rows } = await pool.query<{ name: string }>(`select name from platform.migration order by name limit 1`);
  const checks = new HealthChecks();
  expect(await ask(checks, pool, '/health/live')).toMatchObject({ statusCode: 200 });
  expect((await ask(checks, pool)).statusCode).toBe(200);
  await pool.query('delete from platform.migration where name = $1', [rows[0]?.name]);
  checks.add('queue', () => Promise.reject(new Error('no queue here')));
  const answer = await ask(checks, pool);
  expect(answer.statusCode).toBe(503);
  expect(JSON.parse(answer.body)).toEqual({
    ready: false,
    parts: { database: 'ok', migrations: `not migrated: ${rows[0]?.name}`, queue: 'no queue here' },
  });
});

test('the health page answers although a part hangs or the database is away', async () => {
  const away = createPool({ url: 'postgres://nobody@127.0.0.1:1/none', max: 1, applicationName: 'test' });
  const checks = new HealthChecks();
  checks.add('queue', () => new Promise(() => undefined));
  const answer = await ask(checks, away);
  expect(answer.statusCode).toBe(503);
  expect(JSON.parse(answer.body)).toMatchObject({
    parts: { database: expect.stringContaining('ECONNREFUSED'), queue: 'queue did not answer within 2000 ms' },
  });
  await away.end();
});

test('numbers are shown, also while one of them cannot be read', async () => {
  const metrics = new Metrics();
  metrics.gauge('test_unreadable', 'Cannot be read.', () => Promise.reject(new Error('away')));
  metrics.jobRuns.inc({ job: 'test.job', outcome: 'done' });
  const page = await metrics.registry.metrics();
  expect(page).toContain('meridian_job_runs_total{job="test.job",outcome="done"} 1');
  expect(page).toContain('process_cpu_user_seconds_total');
});
