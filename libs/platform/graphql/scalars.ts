import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { parseLocalDate, parseLocalTime, parseInstant, isTimeZone, oneLine, COUNTRIES, CURRENCIES } from '#kernel';
import { canonicalZone } from '#kernel/calendar';
import { InvalidScalar } from './invalid-input.js';

interface Definition<T> {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL?: string;
  readonly code: string;
  /** The value, or undefined when the text is none. */
  readonly parse: (text: string) => T | undefined;
  readonly serialize?: (value: unknown) => unknown;
}

function textScalar<T>({
  name,
  description,
  specifiedByURL,
  code,
  parse,
  serialize,
}: Definition<T>): GraphQLScalarType {
  const read = (value: unknown): T | InvalidScalar => {
    const shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
    const parsed = typeof value === 'string' && value.length <= 100 ? parse(oneLine(value)) : undefined;
    return parsed ?? new InvalidScalar(code, { value: shown.slice(0, 100) });
  };
  return new GraphQLScalarType({
    name,
    description,
    specifiedByURL,
    parseValue: read,
    parseLiteral: (node: ValueNode) =>
      read(node.kind === Kind.STRING ? node.value : 'value' in node ? Number(node.value) : null),
    serialize: serialize ?? ((value) => value),
  });
}

export const DateTime = textScalar<Date>({
  name: 'DateTime',
  description:
    'An instant, RFC 3339 with an offset or Z (`2026-11-22T17:54:00Z`); UTC with milliseconds when given out.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  code: 'INVALID_DATE_TIME',
  parse: (text) => parseInstant(text),
  serialize: (value) =>
    value instanceof Date ? value.toISOString() : typeof value === 'number' ? new Date(value).toISOString() : value,
});

export const LocalDate = textScalar<string>({
  name: 'LocalDate',
  description: 'A calendar date without a zone, `YYYY-MM-DD`; it must exist.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  code: 'INVALID_DATE',
  parse: (text) => parseLocalDate(text),
});

export const LocalTime = textScalar<string>({
  name: 'LocalTime',
  description: 'A wall-clock time without a zone, `HH:MM` or `HH:MM:SS`, from `00:00` to `24:00` (the end of the day).',
  code: 'INVALID_TIME',
  parse: (text) => parseLocalTime(text),
});

export const TimeZone = textScalar<string>({
  name: 'TimeZone',
  description:
    'A time zone of the IANA data base, such as `Asia/Hong_Kong`; former names and other spellings become the current name.',
  specifiedByURL: 'https://www.iana.org/time-zones',
  code: 'INVALID_TIME_ZONE',
  parse: (text) => (isTimeZone(text) ? canonicalZone(text) : undefined),
});

export const Currency = textScalar<string>({
  name: 'Currency',
  description:
    'A currency code of ISO 4217, such as `GBP`. Currencies that have ended are known too; they count for the time until they ended.',
  specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
  code: 'INVALID_CURRENCY',
  parse: (text) => (CURRENCIES.has(text) ? text : undefined),
});

export const Country = textScalar<string>({
  name: 'Country',
  description: 'A country code of ISO 3166-1 alpha-2, such as `HK`; `XK` is Kosovo.',
  specifiedByURL: 'https://www.iso.org/iso-3166-country-codes.html',
  code: 'INVALID_COUNTRY',
  parse: (text) => (COUNTRIES.has(text) ? text : undefined),
});

export const Decimal = textScalar<string>({
  name: 'Decimal',
  description:
    'A decimal number as a text, so that nothing is lost: `-1234.50`. At most 15 digits before the point and 6 after it.',
  code: 'INVALID_DECIMAL',
  parse: (text) => (/^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? text : undefined),
});

export const SCALARS = { DateTime, LocalDate, LocalTime, TimeZone, Currency, Country, Decimal } as const;
