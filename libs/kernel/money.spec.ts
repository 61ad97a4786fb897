import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CURRENCIES, currencyOf, currencyOn, MOST_MINOR_UNITS } from './currency.js';
import { Checks } from './checks.js';
import { Decimal } from './decimal.js';
import { divideMoney, isPayable, moneyText, roundMoney, sumMoney } from './money.js';

const codes = [...CURRENCIES.keys()];
const failure = (checks: Checks): unknown => checks.err()?.failures.map(({ code, params }) => [code, params]);

describe('currencies', () => {
  test('have the minor units of ISO 4217', () => {
    const with_ = (digits: number): string[] =>
      [...CURRENCIES.values()].filter((c) => c.until === undefined && c.minorUnits === digits).map((c) => c.code);
    expect(with_(0).sort()).toEqual('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '));
    expect(with_(3).sort()).toEqual('BHD IQD JOD KWD LYD OMR TND'.split(' '));
    // Where CLDR, and so Intl, shows other digits than the standard has.
    expect(['IDR', 'COP', 'HUF', 'MGA'].map((c) => currencyOf(c).minorUnits)).toEqual([2, 2, 2, 2]);
    expect(MOST_MINOR_UNITS).toBe(3);
  });

  test('that ended lead to one that is in use', () => {
    for (const { code, from = '', until, successor } of CURRENCIES.values()) {
      expect(code).toMatch(/^[A-Z]{3}$/);
      expect(until === undefined).toBe(successor === undefined);
      if (until === undefined) continue;
      expect(until > from, code).toBe(true);
      expect(CURRENCIES.get(currencyOn(code, '2026-01-01'))?.until, code).toBeUndefined();
      // Nothing between the end of the one and the beginning of the other can be booked in neither.
      const next = currencyOf(successor as string);
      expect((next.from ?? '') <= until || (next.from as string) === dayAfter(until), code).toBe(true);
    }
  });

  test.each([
    ['HRK', '2022-12-31', undefined],
    ['HRK', '2023-01-01', [['CURRENCY_ENDED', { currency: 'HRK', until: '2022-12-31', successor: 'EUR' }]]],
    ['BGN', '2025-12-31', undefined],
    ['BGN', '2026-01-01', [['CURRENCY_ENDED', { currency: 'BGN', until: '2025-12-31', successor: 'EUR' }]]],
    ['DEM', '2001-12-31', undefined],
    ['VEF', '2018-08-19', undefined],
    ['VEF', '2018-08-20', [['CURRENCY_ENDED', { currency: 'VEF', until: '2018-08-19', successor: 'VES' }]]],
    ['VEB', '2020-01-01', [['CURRENCY_ENDED', { currency: 'VEB', until: '2008-06-30', successor: 'VES' }]]],
    ['EUR', '1998-12-31', [['CURRENCY_NOT_YET', { currency: 'EUR', from: '1999-01-01' }]]],
    ['EUR', '1999-01-01', undefined],
    ['GBP', '1950-01-01', undefined],
    ['XXX', '2020-01-01', [['INVALID_CURRENCY', { value: 'XXX' }]]],
  ])('%s on %s', (code, day, expected) => expect(failure(new Checks().currency('c', code, day))).toEqual(expected));

  test('count for a stretch of days when they were in use on some of them', () => {
    const august = { from: '2018-08-01', to: '2018-08-31' };
    expect(['VEF', 'VES', 'VEB'].map((c) => new Checks().currency('c', c, august).err()?.failures[0]?.code)).toEqual([
      undefined,
      undefined,
      'CURRENCY_ENDED',
    ]);
  });
});

describe('amounts', () => {
  test.each([
    ['1.234', 'KWD', undefined],
    ['1.2340', 'KWD', undefined],
    ['1.2345', 'KWD', [['AMOUNT_PRECISION', { currency: 'KWD', digits: 3, nearest: '1.235' }]]],
    ['100.50', 'JPY', [['AMOUNT_PRECISION', { currency: 'JPY', digits: 0, nearest: '101' }]]],
    ['100.00', 'JPY', undefined],
    ['0.005', 'GBP', [['AMOUNT_PRECISION', { currency: 'GBP', digits: 2, nearest: '0.01' }]]],
    ['12.50', 'GBP', undefined],
  ])('%s %s', (amount, currency, expected) =>
    expect(failure(new Checks().amount('a', amount, currency))).toEqual(expected),
  );

  test.each([
    ['-1', 'NOT_NEGATIVE', false],
    ['-1', 'ANY', true],
    ['0', 'NOT_NEGATIVE', true],
    ['0.00', 'POSITIVE', false],
    ['0.01', 'POSITIVE', true],
    ['-0.01', 'POSITIVE', false],
    ['1e3', 'ANY', false],
    ['1,5', 'ANY', false],
    ['1234567890123456', 'ANY', false],
    ['-123456789012345', 'ANY', true],
  ] as const)('%s as %s', (amount, sign, fine) =>
    expect(new Checks().amount('a', amount, 'GBP', { sign }).err() === undefined).toBe(fine),
  );

  test('are written with the digits of their currency, and hide nothing that was booked before', () => {
    expect(
      [
        ['100', 'JPY'],
        ['100.00', 'JPY'],
        ['66.66', 'JPY'],
        ['12.5', 'GBP'],
        ['1.2', 'KWD'],
        ['-0.10', 'EUR'],
      ].map(([amount, currency]) => moneyText(amount as string, currency as string)),
    ).toEqual(['100', '100', '66.66', '12.50', '1.200', '-0.10']);
  });
});

describe('rounding', () => {
  test.each([
    ['66.66', 'JPY', '67'],
    ['0.5', 'JPY', '1'],
    ['-0.5', 'JPY', '-1'],
    ['1.005', 'GBP', '1.01'],
    ['-1.005', 'GBP', '-1.01'],
    ['1.0005', 'KWD', '1.001'],
    ['1.0049999', 'GBP', '1.00'],
  ])('%s %s is %s', (amount, currency, rounded) =>
    expect(roundMoney(Decimal.parse(amount), currency).format()).toBe(rounded),
  );

  const amount = fc
    .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 12 }))
    .map(([units, scale]) => Decimal.of(units, scale));

  /** Half away from zero by whole numbers alone: add half a unit to the size, and cut. */
  function independent(units: bigint, over: bigint, under: bigint): bigint {
    const [top, bottom] = [units * over, under];
    const size = (2n * (top < 0n ? -top : top) + bottom) / (2n * bottom);
    return top < 0n ? -size : size;
  }

  test('agrees with arithmetic of whole minor units', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(...codes), (a, code) => {
        const { minorUnits } = currencyOf(code);
        const expected = independent(a.units, 10n ** BigInt(minorUnits), 10n ** BigInt(a.scale));
        const rounded = roundMoney(a, code);
        expect([rounded.units, rounded.scale]).toEqual([expected, minorUnits]);
        expect(isPayable(rounded, code)).toBe(true);
      }),
    );
  });

  test('a part of a fee is rounded once', () => {
    const percent = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(amount, percent, fc.constantFrom(...codes), (fee, tenThousandths, code) => {
        const whole = roundMoney(fee, code);
        const part = divideMoney(whole.multiply(Decimal.of(tenThousandths, 4)), Decimal.of(100), code);
        expect(part.units).toBe(independent(whole.units, BigInt(tenThousandths), 1_000_000n));
      }),
    );
  });

  test('sums are exact', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 60 }), fc.constantFrom(...codes), (amounts, code) => {
        const sum = sumMoney(
          amounts.map((a) => a.format()),
          code,
        );
        const units = amounts.reduce((all, a) => all + a.units * 10n ** BigInt(12 - a.scale), 0n);
        expect(sum.compare(Decimal.of(units, 12))).toBe(0);
      }),
    );
  });
});

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
