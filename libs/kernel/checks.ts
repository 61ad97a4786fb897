import { type ListLimits, type NumberLimits } from './limits.js';
import { errs, type Err, type Failure } from './result.js';
import { COUNTRIES, CURRENCIES } from './iso.js';
import { isTimeZone, parseLocalDate } from './local.js';

/** Codes that `Checks` can report; their messages are the platform's. */
export type CheckCode =
  | 'REQUIRED'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'INVALID_TEXT'
  | 'INVALID_FORMAT'
  | 'INVALID_EMAIL'
  | 'INVALID_DATE'
  | 'INVALID_TIME_ZONE'
  | 'INVALID_CURRENCY'
  | 'INVALID_COUNTRY'
  | 'OUT_OF_RANGE'
  | 'DATE_OUT_OF_RANGE'
  | 'TOO_MANY'
  | 'NOT_ALLOWED_VALUE';

/** Texts of which nothing can be seen: spaces, marks of no width and of direction. */
const INVISIBLE = /^[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*$/;

/** Collects everything that is wrong with a command, so that the user can mend all of it at once. */
export class Checks {
  private readonly found: Failure<CheckCode>[] = [];

  /**
   * A text: `min` to `max` characters after trimming (max 200 by default), no control characters but line breaks and
   * tabs. Empty, invisible or absent is REQUIRED unless `optional`.
   */
  text(
    field: string,
    value: string | null | undefined,
    limits: { min?: number; max?: number; optional?: boolean } = {},
  ): this {
    const { min = 1, max = 200, optional = false } = limits;
    const length = value?.trim().length ?? 0;
    if (length === 0 || INVISIBLE.test(value ?? ''))
      return optional && (value ?? '') === '' ? this : this.add('REQUIRED', field);
    if (length > max) return this.add('TOO_LONG', field, { max, given: length });
    if (length < min) return this.add('TOO_SHORT', field, { min, given: length });
    if (
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(
        value ?? '',
      )
    )
      return this.add('INVALID_TEXT', field);
    return this;
  }

  /** A text of a fixed form; `expected` describes it in words, with an example. */
  pattern(field: string, value: string | null | undefined, pattern: RegExp, expected: string): this {
    return value === null || value === undefined || pattern.test(value)
      ? this
      : this.add('INVALID_FORMAT', field, { expected });
  }

  email(field: string, value: string | null | undefined): this {
    return value === null ||
      value === undefined ||
      (value.length <= 254 && /^[^\s@"<>]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value))
      ? this
      : this.add('INVALID_EMAIL', field);
  }

  /** A date that exists, and not outside the bounds (both allowed). */
  date(field: string, value: string | null | undefined, { from, to }: { from?: string; to?: string } = {}): this {
    if (value === null || value === undefined) return this;
    if (!parseLocalDate(value)) return this.add('INVALID_DATE', field, { value: value.slice(0, 40) });
    if ((from !== undefined && value < from) || (to !== undefined && value > to))
      return this.add('DATE_OUT_OF_RANGE', field, { from: from ?? '…', to: to ?? '…' });
    return this;
  }

  /** An instant not outside the bounds (both allowed). */
  instant(field: string, value: Date | null | undefined, { from, to }: { from?: Date; to?: Date } = {}): this {
    if (value === null || value === undefined) return this;
    if (Number.isNaN(value.getTime())) return this.add('INVALID_DATE', field, { value: 'NaN' });
    if ((from && value < from) || (to && value > to))
      return this.add('DATE_OUT_OF_RANGE', field, { from: from?.toISOString() ?? '…', to: to?.toISOString() ?? '…' });
    return this;
  }

  country(field: string, value: string | null | undefined): this {
    return value === null || value === undefined || COUNTRIES.has(value)
      ? this
      : this.add('INVALID_COUNTRY', field, { value });
  }

  currency(field: string, value: string | null | undefined): this {
    return value === null || value === undefined || CURRENCIES.has(value)
      ? this
      : this.add('INVALID_CURRENCY', field, { value });
  }

  timeZone(field: string, value: string | null | undefined): this {
    return value === null || value === undefined || isTimeZone(value)
      ? this
      : this.add('INVALID_TIME_ZONE', field, { value });
  }

  /** A whole number within bounds, both allowed. */
  integer(field: string, value: number | null | undefined, limits: NumberLimits | { min: number; max: number }): this {
    const { min, max } = 'minimum' in limits ? { min: limits.minimum, max: limits.maximum } : limits;
    return value === null || value === undefined || (Number.isInteger(value) && value >= min && value <= max)
      ? this
      : this.add('OUT_OF_RANGE', field, { min, max, given: value });
  }

  atMost(field: string, list: readonly unknown[] | null | undefined, limits: number | ListLimits): this {
    const max = typeof limits === 'number' ? limits : limits.maxItems;
    return (list?.length ?? 0) <= max ? this : this.add('TOO_MANY', field, { max, given: list?.length ?? 0 });
  }

  oneOf(field: string, value: string | null | undefined, allowed: readonly string[]): this {
    return value === null || value === undefined || allowed.includes(value)
      ? this
      : this.add('NOT_ALLOWED_VALUE', field, { allowed: allowed.join(', '), value: value.slice(0, 60) });
  }

  required(field: string, value: unknown): this {
    return value === null || value === undefined ? this.add('REQUIRED', field) : this;
  }

  /** Fields that a change may leave out (undefined) but not empty (null). */
  keepRequired<T extends object>(values: T, fields: readonly (keyof T & string)[]): this {
    for (const field of fields) if (values[field] === null) this.add('REQUIRED', field);
    return this;
  }

  private add(code: CheckCode, field: string, params?: Failure['params']): this {
    this.found.push({ code, field, params });
    return this;
  }

  /** The failures as an Err, or undefined when all is well: `const wrong = checks.err(); if (wrong) return wrong;` */
  err(): Err<CheckCode> | undefined {
    return this.found.length > 0 ? errs(this.found) : undefined;
  }
}
