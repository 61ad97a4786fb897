import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Config } from '#platform/config';
import { createTestDatabase, type TestDatabase } from '#testing';
import { SessionLocks } from './session-locks.js';

let database: TestDatabase;

beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database.drop());

test('statements of locks taken and given back at once wait for one another', async () => {
  const locks = new SessionLocks({ database: { DATABASE_URL: database.url } } as Config);
  const query = pg.Client.prototype.query as (this: pg.Client, ...args: unknown[]) => Promise<unknown>;
  let running = 0;
  let most = 0;
  const watched = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    most = Math.max(most, ++running);
    return query.apply(this, args).finally(() => running--);
  } as never);
  try {
    const taken = await Promise.all(['a', 'b', 'c'].map((name) => locks.tryAcquire(name)));
    expect(taken.every(Boolean)).toBe(true);
    await Promise.all(taken.map(async (release) => release?.()));
    expect(await locks.tryAcquire('a')).toBeDefined();
    expect(most).toBe(1);
  } finally {
    watched.mockRestore();
    await locks.onApplicationShutdown();
  }
});
