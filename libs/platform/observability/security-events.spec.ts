import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadConfig } from '#platform/config';
import { systemCtx } from '#platform/context';
import { createLogger } from './logger.js';
import { Metrics } from './metrics.js';
import { SecurityEvents } from './security-events.js';

let written: Record<string, unknown>[];
let metrics: Metrics;
let events: SecurityEvents;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  written = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const config = loadConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
    MERIDIAN_SECRET: 'a secret of more than thirty-two characters',
  });
  metrics = new Metrics();
  events = new SecurityEvents(createLogger(config, 'test', sink), metrics);
});
afterEach(() => void vi.useRealTimers());

const from = { ...systemCtx('test', 'request-1'), ip: '203.0.113.9' };

test('an event is a line that says who, from where and what', () => {
  events.record('session-ended', from, { employeeId: 'e1', reason: 'signed out' });
  expect(written).toMatchObject([
    {
      level: 'info',
      security: true,
      event: 'session-ended',
      msg: 'session-ended',
      actorId: null,
      ip: '203.0.113.9',
      requestId: 'request-1',
      employeeId: 'e1',
      reason: 'signed out',
    },
  ]);
});

test('outsiders do not fill the log: of each minute some are written, and all are counted', async () => {
  for (let i = 0; i < 100; i++) events.record('sign-in-failed', from);
  for (let i = 0; i < 40; i++) events.record('refresh-token-reused', from);
  const lines = (event: string) => written.filter((line) => line['event'] === event);
  expect([lines('sign-in-failed').length, lines('refresh-token-reused').length]).toEqual([30, 40]);
  vi.setSystemTime(Date.now() + 60_000);
  events.record('sign-in-failed', from);
  expect(lines('sign-in-failed').at(-1)).toMatchObject({ level: 'warn', suppressed: 70 });
  expect(await metrics.registry.metrics()).toContain('meridian_security_events_total{event="sign-in-failed"} 101');
});
