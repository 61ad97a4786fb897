import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, sql } from '#platform/database';
import { eventually } from '#testing';
import { TestApp, testConfig, type TestEmployee } from '#testing/app';
import { contactWorld, type ContactWorld } from '#modules/contacts/testing';
import { startPostgres, type EmbeddedPostgres } from '../../libs/embedded/postgres.mjs';
import { createApi } from '../../src/app/start-api.js';
import { expectEachOnce } from './facts.js';
import { listen, recordContacts } from './load.js';
import { settingsOf, startProcess, type RunningProcess } from './processes.js';

let folder: string;
let server: EmbeddedPostgres;
let app: TestApp;
let world: ContactWorld;
let agent: TestEmployee;
let api: RunningProcess;
let worker: RunningProcess;

/** Durable: what was acknowledged is on disk, even if the server is killed. */
const start = (port?: number) => startPostgres({ dataDir: join(folder, 'postgres'), durable: true, port });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-faults-'));
  chmodSync(folder, 0o711);
  server = await start();
  await migrate(server.url);
  // Its queue lives in the same database, so that both go away at once.
  const config = testConfig(server.url, { REDIS_URL: '' });
  const node = await createApi(config);
  await node.listen(0, '127.0.0.1');
  app = new TestApp(node, config, async () => undefined);
  await app.prepare();
  world = await contactWorld(app);
  agent = await app.employee();
  [api, worker] = await Promise.all([
    startProcess('api', settingsOf(config)),
    startProcess('worker', settingsOf(config)),
  ]);
});
afterAll(async () => {
  await Promise.all([api?.kill(), worker?.kill()]);
  await app?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('the database restarts and is killed under load: API and worker go on by themselves, nothing acknowledged is lost', async () => {
  const { heard } = await listen(app, agent.client);
  const load = recordContacts(() => [api.url], agent.client.token as string, {
    customerId: world.nationalId,
    typeId: world.inquiryId,
  });
  const goesOn = async () => {
    const before = load.acknowledged.size;
    await eventually(() => load.acknowledged.size >= before + 60, 'contacts are recorded', 30_000);
  };
  const { port } = server;
  for (const end of ['restart', 'kill'] as const) {
    await goesOn();
    if (end === 'kill') process.kill(server.pid, 'SIGKILL');
    await server.stop();
    server = await start(port);
  }
  await goesOn();
  await load.finish();
  expect(load.retries).toBeGreaterThan(0);
  expect(api.alive && worker.alive).toBe(true);

  const waiting = () => app.db.maybeOne(sql`select 1 from platform.outbox_event where relayed_at is null`);
  await eventually(async () => !(await waiting()), 'the worker has told everything', 20_000);
  await expectEachOnce(app, load.acknowledged, heard);
  for (const { url } of [api, worker]) {
    const ready = await eventually(async () => (await fetch(`${url}/health/ready`)).status === 200, 'it is ready');
    expect(ready).toBe(true);
  }
});
