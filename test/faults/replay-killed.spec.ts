import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CalendarSpec } from '#kernel/calendar';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { SlaApi } from '#modules/sla';
import { ManageCalendars, ReplayClocks } from '#modules/sla/seeding';
import { HOUR, NINE_TO_SIX, slaWorld, type SlaWorld } from '#modules/sla/testing';
import { ServicesApi } from '#modules/services';
import { settingsOf, startProcess, type RunningProcess } from './processes.js';
import { slowLedger, writingSlowly } from './slow-ledger.js';

const REQUESTS = 700;
const KILLS = 3;
/** An hour more every day. */
const NINE_TO_SEVEN: CalendarSpec = {
  ...NINE_TO_SIX,
  weekly: NINE_TO_SIX.weekly?.map((hours) => ({ ...hours, close: '19:00' })),
};
let app: TestApp;
let world: SlaWorld;
const workers: RunningProcess[] = [];

beforeAll(async () => {
  app = await createTestApp();
  world = await slaWorld(app);
});
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await app?.close();
});

test(`workers killed ${KILLS} times in the middle of a replay of ${REQUESTS} clocks, then two at once: each clock is replayed, and told once`, async () => {
  const ctx = app.system();
  const calendarId = await world.calendar('HOURS', NINE_TO_SIX);
  await world.terms({
    basis: { combination: 'ONE', sources: [{ kind: 'CALENDAR', calendarId }] },
    targets: [{ metric: 'COMPLETION', priority: null, seconds: 900 * HOUR }],
  });
  const createdAt = new Date();
  const wanted = Array.from({ length: REQUESTS }, (_, n) => world.imported({ createdAt, subject: `Request ${n}` }));
  const made = await app.get(ServicesApi).createMany(ctx, wanted);
  const ids = made.map((result) => app.must(result).id);
  await app.get(SlaApi).evaluate(ctx, ids);
  await app.get(ReplayClocks).run(ctx);

  const [first] = (await app.get(SlaApi).clocksOf(ids.slice(0, 1))).values();
  await slowLedger(app, 'REPLAYED');
  app.must(await app.get(ManageCalendars).update(ctx, { id: calendarId, version: 1 }, { spec: NINE_TO_SEVEN }));
  for (let kill = 1; kill <= KILLS; kill++) {
    const worker = await startProcess('worker', settingsOf(app.config), { untilReady: false });
    workers.push(worker);
    await eventually(() => writingSlowly(app), 'a replay is at work', 30_000);
    await worker.kill();
  }
  workers.push(await startProcess('worker', settingsOf(app.config)));
  workers.push(await startProcess('worker', settingsOf(app.config)));
  await eventually(
    () => app.db.maybeOne(sql`select 1 from sla.replay where calendar_id = ${calendarId} and done_at is not null`),
    'the replay is done',
    60_000,
  );

  const told = await app.db.query<{ n: number; clocks: number }>(
    sql`select n, count(*) as clocks from (select count(*) as n from sla.ledger where kind = 'REPLAYED' group by clock_id) x group by n`,
  );
  expect(told).toEqual([{ n: 1, clocks: REQUESTS }]);
  const stored = await app.db.query<{ due: Date; clocks: number }>(
    sql`select due_at as due, count(*) as clocks from sla.clock group by due_at`,
  );
  const [after] = (await app.get(SlaApi).clocksOf(ids.slice(0, 1))).values();
  expect(stored).toEqual([{ due: after?.[0]?.dueAt, clocks: REQUESTS }]);
  expect(after?.[0]?.dueAt?.getTime()).toBeLessThan(first?.[0]?.dueAt?.getTime() as number);
});
