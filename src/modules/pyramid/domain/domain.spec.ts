import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPounds, percentOf } from './money.js';
import { spreadOverMonths } from './spread.js';
import { lastDayOf, lastTwelveMonths, twelveBefore } from './window.js';

describe('the last twelve months', () => {
  it.each([
    ['2021-03-31', '2020-04-01', '2021-03-01'],
    ['2021-04-01', '2020-04-01', '2021-03-01'],
    ['2021-04-29', '2020-04-01', '2021-03-01'],
    ['2021-04-30', '2020-05-01', '2021-04-01'],
    ['2021-03-30', '2020-03-01', '2021-02-01'],
    ['2021-01-01', '2020-01-01', '2020-12-01'],
    ['2020-12-31', '2020-01-01', '2020-12-01'],
    ['2024-02-28', '2023-02-01', '2024-01-01'],
    ['2024-02-29', '2023-03-01', '2024-02-01'],
  ])('as of %s begin with %s and end with %s', (asOf, from, to) => {
    expect(lastTwelveMonths(asOf)).toEqual({ from, to });
  });

  it('follow the twelve before them', () => {
    expect(twelveBefore(lastTwelveMonths('2021-04-01'))).toEqual({ from: '2019-04-01', to: '2020-03-01' });
  });

  it('know how long months are', () => {
    expect([lastDayOf('2024-02-01'), lastDayOf('2023-02-01'), lastDayOf('2023-12-01')]).toEqual([
      '2024-02-29',
      '2023-02-28',
      '2023-12-31',
    ]);
  });
});

describe('spreading an amount over months', () => {
  it('gives every month its part to the penny', () => {
    expect(spreadOverMonths('100', '2020-11-01', 3, 'GBP')).toEqual([
      { month: '2020-11-01', amount: '33.33' },
      { month: '2020-12-01', amount: '33.33' },
      { month: '2021-01-01', amount: '33.34' },
    ]);
    expect(spreadOverMonths('-0.01', '2020-01-01', 2, 'GBP').map((p) => p.amount)).toEqual(['0.00', '-0.01']);
  });

  it('gives every month its part to the minor unit of the currency', () => {
    const parts = (amount: string, currency: string): string[] =>
      spreadOverMonths(amount, '2020-01-01', 3, currency).map((p) => p.amount);
    expect(parts('100', 'JPY')).toEqual(['33', '33', '34']);
    expect(parts('1.000', 'KWD')).toEqual(['0.333', '0.333', '0.334']);
  });

  it('never loses or makes a penny', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.integer({ min: 1, max: 60 }), (pennies, months) => {
        const text = (pennies < 0n ? -pennies : pennies).toString().padStart(3, '0');
        const amount = `${pennies < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
        const parts = spreadOverMonths(amount, '2020-04-01', months, 'GBP').map((p) =>
          BigInt(p.amount.replace('.', '')),
        );
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(pennies);
        const sorted = [...parts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect((sorted.at(-1) as bigint) - (sorted[0] as bigint)).toBeLessThanOrEqual(1n);
      }),
    );
  });

  it('refuses what is no amount', () => {
    expect(() => spreadOverMonths('1.005', '2020-01-01', 12, 'GBP')).toThrow(RangeError);
    expect(() => spreadOverMonths('1e3', '2020-01-01', 12, 'GBP')).toThrow(RangeError);
    expect(() => spreadOverMonths('100.50', '2020-01-01', 12, 'JPY')).toThrow(RangeError);
  });
});

describe('figures in words', () => {
  it('writes pounds and percentages as people do', () => {
    expect(['0.00', '999.50', '1234567.89', '-100000.00'].map(formatPounds)).toEqual([
      '£0.00',
      '£999.50',
      '£1,234,567.89',
      '-£100,000.00',
    ]);
    expect(['0.0500', '0.0250', '0.1000', '0.0000', '0.1234'].map(percentOf)).toEqual(['5', '2.5', '10', '0', '12.34']);
  });
});
