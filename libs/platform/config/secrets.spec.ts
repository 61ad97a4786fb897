import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { ConfigError, loadConfig } from './index.js';

const load = (MERIDIAN_SECRET: string) => () =>
  loadConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1/none', MERIDIAN_SECRET });

test.each([
  ['a'.repeat(32), 'too few different'],
  ['ab'.repeat(32), 'too few different'],
  ['0123456789'.repeat(4), 'repeats itself'],
  ['correct-horse-battery-'.repeat(2), 'repeats itself'],
  ['abcdefghijklmnopqrstuvwxyz0123456789', 'in order'],
  ['please-change-me-to-a-real-secret-1234', 'example'],
])('%s is refused as a secret: it %s', (secret, why) => {
  expect(load(secret)).toThrow(ConfigError);
  expect(load(secret)).toThrow(why);
  expect(load(secret)).not.toThrow(secret);
});

test('random secrets are taken in every usual form', () => {
  for (let i = 0; i < 200; i++) {
    expect(load(randomBytes(16).toString('hex'))).not.toThrow();
    expect(load(randomBytes(24).toString('base64'))).not.toThrow();
    expect(load(randomBytes(48).toString('base64url'))).not.toThrow();
  }
  expect(load('a secret of more than thirty-two characters')).not.toThrow();
});
