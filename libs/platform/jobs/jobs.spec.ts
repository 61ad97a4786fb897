import { Injectable, type INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { err, ok } from '#kernel';
import { systemCtx, type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { createTestDatabase } from '#testing';
import { startWorker, testConfig, until } from '../outbox/testing/harness.js';
import { HandlesGivenUp, HandlesJob, type JobRun } from './handles-job.js';
import { JobControl } from './job-control.js';
import { defineJob } from './job.js';
import { Jobs } from './jobs.js';

const greet = defineJob<{ name: string }>({ name: 'test.greet', queue: 'imports', description: 'Says hello.' });
const stumble = defineJob<{ times: number }>({
  name: 'test.stumble',
  queue: 'imports',
  description: 'Fails so many times.',
  attempts: 2,
});
const tick = defineJob({
  name: 'test.tick',
  queue: 'sla',
  description: 'Ticks.',
  schedule: { everyMs: 200 },
  recordRuns: false,
});
const alone = defineJob<{ n: number }>({
  name: 'test.stay-alone',
  queue: 'events',
  description: 'Never runs twice at once.',
  singleton: true,
});
const idle = defineJob({ name: 'test.idle', queue: 'imports', description: 'Does nothing.' });
const nightly = defineJob({
  name: 'test.work-at-night',
  queue: 'maintenance',
  description: 'Runs at night.',
  schedule: { cron: '0 3 * * *', timeZone: 'Asia/Shanghai' },
});

const seen: { job: string; ctx: Ctx; payload: object; run?: JobRun }[] = [];
const of = (job: { name: string }) => seen.filter((s) => s.job === job.name);
let gate: Promise<void> = Promise.resolve();
let running = 0;
let mostRunning = 0;
let deaths = 0;

@Injectable()
class Handlers {
  @HandlesJob(greet)
  async greet(ctx: Ctx, payload: { name: string }, run: JobRun) {
    seen.push({ job: greet.name, ctx, payload, run });
    await gate;
    return { greeted: payload.name };
  }

  @HandlesJob(idle)
  idle(ctx: Ctx, payload: object, run: JobRun) {
    seen.push({ job: idle.name, ctx, payload, run });
    return Promise.resolve();
  }

  @HandlesJob(stumble)
  async stumble(ctx: Ctx, payload: { times: number }, run: JobRun) {
    seen.push({ job: stumble.name, ctx, payload, run });
    return run.attempt <= payload.times ? err('STUMBLED') : ok();
  }

  @HandlesGivenUp(stumble)
  async mourn() {
    deaths++;
  }

  @HandlesJob(tick)
  async tick(ctx: Ctx, payload: object, run: JobRun) {
    seen.push({ job: tick.name, ctx, payload, run });
  }

  @HandlesJob(alone)
  async alone(ctx: Ctx, payload: { n: number }, run: JobRun) {
    running++;
    mostRunning = Math.max(mostRunning, running);
    await new Promise((resolve) => setTimeout(resolve, 30));
    running--;
    seen.push({ job: alone.name, ctx, payload, run });
  }

  @HandlesJob(nightly)
  async nightly(ctx: Ctx, payload: object, run: JobRun) {
    seen.push({ job: nightly.name, ctx, payload, run });
  }
}

let database: { url: string; drop(): Promise<void> };
let admin: pg.Client;
let worker: INestApplicationContext;
const ctx: Ctx = {
  ...systemCtx('test', 'request-1'),
  actor: { ...systemCtx('test').actor, kind: 'employee', id: '00000000-0000-7000-8000-000000000001' },
};

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  worker = await startWorker(testConfig(database.url), [Handlers]);
});

afterAll(async () => {
  await worker?.close();
  await admin?.end();
  await database?.drop();
});

const runsOf = async (job: { name: string }) =>
  (await admin.query('select * from platform.job_run where job = $1 order by started_at', [job.name])).rows;

test('a job runs with the request and the person that asked for it, and its run is kept', async () => {
  await worker.get(Jobs).enqueue(ctx, greet, { name: 'Ada' });
  await until(() => of(greet).length === 1);
  expect(of(greet)[0]).toMatchObject({
    payload: { name: 'Ada' },
    ctx: { requestId: 'request-1', via: 'job', actor: { kind: 'system' } },
    run: { attempt: 1, requestedBy: ctx.actor.id, scheduled: false },
  });
  const [run] = await until(async () => {
    const rows = await runsOf(greet);
    return rows[0]?.finished_at ? rows : null;
  });
  expect(run).toMatchObject({
    outcome: 'done',
    detail: { greeted: 'Ada' },
    request_id: 'request-1',
    requested_by: ctx.actor.id,
  });
});

test('nothing can be enqueued inside a transaction', async () => {
  await expect(
    worker.get(Database).transaction(ctx, async () => ok(await worker.get(Jobs).enqueue(ctx, greet, { name: 'no' }))),
  ).rejects.toThrow('inside a transaction');
});

test('a wake comes after the commit, once per transaction, and never after a rollback', async () => {
  const [jobs, db] = [worker.get(Jobs), worker.get(Database)];
  const asked = vi.spyOn(jobs, 'enqueue');
  try {
    const before = of(idle).length;
    await db.transaction(ctx, async () => {
      for (let i = 0; i < 3; i++) jobs.wake(ctx, idle, 'k');
      // A part that is undone takes its wake with it, and leaves those from before.
      await db.transaction(ctx, () => {
        jobs.wake(ctx, idle, 'other');
        return Promise.resolve(err('UNDONE'));
      });
      expect(asked).not.toHaveBeenCalled();
      return ok();
    });
    await db.transaction(ctx, () => {
      jobs.wake(ctx, idle, 'k');
      return Promise.resolve(err('UNDONE'));
    });
    await until(() => of(idle).length === before + 1);
    expect(asked.mock.calls.map(([, , , options]) => options)).toEqual([{ dedupeKey: 'k' }]);
  } finally {
    asked.mockRestore();
  }
});

test('while one runs, five requests with the same key become one more run', async () => {
  let open: () => void = () => undefined;
  gate = new Promise((resolve) => (open = resolve));
  const before = of(greet).length;
  const jobs = worker.get(Jobs);
  await jobs.enqueue(ctx, greet, { name: 'first' }, { dedupeKey: 'k' });
  await until(() => of(greet).length === before + 1);
  for (let i = 0; i < 5; i++) await jobs.enqueue(ctx, greet, { name: `later ${i}` }, { dedupeKey: 'k' });
  open();
  await until(() => of(greet).length === before + 2);
  await jobs.enqueue(ctx, greet, { name: 'last' });
  await until(() => of(greet).some((s) => (s.payload as { name: string }).name === 'last'));
  expect(of(greet).length).toBe(before + 3);
  expect(of(greet).at(-2)?.payload).toEqual({ name: 'later 4' });
});

test('a delayed job waits', async () => {
  const asked = Date.now();
  await worker.get(Jobs).enqueue(ctx, greet, { name: 'slow' }, { delayMs: 400 });
  await until(() => of(greet).some((s) => (s.payload as { name: string }).name === 'slow'));
  expect(Date.now() - asked).toBeGreaterThanOrEqual(395);
});

test('a failed Result is tried again; after the last attempt the job is given up once', async () => {
  await worker.get(Jobs).enqueue(ctx, stumble, { times: 1 });
  await until(() => of(stumble).length === 2);
  expect(of(stumble).map((s) => s.run?.lastAttempt)).toEqual([false, true]);
  expect(deaths).toBe(0);
  await worker.get(Jobs).enqueue(ctx, stumble, { times: 9 });
  await until(() => deaths === 1);
  const runs = await runsOf(stumble);
  expect(runs.filter((r) => r.outcome === 'failed')).toHaveLength(3);
  expect(runs.at(-1).error).toContain('STUMBLED');
});

test('a singleton never runs twice at once, in two workers', async () => {
  const second = await startWorker(testConfig(database.url), [Handlers]);
  try {
    for (let n = 0; n < 4; n++) await worker.get(Jobs).enqueue(ctx, alone, { n });
    await until(() => of(alone).length === 4);
    expect(mostRunning).toBe(1);
  } finally {
    await second.close();
  }
});

test('the schedule ticks, pauses over a restart, and goes on', async () => {
  const start = of(tick).length;
  await until(() => of(tick).length >= start + 4);
  expect(of(tick)[0]?.run?.scheduled).toBe(true);
  expect((await runsOf(tick)).length).toBe(0);

  const control = () => worker.get(JobControl);
  expect((await control().pause(ctx, tick.name)).ok).toBe(true);
  await worker.close();
  worker = await startWorker(testConfig(database.url), [Handlers]);
  await worker.get(Jobs).enqueue(ctx, greet, { name: 'after the restart' });
  await until(() => of(greet).some((s) => (s.payload as { name: string }).name === 'after the restart'));
  const paused = of(tick).length;
  await new Promise((resolve) => setTimeout(resolve, 700)); // Absence has no probe.
  expect(of(tick).length).toBe(paused);
  expect((await control().list()).find((j) => j.name === tick.name)).toMatchObject({ paused: true, nextRunAt: null });

  expect((await control().resume(ctx, tick.name)).ok).toBe(true);
  await until(() => of(tick).length >= paused + 3);
});

test('operators see schedules, next and last runs, and start one by hand', async () => {
  const control = worker.get(JobControl);
  const find = async () => (await control.list()).find((j) => j.name === nightly.name);
  const job = await until(async () => {
    const found = await find();
    return found?.nextRunAt ? found : null;
  });
  expect(job).toMatchObject({ schedule: nightly.schedule, paused: false, lastRun: null, queue: 'maintenance' });
  expect(job.nextRunAt?.toISOString()).toMatch(/T19:00:00.000Z$/);
  expect((await control.runNow(ctx, nightly.name)).ok).toBe(true);
  await until(async () => (await find())?.lastRun?.outcome === 'done');
  expect(await control.runNow(ctx, 'test.nonsense')).toMatchObject({ ok: false });

  const sixHours = { everyMs: 6 * 3_600_000 };
  expect((await control.reschedule(ctx, nightly.name, sixHours)).ok).toBe(true);
  await until(async () => ((await find())?.nextRunAt?.getTime() ?? Infinity) < Date.now() + sixHours.everyMs + 1_000);
  expect((await find())?.schedule).toEqual(sixHours);
});

test('a scheduler that the queue lost comes back by itself', async () => {
  const { QueueBackend } = await import('./queue-backend.js');
  const queue = await worker.get(QueueBackend).queue('sla');
  await queue.removeJobScheduler(tick.name);
  const count = of(tick).length;
  await until(() => of(tick).length >= count + 3);
});
