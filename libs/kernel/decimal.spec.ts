import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal, type Rounding } from './decimal.js';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 8 }))
  .map(([units, scale]) => Decimal.of(units, scale));
const parsed = (text: string, scale?: number): string => Decimal.parse(text, scale).format();

test.each(['', 'x', '1.', '.5', '1e3', '1,5', '+1', ' 1'])('%j is no decimal', (text) =>
  expect(() => Decimal.parse(text)).toThrow(RangeError),
);

test('a scale adds zeros, drops zeros, and refuses other digits', () => {
  expect([parsed('1.5', 2), parsed('1.500', 2), parsed('-0.05', 2), parsed('7', 0)]).toEqual([
    ...['1.50', '1.50', '-0.05', '7'],
  ]);
  expect(() => Decimal.parse('1.001', 2)).toThrow(RangeError);
});

test('zeros at the end can be left out', () => {
  const trimmed = (text: string): string => Decimal.parse(text).format({ trim: true });
  expect(['1.500', '10.000', '-0.10', '0.00', '100'].map(trimmed)).toEqual(['1.5', '10', '-0.1', '0', '100']);
});

test.each<[string, Rounding, string]>([
  ['2.5', 'HALF_UP', '3'],
  ['-2.5', 'HALF_UP', '-3'],
  ['2.5', 'HALF_EVEN', '2'],
  ['3.5', 'HALF_EVEN', '4'],
  ['-2.5', 'HALF_EVEN', '-2'],
  ['-3.5', 'HALF_EVEN', '-4'],
  ['2.51', 'HALF_EVEN', '3'],
  ['2.9', 'DOWN', '2'],
  ['-2.9', 'DOWN', '-2'],
  ['-0.4', 'HALF_UP', '0'],
])('%s rounded %s is %s', (text, rounding, rounded) =>
  expect(Decimal.parse(text).round(0, rounding).format()).toBe(rounded),
);

test('nothing is divided by zero', () =>
  expect(() => Decimal.of(1).divide(Decimal.parse('0.00'), 2, 'DOWN')).toThrow(RangeError));

describe('random', () => {
  test('what is written is read again', () => {
    fc.assert(fc.property(decimal, (a) => void expect(Decimal.parse(a.format())).toEqual(a)));
    fc.assert(fc.property(decimal, (a) => void expect(Decimal.parse(a.format({ trim: true })).compare(a)).toBe(0)));
  });

  test('sums and products do not depend on the order, and differences undo sums', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(a.add(b).compare(b.add(a))).toBe(0);
        expect(a.multiply(b).compare(b.multiply(a))).toBe(0);
        expect(a.multiply(b.add(c)).compare(a.multiply(b).add(a.multiply(c)))).toBe(0);
        expect(a.add(b).subtract(b).compare(a)).toBe(0);
      }),
    );
  });

  test('comparing agrees with the sign of the difference', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => void expect(a.compare(b)).toBe(a.subtract(b).compare(Decimal.ZERO))),
    );
  });

  test('a quotient is off by at most half a unit, or by less than a whole one toward zero', () => {
    const scale = fc.integer({ min: 0, max: 6 });
    const nonzero = decimal.filter((d) => d.units !== 0n);
    fc.assert(
      fc.property(decimal, nonzero, scale, (a, b, digits) => {
        const unit = Decimal.of(1, digits);
        const size = (d: Decimal): Decimal => (d.compare(Decimal.ZERO) < 0 ? Decimal.ZERO.subtract(d) : d);
        const off = (rounding: Rounding): Decimal => size(a.divide(b, digits, rounding).multiply(b).subtract(a));
        const half = size(b).multiply(unit).multiply(Decimal.parse('0.5'));
        expect(off('HALF_UP').compare(half)).toBeLessThanOrEqual(0);
        expect(off('HALF_EVEN').compare(half)).toBeLessThanOrEqual(0);
        expect(off('DOWN').compare(size(b).multiply(unit))).toBeLessThan(0);
        expect(size(a.divide(b, digits, 'DOWN').multiply(b)).compare(size(a))).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('rounding and dividing by one are the same', () => {
    const rounding = fc.constantFrom<Rounding[]>('HALF_UP', 'HALF_EVEN', 'DOWN');
    fc.assert(
      fc.property(
        decimal,
        fc.integer({ min: 0, max: 8 }),
        rounding,
        (a, digits, how) => void expect(a.round(digits, how)).toEqual(a.divide(Decimal.of(1), digits, how)),
      ),
    );
  });
});
