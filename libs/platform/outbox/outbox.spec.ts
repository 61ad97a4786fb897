import { Injectable, type INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { err, ok } from '#kernel';
import { systemCtx, type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { GiveUp, Jobs } from '#platform/jobs';
import { createTestDatabase } from '#testing';
import { DeadLetters } from './dead-letters.js';
import { EventDeliverer } from './deliver-event.js';
import { defineEvent } from './event.js';
import { HandlesEvent, type EventDelivery } from './handles-event.js';
import { Outbox } from './outbox.js';
import { Pruner } from './prune.js';
import { OutboxRelay } from './relay.js';
import { startWorker, testConfig, until } from './testing/harness.js';

const counted = defineEvent<{ n: number }>('test.thing-counted');
const refused = defineEvent<{ n: number }>('test.thing-refused');
const unheard = defineEvent<{ n: number }>('test.thing-unheard');

let refuse = true;

@Injectable()
class Effects {
  constructor(private readonly db: Database) {}

  @HandlesEvent(counted, { handler: 'test.note-first' })
  async first(ctx: Ctx, { n }: { n: number }, delivery: EventDelivery) {
    await this.note('first', n, ctx, delivery);
  }

  @HandlesEvent(counted, { handler: 'test.note-second', queue: 'sla' })
  async second(ctx: Ctx, { n }: { n: number }, delivery: EventDelivery) {
    await this.note('second', n, ctx, delivery);
    return ok();
  }

  @HandlesEvent(refused, { handler: 'test.refuse' })
  async refuse(ctx: Ctx, { n }: { n: number }, delivery: EventDelivery) {
    await this.note('refused', n, ctx, delivery);
    if (refuse) throw new GiveUp('not today');
  }

  private async note(handler: string, n: number, ctx: Ctx, { eventId }: EventDelivery) {
    await this.db.execute(
      sql`insert into platform.effect (event_id, handler, n, request_id) values (${eventId}, ${handler}, ${n}, ${ctx.requestId})`,
    );
  }
}

let database: { url: string; drop(): Promise<void> };
let admin: pg.Client;
let one: INestApplicationContext;
let two: INestApplicationContext;
const ctx = systemCtx('test', 'request-1');

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query('create table platform.effect (event_id uuid, handler text, n int, request_id text)');
  one = await startWorker(testConfig(database.url), [Effects]);
  two = await startWorker(testConfig(database.url), [Effects]);
});

afterAll(async () => {
  await one?.close();
  await two?.close();
  await admin?.end();
  await database?.drop();
});

async function tell(n: number, event = counted): Promise<string> {
  await one.get(Database).transaction(ctx, async () => {
    await one.get(Outbox).add(ctx, event, { n });
    return ok();
  });
  const { rows } = await admin.query<{ id: string }>(
    `select id from platform.outbox_event where name = $1 order by seq desc limit 1`,
    [event.name],
  );
  return rows[0]?.id ?? '';
}

async function effects(where = 'true'): Promise<number> {
  const { rows } = await admin.query<{ n: string }>(`select count(*) as n from platform.effect where ${where}`);
  return Number(rows[0]?.n);
}

test('an event reaches each of its handlers once, though it is relayed and delivered twice', async () => {
  const id = await tell(1);
  await until(async () => (await effects('n = 1')) === 2);
  await admin.query('update platform.outbox_event set relayed_at = null where id = $1', [id]);
  await until(
    async () =>
      (await admin.query('select from platform.outbox_event where id = $1 and relayed_at is not null', [id])).rowCount,
  );
  const again = { eventId: id, handler: 'test.note-first' };
  await Promise.all([one, two].map((app) => app.get(EventDeliverer).run(ctx, again)));
  expect(await effects('n = 1')).toBe(2);
  expect(await effects(`n = 1 and request_id = 'request-1'`)).toBe(2);
});

test('a rolled-back transaction tells nothing; outside one nothing can be told', async () => {
  await one.get(Database).transaction<void, 'NO'>(ctx, async () => {
    await one.get(Outbox).add(ctx, counted, { n: 2 });
    return err('NO');
  });
  expect((await admin.query(`select from platform.outbox_event where payload->>'n' = '2'`)).rowCount).toBe(0);
  await expect(one.get(Outbox).add(ctx, counted, { n: 2 })).rejects.toThrow('outside the transaction');
});

test('a relay that dies between handing over and marking causes no second effect', async () => {
  const spies = [one, two].map((app) => {
    const jobs = app.get(Jobs);
    const original = jobs.enqueueMany.bind(jobs);
    return vi.spyOn(jobs, 'enqueueMany').mockImplementationOnce(async (...given) => {
      await original(...given);
      throw new Error('the power went off');
    });
  });
  const id = await tell(3);
  await until(
    async () =>
      (await admin.query('select from platform.outbox_event where id = $1 and relayed_at is not null', [id])).rowCount,
  );
  expect(spies.some((spy) => spy.mock.calls.length > 1)).toBe(true);
  spies.forEach((spy) => spy.mockRestore());
  await until(async () => (await effects('n = 3')) >= 2);
  await tell(4);
  await until(async () => (await effects('n = 4')) === 2);
  expect(await effects('n = 3')).toBe(2);
});

test('two relays and two workers at once: 600 events, 1200 effects', async () => {
  const db = one.get(Database);
  for (let i = 0; i < 3; i++)
    await db.transaction(ctx, async () => {
      await one.get(Outbox).addMany(
        ctx,
        counted,
        Array.from({ length: 200 }, (_, n) => ({ n: 1000 + n + i * 200 })),
      );
      return ok();
    });
  await Promise.all([one, two].map((app) => app.get(OutboxRelay).relayBatch()));
  await until(async () => (await effects('n >= 1000')) >= 1200);
  const { rows } = await admin.query(
    'select from platform.effect where n >= 1000 group by event_id, handler having count(*) > 1',
  );
  expect(rows).toHaveLength(0);
  expect(await effects('n >= 1000')).toBe(1200);
});

test('a handler that gives up leaves a dead letter and no writes; redriving it does the work', async () => {
  const id = await tell(5, refused);
  const letters = one.get(DeadLetters);
  const [letter] = await until(async () => {
    const list = await letters.list();
    return list.length > 0 && list;
  });
  expect(letter).toMatchObject({ eventId: id, handler: 'test.refuse', event: 'test.thing-refused' });
  expect(letter?.error).toContain('not today');
  expect(await effects('n = 5')).toBe(0);
  expect(await letters.redrive(ctx, letter?.id ?? '')).toBe(1);
  await until(async () => (await letters.list()).length === 1);
  refuse = false;
  expect(await letters.redrive(ctx, 'all')).toBe(1);
  await until(async () => (await effects('n = 5')) === 1);
  expect(await letters.list()).toHaveLength(0);
});

test('an event that nobody handles is marked as told and forgotten after two weeks', async () => {
  const id = await tell(6, unheard);
  const relayed = () => admin.query('select from platform.outbox_event where id = $1 and relayed_at is not null', [id]);
  await until(async () => (await relayed()).rowCount);
  await admin.query(`update platform.outbox_event set relayed_at = now() - interval '15 days' where id = $1`, [id]);
  expect(await one.get(Pruner).run(ctx)).toMatchObject({ events: 1 });
  expect((await relayed()).rowCount).toBe(0);
});
