import { addMonths, currencyOf, Decimal, isPayable } from '#kernel';

/**
 * Spreads an amount (decimal text) evenly over months in a row, to the minor unit of its currency: the parts add up to
 * the amount, and no two differ by more than one unit. Throws a RangeError for what is no amount of the currency.
 */
export function spreadOverMonths(
  amount: string,
  firstMonth: string,
  months: number,
  currency: string,
): { readonly month: string; readonly amount: string }[] {
  if (months < 1) throw new RangeError(`not a number of months to spread over: ${months}`);
  const whole = Decimal.parse(amount);
  if (!isPayable(whole, currency)) throw new RangeError(`not an amount in ${currency}: ${amount}`);
  const { minorUnits } = currencyOf(currency);
  // What has been given out by the end of each month is cut to the unit, so the units left over are spread as well.
  const given = (until: number): Decimal =>
    whole.multiply(Decimal.of(until)).divide(Decimal.of(months), minorUnits, 'DOWN');
  return Array.from({ length: months }, (_, i) => ({
    month: addMonths(firstMonth, i),
    amount: given(i + 1)
      .subtract(given(i))
      .format(),
  }));
}
