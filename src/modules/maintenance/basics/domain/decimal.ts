/** Amounts of meters and parts as whole thousandths, so that nothing is lost in adding. */
export const QUANTITY = /^\d{1,12}(\.\d{1,3})?$/;
export const QUANTITY_EXPECTED =
  'a decimal number from 0, at most 12 digits before and 3 after the point, such as 1250.5';

/** The thousandths of a decimal text with at most three digits after the point. */
export function thousandths(text: string): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', part = ''] = (negative ? text.slice(1) : text).split('.');
  const value = BigInt(whole) * 1000n + BigInt(part.slice(0, 3).padEnd(3, '0'));
  return negative ? -value : value;
}

/** The decimal text of thousandths, without zeros at the end. */
export function decimalOf(value: bigint): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(4, '0');
  const part = digits.slice(-3).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -3)}${part === '' ? '' : `.${part}`}`;
}
