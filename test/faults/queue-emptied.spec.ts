import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { sql } from '#platform/database';
import { JobControl } from '#platform/jobs';
import { redeliver } from '#platform/outbox';
import { createTestDatabase, eventually } from '#testing';
import { TestApp, testConfig } from '#testing/app';
import { ServicesApi } from '#modules/services';
import { serviceWorld } from '#modules/services/testing';
import { createApi } from '../../src/app/start-api.js';
import { CreateClocks } from './due-clocks.js';
import { freePort, settingsOf, startProcess, type RunningProcess } from './processes.js';

const REQUESTS = 240;
const ends: (() => Promise<unknown> | unknown)[] = [];

interface Queue {
  readonly settings: Record<string, string>;
  /** Takes away everything that waits in the queue. */
  empty(databaseUrl: string): Promise<void>;
}

async function redis(): Promise<Queue> {
  const port = await freePort();
  let server: ChildProcess;
  const start = () => {
    // Keeps nothing on disk: whoever restarts it empties it.
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', options, { stdio: 'ignore' });
  };
  const kill = async () => {
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  start();
  ends.push(kill);
  return {
    settings: { REDIS_URL: `redis://127.0.0.1:${port}` },
    empty: async () => {
      await kill();
      start();
    },
  };
}

const postgres: Queue = {
  settings: { REDIS_URL: '' },
  async empty(databaseUrl) {
    const admin = new pg.Client({ connectionString: databaseUrl });
    await admin.connect();
    const { rows } = await admin.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'`,
    );
    await admin.query(`truncate ${rows.map((r) => r.name).join(', ')}`);
    await admin.end();
  },
};

afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

async function system(queue: Queue): Promise<TestApp> {
  const database = await createTestDatabase();
  const config = testConfig(database.url, queue.settings);
  const node = await createApi(config);
  await node.listen(0, '127.0.0.1');
  const app = new TestApp(node, config, database.drop);
  ends.push(() => app.close());
  await app.prepare();
  return app;
}

/** Deliveries count as lost half a minute after they were queued. */
async function letHalfAMinutePass(app: TestApp): Promise<void> {
  const admin = new pg.Client({ connectionString: app.config.database.DATABASE_URL });
  await admin.connect();
  await admin.query(`update platform.outbox_event set relayed_at = relayed_at - interval '31 seconds'`);
  await admin.end();
}

const installed = spawnSync('redis-server', ['--version']).status === 0;

describe.each([
  ['Redis', installed, redis],
  ['PostgreSQL', true, () => Promise.resolve(postgres)],
] as const)('the queue on %s', (_name, available, open) => {
  test.skipIf(!available)(
    'loses all it held while events are on their way: every event still reaches its handler once',
    async () => {
      const queue = await open();
      const app = await system(queue);
      const world = await serviceWorld(app);
      await new CreateClocks(app, world).terms(3_600);
      let worker: RunningProcess = await startProcess('worker', settingsOf(app.config));
      ends.push(() => worker.kill());

      const handled = async (): Promise<number> =>
        (
          await app.db.one<{ n: number }>(
            sql`select count(*) as n from platform.inbox_entry where handler = 'sla.note-created-request'`,
          )
        ).n;
      const createdAt = new Date();
      const wanted = Array.from({ length: REQUESTS }, () => world.imported({ createdAt }));
      for (const result of await app.get(ServicesApi).createMany(app.system(), wanted)) app.must(result);
      // Some deliveries are done, the others wait in the queue.
      await eventually(async () => (await handled()) > 0, 'the worker is at work', 20_000);
      await worker.kill();
      await queue.empty(app.config.database.DATABASE_URL);
      await letHalfAMinutePass(app);
      worker = await startProcess('worker', settingsOf(app.config));
      // It runs by itself every half minute; an operator may be faster.
      const run = () => app.get(JobControl).runNow(app.system(), redeliver.name);
      await eventually(async () => (await run()).ok, 'the queue is back');
      await eventually(async () => (await handled()) === REQUESTS, 'every event was handled', 20_000);
      const evaluated = () =>
        app.db.one<{ n: number }>(
          sql`select count(*) as n from sla.clock where metric = 'FIRST_RESPONSE' and state = 'RUNNING'`,
        );
      await eventually(async () => (await evaluated()).n === REQUESTS, 'every request has its clock', 20_000);
      expect(await handled()).toBe(REQUESTS);
    },
    120_000,
  );
});
