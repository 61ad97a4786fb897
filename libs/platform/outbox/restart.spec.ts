import { rmSync } from 'node:fs';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, type INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '#kernel';
import { systemCtx, type Ctx } from '#platform/context';
import { Database, migrate } from '#platform/database';
import { defineJob, HandlesJob, Jobs } from '#platform/jobs';
import { Live, RealtimeModule } from '#platform/realtime';
import { startPostgres, type EmbeddedPostgres } from '../../embedded/postgres.mjs';
import { defineEvent } from './event.js';
import { HandlesEvent } from './handles-event.js';
import { Outbox } from './outbox.js';
import { startProcess, startWorker, testConfig, until } from './testing/harness.js';

const happened = defineEvent<{ n: number }>('test.thing-happened', { live: true });
const work = defineJob<{ n: number }>({ name: 'test.do-work', queue: 'imports', description: 'Works.' });
const tick = defineJob({
  name: 'test.tick',
  queue: 'sla',
  description: 'Ticks.',
  schedule: { everyMs: 200 },
  recordRuns: false,
});

const heard = new Set<number>();
const worked = new Set<number>();
let ticks = 0;

@Injectable()
class Handlers {
  @HandlesEvent(happened, { handler: 'test.hear' })
  async hear(_ctx: Ctx, { n }: { n: number }) {
    heard.add(n);
  }
  @HandlesJob(work)
  async work(_ctx: Ctx, { n }: { n: number }) {
    worked.add(n);
  }
  @HandlesJob(tick)
  async tick() {
    ticks++;
  }
}

const ctx = systemCtx('test');
let folder: string;
let server: EmbeddedPostgres;
let worker: INestApplicationContext;
let api: INestApplicationContext;

const start = (port?: number) => startPostgres({ dataDir: join(folder, 'postgres'), durable: false, port });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-restart-'));
  chmodSync(folder, 0o711);
  server = await start();
  await migrate(server.url);
});

afterAll(async () => {
  await api?.close();
  await worker?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function tell(n: number): Promise<void> {
  await api.get(Database).transaction(ctx, async () => {
    await api.get(Outbox).add(ctx, happened, { n });
    return ok();
  });
}

test('processes boot without a database, and everything goes on by itself when it comes and after each restart', async () => {
  const { port, url } = server;
  const config = testConfig(url, { QUEUE_PREFIX: folder.split('/').pop() ?? '' });
  await server.stop();
  worker = await startWorker(config, [Handlers]);
  api = await startProcess(config, { extra: [RealtimeModule] });
  const events = api.get(Live).subscribe([happened]);

  for (let round = 1; round <= 2; round++) {
    server = await start(port);
    await until(() => tell(round * 10).then(() => true));
    await until(() => heard.has(round * 10));
    const live = await events.next();
    expect(live.value?.payload).toEqual({ n: round * 10 });
    await until(() =>
      api
        .get(Jobs)
        .enqueue(ctx, work, { n: round })
        .then(() => true),
    );
    await until(() => worked.has(round));
    const before = ticks;
    await until(() => ticks >= before + 3);
    await server.stop();
    await expect(tell(0)).rejects.toThrow();
  }
  server = await start(port);
  await until(() => tell(99).then(() => true));
  await until(() => heard.has(99));
  const before = ticks;
  await until(() => ticks >= before + 3);
});
