import { emailOf } from './email.js';
import { type ListLimits, type NumberLimits, type TextForm } from './limits.js';
import { errs, type Err, type Failure } from './result.js';
import { CURRENCIES, currencyOn } from './currency.js';
import { Decimal } from './decimal.js';
import { COUNTRIES } from './iso.js';
import { isPayable, roundMoney } from './money.js';
import { isTimeZone, parseLocalDate } from './local.js';
import { isBlank, measure, oneLine, prose } from './text.js';

/** Codes that `Checks` can report; their messages are the platform's. */
export type CheckCode =
  | 'REQUIRED'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'INVALID_TEXT'
  | 'TEXT_OVERLOADED'
  | 'INVALID_FORMAT'
  | 'INVALID_EMAIL'
  | 'INVALID_DATE'
  | 'INVALID_TIME_ZONE'
  | 'INVALID_CURRENCY'
  | 'CURRENCY_ENDED'
  | 'CURRENCY_NOT_YET'
  | 'AMOUNT_PRECISION'
  | 'INVALID_COUNTRY'
  | 'OUT_OF_RANGE'
  | 'DATE_OUT_OF_RANGE'
  | 'TOO_MANY'
  | 'NOT_ALLOWED_VALUE';

/** Control characters but tabs and line ends, and halves of surrogate pairs. */
const NO_TEXT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const TIDY: Readonly<Record<TextForm, (text: string) => string>> = {
  LINE: oneLine,
  PROSE: prose,
  VERBATIM: (text) => text.trim(),
};

/** What an amount may be. How many digits after the point are right is up to the currency. */
const SIGNS = {
  ANY: { form: /^-?\d+(\.\d{1,6})?$/, words: 'a decimal number' },
  NOT_NEGATIVE: { form: /^\d+(\.\d{1,6})?$/, words: 'a decimal number from 0' },
  POSITIVE: { form: /^(?=.*[1-9])\d+(\.\d{1,6})?$/, words: 'a decimal number above 0' },
} as const;

/** Collects everything that is wrong with a command, so that the user can mend all of it at once. */
export class Checks {
  private readonly found: Failure<CheckCode>[] = [];

  /**
   * A text: `min` to `max` characters as people count them, once it is tidied (max 200 by default), no control characters
   * but line breaks and tabs, and no more marks and joined signs on its characters than any writing has. Empty, invisible
   * or absent is REQUIRED unless `optional`.
   */
  text(
    field: string,
    value: string | null | undefined,
    limits: { min?: number; max?: number; form?: TextForm; optional?: boolean } = {},
  ): this {
    const { min = 1, max = 200, form = 'PROSE', optional = false } = limits;
    if (isBlank(value ?? '')) return optional && (value ?? '') === '' ? this : this.add('REQUIRED', field);
    const text = TIDY[form](value ?? '');
    const { characters, overloaded } = measure(text, max);
    if (characters > max) return this.add('TOO_LONG', field, { max, given: characters });
    if (overloaded) return this.add('TEXT_OVERLOADED', field);
    if (characters < min) return this.add('TOO_SHORT', field, { min, given: characters });
    if (NO_TEXT.test(text)) return this.add('INVALID_TEXT', field);
    return this;
  }

  /** A text of a fixed form; `expected` describes it in words, with an example. */
  pattern(field: string, value: string | null | undefined, pattern: RegExp, expected: string): this {
    return value === null || value === undefined || pattern.test(value)
      ? this
      : this.add('INVALID_FORMAT', field, { expected });
  }

  /** The same for a form that takes more than a pattern to recognise. */
  matches(field: string, value: string | null | undefined, test: (value: string) => boolean, expected: string): this {
    return value === null || value === undefined || test(value)
      ? this
      : this.add('INVALID_FORMAT', field, { expected });
  }

  /** An e-mail address, in any of the ways in which people type one; `emailOf` gives the form that is kept. */
  email(field: string, value: string | null | undefined): this {
    return value === null || value === undefined || emailOf(value) !== undefined
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

  /**
   * A currency of ISO 4217; with days, one in which amounts could be on some of them (CURRENCY_ENDED names the successor,
   * CURRENCY_NOT_YET the first day). One day is both the first and the last.
   */
  currency(field: string, value: string | null | undefined, on?: string | { from: string; to: string }): this {
    if (value === null || value === undefined) return this;
    const known = CURRENCIES.get(value);
    if (!known) return this.add('INVALID_CURRENCY', field, { value: value.slice(0, 40) });
    if (on === undefined) return this;
    const { from, to } = typeof on === 'string' ? { from: on, to: on } : on;
    if (known.until !== undefined && known.until < from)
      return this.add('CURRENCY_ENDED', field, {
        currency: value,
        until: known.until,
        successor: currencyOn(value, from),
      });
    return known.from !== undefined && known.from > to
      ? this.add('CURRENCY_NOT_YET', field, { currency: value, from: known.from })
      : this;
  }

  /**
   * An amount of money as a decimal text: before the point at most so many digits (15 by default), after it those of the
   * currency's minor unit (AMOUNT_PRECISION says the nearest amount). An unknown currency is for `currency` to report.
   */
  amount(
    field: string,
    value: string | null | undefined,
    currency: string | null | undefined,
    { sign = 'NOT_NEGATIVE', digits = 15 }: { sign?: keyof typeof SIGNS; digits?: number } = {},
  ): this {
    if (value === null || value === undefined) return this;
    const { form, words } = SIGNS[sign];
    if (!form.test(value) || value.replace(/^-/, '').replace(/\..*/, '').length > digits)
      return this.add('INVALID_FORMAT', field, {
        expected: `${words} with at most ${digits} digits before the point, such as 1234.50`,
      });
    const known = CURRENCIES.get(currency ?? '');
    const amount = Decimal.parse(value);
    if (!known || isPayable(amount, known.code)) return this;
    const nearest = roundMoney(amount, known.code).format();
    return this.add('AMOUNT_PRECISION', field, { currency: known.code, digits: known.minorUnits, nearest });
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
