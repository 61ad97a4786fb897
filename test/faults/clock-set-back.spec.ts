import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { ServicesApi } from '#modules/services';
import { serviceWorld, type ServiceWorld } from '#modules/services/testing';
import { CreateClocks } from './due-clocks.js';
import { settingsOf, startProcess, type RunningProcess } from './processes.js';

const REQUESTS = 300;
const HOUR_BACK = {
  NODE_OPTIONS: `--import ${fileURLToPath(new URL('clock-shift.mjs', import.meta.url))}`,
  CLOCK_SHIFT_MS: String(-3_600_000),
};
let app: TestApp;
let world: ServiceWorld;
let worker: RunningProcess | undefined;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
});
afterAll(async () => {
  await worker?.kill();
  await app?.close();
});

const facts = () =>
  app.db.query<{ kind: string; n: number; clocks: number }>(
    sql`select kind, count(*) as n, count(distinct clock_id) as clocks from sla.ledger group by kind order by kind`,
  );

test('the clock of the machine set back an hour: no breach is taken back or recorded twice, none is missed afterwards', async () => {
  const due = await new CreateClocks(app, world).firstResponses(REQUESTS);
  await due.untilAllDue();
  worker = await startProcess('worker', settingsOf(app.config));
  const breached = async () => (await facts()).find((f) => f.kind === 'BREACHED')?.n ?? 0;
  await eventually(async () => (await breached()) === REQUESTS, 'all breaches are recorded', 20_000);
  await worker.kill();

  const more = await new CreateClocks(app, world).moreFirstResponses(REQUESTS);
  await more.untilAllDue();
  worker = await startProcess('worker', { ...settingsOf(app.config), ...HOUR_BACK });
  // It hears of a request from what it takes for the future, and evaluates it.
  const [told] = await app.get(ServicesApi).createMany(app.system(), [world.imported({ createdAt: new Date() })]);
  const { id } = app.must(told!);
  await eventually(
    () =>
      app.db.maybeOne(
        sql`select 1 from sla.evaluation where request_id = ${id} and evaluated_at < now() - interval '30 minutes'`,
      ),
    'it evaluates with the wrong clock',
    20_000,
  );
  const before = await facts();
  expect(before.find((f) => f.kind === 'WITHDRAWN')).toBeUndefined();
  expect(before.find((f) => f.kind === 'BREACHED')).toEqual({ kind: 'BREACHED', n: REQUESTS, clocks: REQUESTS });
  await worker.kill();

  worker = await startProcess('worker', settingsOf(app.config));
  await eventually(async () => (await breached()) === 2 * REQUESTS + 1, 'the others are recorded too', 20_000);
  expect(await facts()).toEqual([
    { kind: 'BREACHED', n: 2 * REQUESTS + 1, clocks: 2 * REQUESTS + 1 },
    { kind: 'STARTED', n: 2 * REQUESTS + 1, clocks: 2 * REQUESTS + 1 },
  ]);
  const wrong = await app.db.query(
    sql`select 1 from sla.ledger l join sla.clock c on c.id = l.clock_id where l.kind = 'BREACHED' and l.at <> c.due_at`,
  );
  expect(wrong).toEqual([]);
});
