import { CURRENCIES, currencyOf } from './currency.js';
import { Decimal, type Rounding } from './decimal.js';

/**
 * How money is rounded, everywhere: to the minor unit of its currency, to the nearer, halves away from zero. PostgreSQL
 * rounds numeric in the same way. Intermediate results are exact; only what is booked, paid or shown is rounded, once.
 */
export const MONEY_ROUNDING: Rounding = 'HALF_UP';

/** An amount rounded to the minor unit of its currency. Throws a RangeError for an unknown currency. */
export function roundMoney(amount: Decimal, currency: string): Decimal {
  return amount.round(currencyOf(currency).minorUnits, MONEY_ROUNDING);
}

/** A quotient of money, such as a share of a fee: rounded once, to the minor unit of the currency. */
export function divideMoney(amount: Decimal, by: Decimal, currency: string): Decimal {
  return amount.divide(by, currencyOf(currency).minorUnits, MONEY_ROUNDING);
}

/** Whether an amount can be paid in its currency: it has no other digits than zeros beyond the minor unit. */
export function isPayable(amount: Decimal, currency: string): boolean {
  return roundMoney(amount, currency).compare(amount) === 0;
}

/**
 * An amount as it is written: with the digits of its currency's minor unit, `100` JPY, `12.50` GBP, `1.234` KWD. One that
 * was booked with more before minor units were checked keeps them, so that nothing is hidden. An unknown currency keeps
 * the digits that are given. Throws a RangeError for what is no decimal.
 */
export function moneyText(amount: string | Decimal, currency: string): string {
  const exact = typeof amount === 'string' ? Decimal.parse(amount) : amount;
  const minorUnits = CURRENCIES.get(currency)?.minorUnits ?? exact.scale;
  const rounded = exact.round(minorUnits, MONEY_ROUNDING);
  return rounded.compare(exact) === 0 ? rounded.format() : exact.format({ trim: true });
}

/** Sums amounts of one currency, exactly; zero has the digits of the currency. */
export function sumMoney(amounts: readonly (string | Decimal)[], currency: string): Decimal {
  return amounts.reduce<Decimal>(
    (sum, a) => sum.add(typeof a === 'string' ? Decimal.parse(a) : a),
    Decimal.of(0, currencyOf(currency).minorUnits),
  );
}
