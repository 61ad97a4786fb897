import { Injectable, type Type } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#testing';
import { defineEvent, HandlesEvent } from '../outbox/index.js';
import { startWorker, testConfig } from '../outbox/testing/harness.js';
import { HandlesJob } from './handles-job.js';
import { defineJob } from './job.js';

let database: { url: string; drop(): Promise<void> };
beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database?.drop());

const lonely = defineJob({ name: 'test.be-lonely', queue: 'imports', description: 'Has a handler, or not.' });
const happened = defineEvent('test.thing-happened');

@Injectable()
class One {
  @HandlesJob(lonely)
  async run() {}
}
@Injectable()
class Another {
  @HandlesJob(lonely)
  async run() {}
}
@Injectable()
class Hears {
  @HandlesEvent(happened, { handler: 'test.hear' })
  async run() {}
}
@Injectable()
class HearsToo {
  @HandlesEvent(happened, { handler: 'test.hear' })
  async run() {}
}

const boot = (...providers: Type[]) => startWorker(testConfig(database.url), providers);

test('a worker does not boot when a job has no handler', async () => {
  await expect(boot()).rejects.toThrow('the job test.be-lonely has no handler');
});

test('a worker does not boot when a job has two handlers', async () => {
  await expect(boot(One, Another)).rejects.toThrow('the job test.be-lonely has 2 handlers: One.run, Another.run');
});

test('a worker does not boot when two event handlers have one name', async () => {
  await expect(boot(One, Hears, HearsToo)).rejects.toThrow('two event handlers are called test.hear');
});

test('names are checked and unique', () => {
  expect(() => defineJob({ name: 'test.be-lonely', queue: 'imports', description: '' })).toThrow('defined twice');
  expect(() => defineJob({ name: 'Nonsense', queue: 'imports', description: '' })).toThrow('module.do-something');
  expect(() => defineEvent('test.thing-happened')).toThrow('defined twice');
  expect(() => defineEvent('nonsense')).toThrow('module.thing-happened');
});
