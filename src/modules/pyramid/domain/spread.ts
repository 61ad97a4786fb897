import { addMonths } from '#kernel';

/**
 * Spreads an amount (decimal text, at most two digits after the point) evenly over months in a row, to the penny: the
 * parts add up to the amount, and no two differ by more than a penny. Throws for an amount of another form.
 */
export function spreadOverMonths(
  amount: string,
  firstMonth: string,
  months: number,
): { readonly month: string; readonly amount: string }[] {
  const form = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount);
  if (!form || months < 1) throw new Error(`not an amount to spread over ${months} months: ${amount}`);
  const pennies = BigInt((form[2] as string) + (form[3] ?? '').padEnd(2, '0'));
  const parts = BigInt(months);
  return Array.from({ length: months }, (_, i) => {
    // What has been given out by the end of each month is rounded down, so the pennies left over are spread as well.
    const part = (pennies * BigInt(i + 1)) / parts - (pennies * BigInt(i)) / parts;
    const text = part.toString().padStart(3, '0');
    const sign = form[1] === '-' && part > 0n ? '-' : '';
    return { month: addMonths(firstMonth, i), amount: `${sign}${text.slice(0, -2)}.${text.slice(-2)}` };
  });
}
