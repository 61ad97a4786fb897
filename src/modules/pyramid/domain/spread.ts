import { addMonths, Decimal } from '#kernel';

/**
 * Spreads an amount (decimal text, at most two digits after the point) evenly over months in a row, to the penny: the
 * parts add up to the amount, and no two differ by more than a penny. Throws for an amount of another form.
 */
export function spreadOverMonths(
  amount: string,
  firstMonth: string,
  months: number,
): { readonly month: string; readonly amount: string }[] {
  if (months < 1) throw new RangeError(`not a number of months to spread over: ${months}`);
  const whole = Decimal.parse(amount, 2);
  // What has been given out by the end of each month is cut to the penny, so the pennies left over are spread as well.
  const given = (until: number): Decimal => whole.multiply(Decimal.of(until)).divide(Decimal.of(months), 2, 'DOWN');
  return Array.from({ length: months }, (_, i) => ({
    month: addMonths(firstMonth, i),
    amount: given(i + 1)
      .subtract(given(i))
      .format(),
  }));
}
