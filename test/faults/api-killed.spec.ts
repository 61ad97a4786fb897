import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { contactWorld, type ContactWorld } from '#modules/contacts/testing';
import { expectEachOnce } from './facts.js';
import { listen, recordContacts } from './load.js';
import { settingsOf, startProcess, type RunningProcess } from './processes.js';

const KILLS = 2;
let app: TestApp;
let world: ContactWorld;
let agent: TestEmployee;
let first: RunningProcess;
let second: RunningProcess;
let worker: RunningProcess;

beforeAll(async () => {
  app = await createTestApp();
  world = await contactWorld(app);
  agent = await app.employee();
  [first, second, worker] = await Promise.all([
    startProcess('api', settingsOf(app.config)),
    startProcess('api', settingsOf(app.config)),
    startProcess('worker', settingsOf(app.config)),
  ]);
});
afterAll(async () => {
  await Promise.all([first?.kill(), second?.kill(), worker?.kill()]);
  await app?.close();
});

test('an API killed in the middle of mutations: what was acknowledged is there once, with its audit entry and its event', async () => {
  const { heard } = await listen(app, agent.client);
  let addresses = [first.url, second.url];
  const load = recordContacts(() => addresses, agent.client.token as string, {
    customerId: world.nationalId,
    typeId: world.inquiryId,
  });
  const inTheMiddle = () =>
    app.db.maybeOne(
      sql`select 1 from pg_stat_activity where datname = current_database() and application_name = 'meridian'
             and state = 'idle in transaction'`,
    );
  for (let kill = 1; kill <= KILLS; kill++) {
    const before = load.acknowledged.size;
    await eventually(() => load.acknowledged.size >= before + 40, 'the load goes on');
    await eventually(inTheMiddle, 'a transaction is open');
    const [victim, other] = kill % 2 ? [first, second] : [second, first];
    await victim.kill();
    addresses = [other.url];
    const next = await startProcess('api', settingsOf(app.config));
    if (kill % 2) first = next;
    else second = next;
    addresses = [first.url, second.url];
  }
  await load.finish();
  expect(load.retries).toBeGreaterThan(0);
  await expectEachOnce(app, load.acknowledged, heard);
});
