import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attainmentOf, attainmentPercentOf } from './attainment.js';

test.each([
  [{ met: 0, missed: 0, breached: 0 }, null],
  [{ met: 1, missed: 0, breached: 0 }, '1.000000'],
  [{ met: 2, missed: 1, breached: 0 }, '0.666667'],
  [{ met: 1, missed: 1, breached: 1 }, '0.333333'],
  // Exactly half; the nearest binary number lies below it.
  [{ met: 3, missed: 637, breached: 0 }, '0.004688'],
  [{ met: 7, missed: 600, breached: 33 }, '0.010938'],
])('%j is an attainment of %s', (counts, attainment) => expect(attainmentOf(counts)).toBe(attainment));

test.each([
  [{ met: 0, missed: 0, breached: 0 }, null],
  [{ met: 2, missed: 1, breached: 0 }, 66.67],
  [{ met: 3, missed: 0, breached: 0 }, 100],
  // Exactly half of a hundredth; binary floating point makes 14.37, 25.62 and 60.62 of them.
  [{ met: 23, missed: 137, breached: 0 }, 14.38],
  [{ met: 41, missed: 100, breached: 19 }, 25.63],
  [{ met: 97, missed: 0, breached: 63 }, 60.63],
])('%j is %s per cent', (counts, percent) => expect(attainmentPercentOf(counts)).toBe(percent));

test('share and per cent agree with whole numbers, whatever the counts', () => {
  const count = fc.integer({ min: 0, max: 2_000_000 });
  fc.assert(
    fc.property(count, count, count, (met, missed, breached) => {
      const decided = BigInt(met + missed + breached);
      fc.pre(decided > 0n);
      // Half up: twice the numerator plus the divisor, over twice the divisor.
      const rounded = (units: bigint): number => Number((2n * BigInt(met) * units + decided) / (2n * decided));
      expect(Number(attainmentOf({ met, missed, breached }))).toBe(rounded(1_000_000n) / 1_000_000);
      expect(attainmentPercentOf({ met, missed, breached })).toBe(rounded(10_000n) / 100);
    }),
  );
});
