import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '#kernel';
import { forecast, totalAfter, type KnownReading, type NewReading } from './meter.js';

const DAY = 86_400_000;
const thousandths = (text: string): bigint => Decimal.parse(text, 3).units;
const decimalOf = (units: bigint): string => Decimal.of(units, 3).format({ trim: true });
const reading = (day: number, value: string, total = value): KnownReading => ({
  at: new Date(day * DAY),
  value,
  total,
});
const fresh = (value: string, more: Partial<NewReading> = {}): NewReading => ({
  at: new Date(5 * DAY),
  value,
  kind: 'READING',
  ...more,
});
const outcome = (result: ReturnType<typeof totalAfter>): string =>
  result.ok ? result.value : `${result.failures[0]?.code} ${result.failures[0]?.field}`;

describe('what a meter has counted', () => {
  it('begins at nothing with the first reading and grows with each', () => {
    expect(outcome(totalAfter(fresh('1200'), undefined, undefined, null))).toBe('0');
    expect(outcome(totalAfter(fresh('1250.5'), reading(1, '1200', '0'), undefined, null))).toBe('50.5');
  });

  it('never falls, unless it began again or was replaced', () => {
    const last = reading(1, '9990', '500');
    expect(outcome(totalAfter(fresh('10'), last, undefined, '10000'))).toBe('READING_TOO_LOW value');
    expect(outcome(totalAfter(fresh('10', { kind: 'ROLLOVER' }), last, undefined, '10000'))).toBe('520');
    expect(outcome(totalAfter(fresh('10', { kind: 'ROLLOVER' }), last, undefined, null))).toBe('NO_ROLLOVER kind');
    expect(outcome(totalAfter(fresh('3', { kind: 'REPLACED' }), last, undefined, null))).toBe('500');
    expect(outcome(totalAfter(fresh('3', { kind: 'REPLACED', finalValue: '9995' }), last, undefined, null))).toBe(
      '505',
    );
    expect(outcome(totalAfter(fresh('3', { kind: 'REPLACED', finalValue: '1' }), last, undefined, null))).toBe(
      'READING_TOO_LOW finalValue',
    );
    expect(outcome(totalAfter(fresh('10001'), last, undefined, '10000'))).toBe('ABOVE_CAPACITY value');
  });

  it('a late reading stands between two others when its value does, and only as a plain one', () => {
    const [before, after] = [reading(1, '100'), reading(9, '200')];
    expect(outcome(totalAfter(fresh('150'), before, after, null))).toBe('150');
    expect(outcome(totalAfter(fresh('250'), before, after, null))).toBe('READING_TOO_HIGH value');
    expect(outcome(totalAfter(fresh('50'), undefined, after, null))).toBe('50');
    expect(outcome(totalAfter(fresh('150', { kind: 'REPLACED' }), before, after, null))).toBe(
      'READING_BEFORE_LATEST at',
    );
  });

  it('in whatever order readings arrive, the totals are those of reading them in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (steps, random) => {
          let sum = 0n;
          const all = steps.map((step, i) => reading(i, decimalOf((sum += BigInt(step)))));
          const known: KnownReading[] = [];
          for (const next of [...all]
            .map((r) => [r, random.next().value as number] as const)
            .sort((a, b) => a[1] - b[1])
            .map(([r]) => r)) {
            const before = known
              .filter((k) => k.at < next.at)
              .sort((a, b) => a.at.getTime() - b.at.getTime())
              .at(-1);
            const after = known.filter((k) => k.at > next.at).sort((a, b) => a.at.getTime() - b.at.getTime())[0];
            const total = totalAfter({ ...next, kind: 'READING' }, before, after, null);
            expect(total.ok).toBe(true);
            if (total.ok) known.push({ ...next, total: total.value });
          }
          const first = known.sort((a, b) => a.at.getTime() - b.at.getTime())[0] as KnownReading;
          for (const k of known)
            expect(thousandths(k.total) - thousandths(first.total)).toBe(
              thousandths(k.value) - thousandths(first.value),
            );
        },
      ),
    );
  });
});

describe('when a meter will reach a total', () => {
  const points = (...list: [day: number, total: string][]) => list.map(([day, total]) => ({ at: day * DAY, total }));

  it('at the rate of the last ninety days', () => {
    expect(forecast(points([0, '0'], [10, '100']), '250')).toBe(25 * DAY);
    expect(forecast(points([0, '0'], [300, '3000'], [310, '3200']), '3400')).toBe(320 * DAY);
  });

  it('is the latest reading when it is reached, and not known for a meter that stands still or was read once', () => {
    expect(forecast(points([0, '0'], [10, '100']), '80')).toBe(10 * DAY);
    expect(forecast(points([0, '5'], [10, '5']), '80')).toBeNull();
    expect(forecast(points([10, '5']), '80')).toBeNull();
    expect(forecast([], '80')).toBeNull();
  });
});
