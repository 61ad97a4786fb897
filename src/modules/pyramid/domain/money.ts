/** A decimal text with two digits after the point, as pounds are written: £1,234.50. */
export function formatPounds(amount: string): string {
  const [, sign = '', whole = '0', pennies = '00'] = /^(-?)(\d+)(?:\.(\d{2}))?/.exec(amount) ?? [];
  return `${sign}£${BigInt(whole).toLocaleString('en')}.${pennies}`;
}

/** A share between 0 and 1 as a percentage without needless zeros: 0.0500 is 5, 0.0250 is 2.5. */
export function percentOf(share: string): string {
  const digits = (/^0?\.(\d+)$/.exec(share)?.[1] ?? '').padEnd(4, '0').slice(0, 4);
  return String(Number(`${digits.slice(0, 2)}.${digits.slice(2)}`));
}
