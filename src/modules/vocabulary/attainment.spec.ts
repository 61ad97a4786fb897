import { expect, test } from 'vitest';
import { attainmentOf } from './attainment.js';

test.each([
  [{ met: 0, missed: 0, breached: 0 }, null],
  [{ met: 1, missed: 0, breached: 0 }, '1.000000'],
  [{ met: 2, missed: 1, breached: 0 }, '0.666667'],
  [{ met: 1, missed: 1, breached: 1 }, '0.333333'],
  // Exactly half; the nearest binary number lies below it.
  [{ met: 3, missed: 637, breached: 0 }, '0.004688'],
  [{ met: 7, missed: 600, breached: 33 }, '0.010938'],
])('%j is an attainment of %s', (counts, attainment) => expect(attainmentOf(counts)).toBe(attainment));
