import { afterAll, beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { serviceWorld, type ServiceWorld } from '#modules/services/testing';
import { CreateClocks, type DueClocks } from './due-clocks.js';
import { count } from './load.js';
import { settingsOf, startProcess, type RunningProcess } from './processes.js';
import { slowLedger, writingSlowly } from './slow-ledger.js';

const REQUESTS = 600;
const KILLS = 2;
let app: TestApp;
let world: ServiceWorld;
let agent: TestEmployee;
let worker: RunningProcess | undefined;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  agent = await app.employee();
});
afterAll(async () => {
  await worker?.kill();
  await app?.close();
});

test(`a worker killed ${KILLS} times in the middle of a sweep over ${REQUESTS} due clocks: ${REQUESTS} breaches, each announced once`, async () => {
  const due: DueClocks = await new CreateClocks(app, world).firstResponses(REQUESTS);
  const { heard } = await count(
    app,
    agent.client,
    'subscription { slaBreached { request { id } dueAt } }',
    (data) => data['slaBreached'].request.id,
  );
  await due.untilAllDue();
  await slowLedger(app, 'BREACHED');
  for (let kill = 1; kill <= KILLS; kill++) {
    worker = await startProcess('worker', settingsOf(app.config), { untilReady: false });
    await eventually(() => writingSlowly(app), 'a sweep is at work', 30_000);
    await worker.kill();
  }
  await slowLedger(app, null);
  worker = await startProcess('worker', settingsOf(app.config));

  const breached = () =>
    app.db.query<{ request_id: string; n: number; late: boolean }>(
      sql`select l.request_id, count(*) as n, bool_or(l.at <> c.due_at) as late
            from sla.ledger l join sla.clock c on c.id = l.clock_id where l.kind = 'BREACHED' group by l.request_id`,
    );
  await eventually(async () => (await breached()).length === REQUESTS, 'all breaches are recorded', 20_000);
  await eventually(() => heard.size === REQUESTS, 'all breaches are announced', 20_000);
  const rows = await breached();
  expect(rows.filter(({ n }) => n !== 1)).toEqual([]);
  // Found late, but breached when they fell due.
  expect(rows.filter(({ late }) => late)).toEqual([]);
  const told = await app.db.query(
    sql`select payload ->> 'clockId' as clock from platform.outbox_event where name = 'sla.breached' group by 1 having count(*) <> 1`,
  );
  expect(told).toEqual([]);
  expect(new Set(heard.keys())).toEqual(new Set(due.requestIds.map((id) => toGlobalId('ServiceRequest', id))));
  expect([...heard].filter(([, times]) => times !== 1)).toEqual([]);
});
