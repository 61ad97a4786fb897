import { CURRENCIES, Decimal, parseLocalDate } from '#kernel';
import { type RateQuote } from '#modules/vocabulary';
import { type RatesMapping } from './rates-mapping.js';
import { RowReader, type Columns, type Planned, type RejectedRow, type SourceRow } from './source.js';

/** The rates of a day. */
export interface RatesPlan {
  readonly date: string;
  readonly rates: readonly { readonly currency: string; readonly rate: string; readonly quote: RateQuote }[];
}

/** Significant digits of a cross rate, which is the quotient of two columns. */
const DIGITS = 20;
const SCALE = 24;
const RATE = /^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/;

/** The key of a row is its day; null when it has none. */
export const ratesKey = (row: SourceRow, columns: Columns, { columns: { date } }: RatesMapping): string | null =>
  columns.cell(row, date);

/**
 * Makes the rates of a day of the first of its rows: of every column that is named like a currency and has a value. Units
 * for one pound are the quotient of a column and that of the pound; the base currency itself is quoted as pounds for one
 * unit, exactly as the source has it.
 */
export function planRates(
  key: string,
  rows: readonly SourceRow[],
  columns: Columns,
  mapping: RatesMapping,
): Planned<RatesPlan> {
  const [first, ...others] = rows as [SourceRow, ...SourceRow[]];
  const rejected: RejectedRow[] = others.map((row) => ({ row, failure: { code: 'KEY_REPEATED', params: { key } } }));
  const reader = new RowReader(columns, first);
  const date = reader.required(mapping.columns.date);
  if (!parseLocalDate(date))
    reader.fail({ code: 'INVALID_DATE', field: mapping.columns.date, params: { value: date.slice(0, 40) } });
  const pound = mapping.base === 'GBP' ? Decimal.of(1) : readRate(reader, 'GBP', true);
  const rates: RatesPlan['rates'][number][] = [];
  for (const currency of columns.header) {
    if (currency === 'GBP' || currency === mapping.base || !CURRENCIES.has(currency)) continue;
    const units = readRate(reader, currency, false);
    if (units && pound)
      rates.push({ currency, rate: written(units.divide(pound, SCALE, 'HALF_UP')), quote: 'UNITS_PER_POUND' });
  }
  if (mapping.base !== 'GBP' && pound)
    rates.push({ currency: mapping.base, rate: written(pound), quote: 'POUNDS_PER_UNIT' });
  if (reader.failure)
    return { plan: undefined, accepted: [], rejected: [{ row: first, failure: reader.failure }, ...rejected] };
  return { plan: { date, rates }, accepted: [first], rejected };
}

const written = (rate: Decimal): string => rate.significant(DIGITS, 'HALF_UP').format({ trim: true });

function readRate(reader: RowReader, currency: string, required: boolean): Decimal | undefined {
  const text = required ? reader.required(currency) : reader.optional(currency);
  if (text === null || text === '') return undefined;
  if (RATE.test(text)) return Decimal.parse(text);
  reader.fail({ code: 'UNREADABLE_RATE', field: currency, params: { value: text.slice(0, 40) } });
  return undefined;
}
