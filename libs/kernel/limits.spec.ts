import { expect, test } from 'vitest';
import { atMostItems, describeLimits, numberFrom, textOf } from './limits.js';
import { Checks } from './checks.js';

test.each([
  [textOf(10_000), false, 'at most 10,000 characters'],
  [textOf(200), true, '1 to 200 characters'],
  [textOf(200, 10), false, '10 to 200 characters'],
  [atMostItems(50), true, 'at most 50'],
  [numberFrom(0, 5_000), false, '0 to 5,000'],
])('%j is described in words', (limits, required, words) => expect(describeLimits(limits, required)).toBe(words));

test('what is described is what is checked', () => {
  const checks = new Checks()
    .text('text', 'abcd', textOf(3))
    .text('short', 'a', textOf(3, 2))
    .atMost('list', [1, 2], atMostItems(1))
    .integer('number', 6, numberFrom(0, 5));
  expect(checks.err()?.failures.map(({ code, params }) => ({ code, ...params }))).toEqual([
    { code: 'TOO_LONG', max: 3, given: 4 },
    { code: 'TOO_SHORT', min: 2, given: 1 },
    { code: 'TOO_MANY', max: 1, given: 2 },
    { code: 'OUT_OF_RANGE', min: 0, max: 5, given: 6 },
  ]);
  const right = new Checks()
    .text('text', 'abc', textOf(3))
    .atMost('list', [1], atMostItems(1))
    .integer('n', 5, numberFrom(0, 5));
  expect(right.err()).toBeUndefined();
});
