/**
 * How a result that has more digits is cut. HALF_UP: to the nearer, halves away from zero (as PostgreSQL rounds numeric).
 * HALF_EVEN: to the nearer, halves to the even neighbour. DOWN: toward zero.
 */
export type Rounding = 'HALF_UP' | 'HALF_EVEN' | 'DOWN';

const FORM = /^(-?)(\d+)(?:\.(\d+))?$/;

/** An exact decimal number: whole units of which ten to the power of `scale` make one. Never changes. */
export class Decimal {
  static readonly ZERO = new Decimal(0n, 0);

  private constructor(
    readonly units: bigint,
    readonly scale: number,
  ) {}

  /**
   * Reads `-12.50`. With a scale the number has that many digits after the point; throws a RangeError for what is no
   * decimal, or has other digits than zeros after those.
   */
  static parse(text: string, scale?: number): Decimal {
    const [, sign, whole = '', fraction = ''] = FORM.exec(text) ?? [];
    const digits = scale ?? fraction.length;
    if (sign === undefined || /[1-9]/.test(fraction.slice(digits))) throw new RangeError(`not such a decimal: ${text}`);
    return new Decimal(BigInt(`${sign}${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`), digits);
  }

  static of(units: number | bigint, scale = 0): Decimal {
    return new Decimal(BigInt(units), scale);
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.unitsAt(scale) + other.unitsAt(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(new Decimal(-other.units, other.scale));
  }

  /** Exact: it has the digits of both. */
  multiply(other: Decimal): Decimal {
    return new Decimal(this.units * other.units, this.scale + other.scale);
  }

  /** Throws a RangeError for a divisor of zero. */
  divide(by: Decimal, scale: number, rounding: Rounding): Decimal {
    if (by.units === 0n) throw new RangeError('division by zero');
    const shift = scale + by.scale - this.scale;
    const [over, under] = shift >= 0 ? [power(shift), 1n] : [1n, power(-shift)];
    return new Decimal(quotient(this.units * over, by.units * under, rounding), scale);
  }

  round(scale: number, rounding: Rounding): Decimal {
    return scale >= this.scale
      ? new Decimal(this.unitsAt(scale), scale)
      : new Decimal(quotient(this.units, power(this.scale - scale), rounding), scale);
  }

  /** Rounded to so many significant digits, never to fewer than the whole part has; others stay as they are. */
  significant(digits: number, rounding: Rounding): Decimal {
    const excess = (this.units < 0n ? -this.units : this.units).toString().length - digits;
    return excess <= 0 ? this : this.round(Math.max(0, this.scale - excess), rounding);
  }

  /** Below zero when this is less, above when it is more; 1.5 and 1.50 are equal. */
  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const difference = this.unitsAt(scale) - other.unitsAt(scale);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** With all digits of its scale, such as `-0.50`, or without zeros at the end. */
  format({ trim = false } = {}): string {
    const sign = this.units < 0n ? '-' : '';
    const digits = (this.units < 0n ? -this.units : this.units).toString().padStart(this.scale + 1, '0');
    const at = digits.length - this.scale;
    let end = digits.length;
    while (trim && end > at && digits[end - 1] === '0') end--;
    const fraction = digits.slice(at, end);
    return `${sign}${digits.slice(0, at)}${fraction === '' ? '' : `.${fraction}`}`;
  }

  toString(): string {
    return this.format();
  }

  private unitsAt(scale: number): bigint {
    return this.units * power(scale - this.scale);
  }
}

const power = (digits: number): bigint => 10n ** BigInt(digits);

function quotient(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const [whole, rest] = [dividend / divisor, dividend % divisor];
  const away = dividend < 0n === divisor < 0n ? 1n : -1n;
  const twice = 2n * abs(rest);
  const bound = abs(divisor);
  if (rounding === 'DOWN' || twice < bound) return whole;
  if (twice > bound || rounding === 'HALF_UP') return whole + away;
  return whole % 2n === 0n ? whole : whole + away;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
