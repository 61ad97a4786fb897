/**
 * Exact decimals for money: whole numbers of the smallest unit, as bigints. Amounts have two digits after the point,
 * percentages up to four.
 */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const CENT_DIGITS = 2;
const PERCENT_DIGITS = 4;

/** Hundredths of a decimal text. Throws a RangeError for what is none or has more than two digits after the point. */
export function centsOf(amount: string): bigint {
  return scaled(amount, CENT_DIGITS);
}

/** The text with two digits after the point: `1250.00`. */
export function amountOf(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(CENT_DIGITS + 1, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -CENT_DIGITS)}.${digits.slice(-CENT_DIGITS)}`;
}

/** So many percent of an amount, rounded to the hundredth, halves upward. */
export function percentOfCents(cents: bigint, percent: string): bigint {
  const unit = 100n * 10n ** BigInt(PERCENT_DIGITS);
  return (2n * cents * scaled(percent, PERCENT_DIGITS) + unit) / (2n * unit);
}

function scaled(text: string, digits: number): bigint {
  const [, sign, whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || /[1-9]/.test(fraction.slice(digits))) throw new RangeError(`not such a decimal: ${text}`);
  return BigInt(`${sign}${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
}
