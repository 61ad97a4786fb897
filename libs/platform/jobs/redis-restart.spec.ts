import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Injectable, type INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemCtx, type Ctx } from '#platform/context';
import { createTestDatabase } from '#testing';
import { startWorker, testConfig, until } from '../outbox/testing/harness.js';
import { HandlesJob } from './handles-job.js';
import { JobControl } from './job-control.js';
import { defineJob } from './job.js';
import { Jobs } from './jobs.js';

const work = defineJob<{ n: number }>({ name: 'test.do-work', queue: 'imports', description: 'Works.' });
const tick = defineJob({
  name: 'test.tick',
  queue: 'sla',
  description: 'Ticks.',
  schedule: { everyMs: 200 },
  recordRuns: false,
});

const worked = new Set<number>();
let ticks = 0;

@Injectable()
class Handlers {
  @HandlesJob(work)
  async work(_ctx: Ctx, { n }: { n: number }) {
    worked.add(n);
  }
  @HandlesJob(tick)
  async tick() {
    ticks++;
  }
}

const installed = spawnSync('redis-server', ['--version']).status === 0;
const ctx = systemCtx('test');
let port = 0;
let redis: ChildProcess | undefined;
let database: { url: string; drop(): Promise<void> };
let worker: INestApplicationContext;

/**
 * Keeps nothing on disk, so that a restart also loses everything it knew. While it is down its port belongs to nobody, and
 * any connection of this machine may come from it: one that cannot be bound is tried again.
 */
function start(): void {
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  redis = child;
  child.once('exit', () => {
    if (redis === child) start();
  });
}

async function stop(): Promise<void> {
  const child = redis;
  redis = undefined;
  if (!child || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe.skipIf(!installed)('Redis goes away', () => {
  beforeAll(async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    port = (probe.address() as AddressInfo).port;
    probe.close();
    database = await createTestDatabase();
  });

  afterAll(async () => {
    await worker?.close();
    await stop();
    await database?.drop();
  });

  test('a worker boots without Redis, and jobs and schedules go on when it comes and after it forgot everything', async () => {
    worker = await startWorker(testConfig(database.url, { REDIS_URL: `redis://127.0.0.1:${port}` }), [Handlers]);
    await expect(worker.get(Jobs).enqueue(ctx, work, { n: 0 })).rejects.toThrow();
    expect((await worker.get(JobControl).list()).find((j) => j.name === tick.name)).toMatchObject({
      queueCounts: null,
    });
    for (let round = 1; round <= 3; round++) {
      start();
      await until(() =>
        worker
          .get(Jobs)
          .enqueue(ctx, work, { n: round })
          .then(() => true),
      );
      await until(() => worked.has(round));
      const before = ticks;
      await until(() => ticks >= before + 3);
      await stop();
    }
    start();
  });
});
