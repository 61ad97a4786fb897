import { type INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '#kernel';
import { systemCtx } from '#platform/context';
import { Database } from '#platform/database';
import { defineEvent, isEvent, LIVE_CHANNEL, Outbox, type LiveEvent } from '#platform/outbox';
import { createTestDatabase } from '#testing';
import { startProcess, startWorker, testConfig, until } from '../outbox/testing/harness.js';
import { Live } from './live.js';
import { RealtimeModule } from './realtime.module.js';

const moved = defineEvent<{ id: string; text?: string }>('test.thing-moved', { live: true });
const painted = defineEvent<{ colour: string }>('test.thing-painted', { live: true });
const secret = defineEvent<{ id: string }>('test.thing-hidden');

let database: { url: string; drop(): Promise<void> };
let admin: pg.Client;
let worker: INestApplicationContext;
let api: INestApplicationContext;
const ctx = systemCtx('test');

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const config = testConfig(database.url);
  worker = await startWorker(config);
  api = await startProcess(config, { extra: [RealtimeModule] });
  await until(() => api.get(Live).listening);
});

afterAll(async () => {
  await api?.close();
  await worker?.close();
  await admin?.end();
  await database?.drop();
});

async function tell(...payloads: { id: string; text?: string }[]): Promise<void> {
  await worker.get(Database).transaction(ctx, async () => {
    await worker.get(Outbox).addMany(ctx, moved, payloads);
    return ok();
  });
}

async function take<P extends object>(from: AsyncIterator<LiveEvent<P>>, count: number): Promise<LiveEvent<P>[]> {
  const taken: LiveEvent<P>[] = [];
  while (taken.length < count) {
    const next = await from.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

test('subscribers get their events in order, those the filter lets through, with the payload typed by the event', async () => {
  const live = api.get(Live);
  const all = live.subscribe([moved, painted]);
  const some = live.subscribe([moved], { filter: (e) => e.payload.id === 'b' });
  await tell({ id: 'a' }, { id: 'b' }, { id: 'c' });
  const got = await take(all, 3);
  expect(got.map((e) => (isEvent(e, moved) ? e.payload.id : ''))).toEqual(['a', 'b', 'c']);
  expect(got[0]?.at).toBeInstanceOf(Date);
  expect((await take(some, 1))[0]?.payload.id).toBe('b');
  const pending = some.next();
  await Promise.all([all.return?.(), some.return?.()]);
  expect((await pending).done).toBe(true);
  expect(live.size).toBe(0);
  expect(() => live.subscribe([secret])).toThrow('not live');
});

test('an event announced twice is delivered once', async () => {
  const events = api.get(Live).subscribe([moved]);
  await tell({ id: 'twice' });
  const [first] = await take(events, 1);
  const again = JSON.stringify({ id: first?.id, name: moved.name, payload: first?.payload, at: first?.at });
  await admin.query('select pg_notify($1, $2)', [LIVE_CHANNEL, again]);
  await tell({ id: 'next' });
  expect((await take(events, 1))[0]?.payload.id).toBe('next');
  await events.return?.();
});

test('a payload too large for an announcement arrives all the same', async () => {
  const events = api.get(Live).subscribe([moved]);
  await tell({ id: 'large', text: 'ü'.repeat(9_000) });
  expect((await take(events, 1))[0]?.payload.text).toHaveLength(9_000);
  await events.return?.();
});

test('a subscriber that does not read loses the oldest events, and this is counted', async () => {
  const live = api.get(Live);
  const lazy = live.subscribe([moved], { buffer: 2 });
  const eager = live.subscribe([moved]);
  await tell({ id: '1' }, { id: '2' }, { id: '3' }, { id: '4' });
  await take(eager, 4);
  expect((await take(lazy, 2)).map((e) => e.payload.id)).toEqual(['3', '4']);
  expect(live.dropped).toBe(2);
  await Promise.all([lazy.return?.(), eager.return?.()]);
});

test('nothing told while the connection was broken is missed, and nothing comes twice', async () => {
  const live = api.get(Live);
  await tell({ id: 'before the subscription' });
  await until(
    async () => (await admin.query('select from platform.outbox_event where relayed_at is null')).rowCount === 0,
  );
  await new Promise((resolve) => setTimeout(resolve, 1_100)); // Longer than the tolerated difference of clocks.
  const events = live.subscribe([moved]);
  for (let round = 0; round < 3; round++) {
    await tell({ id: `${round} heard` });
    expect((await take(events, 1))[0]?.payload.id).toBe(`${round} heard`);
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'meridian-live'`,
    );
    await tell({ id: `${round} missed` });
    expect((await take(events, 1))[0]?.payload.id).toBe(`${round} missed`);
    await until(() => live.listening);
  }
  await events.return?.();
});
