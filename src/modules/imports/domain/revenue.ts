import { currencyOf, Decimal, isPayable, moneyText } from '#kernel';
import { type RevenueMapping } from './revenue-mapping.js';
import { Columns, RowReader, type Planned, type RejectedRow, type SourceRow } from './source.js';

/** What a company brought in through one department in one fiscal year. */
export interface RevenuePlan {
  readonly key: string;
  readonly companyKey: string;
  readonly companyName: string;
  readonly department: string;
  /** First day of the first month of the year. */
  readonly firstMonth: string;
  /** Decimal text with the digits of the currency; below zero when more was paid back than paid. */
  readonly amount: string;
}

const AMOUNT = /^(-?)0*(\d{1,12}(?:\.\d{1,10})?)$/;
const FISCAL_YEAR = /^(\d{4})-(\d{4})$/;

/** The key of a row: company, department and year; null when one of them is missing. */
export function revenueKey(row: SourceRow, columns: Columns, { columns: names }: RevenueMapping): string | null {
  const parts = [names.companyKey, names.department, names.year].map((name) => columns.cell(row, name));
  return parts.every((part) => part !== null) ? parts.join('/') : null;
}

/** Makes a year's revenue of the first of the rows of one key; there should be no others. */
export function planRevenue(
  key: string,
  rows: readonly SourceRow[],
  columns: Columns,
  mapping: RevenueMapping,
): Planned<RevenuePlan> {
  const [first, ...others] = rows as [SourceRow, ...SourceRow[]];
  const rejected: RejectedRow[] = others.map((row) => ({ row, failure: { code: 'KEY_REPEATED', params: { key } } }));
  const reader = new RowReader(columns, first);
  const names = mapping.columns;
  const companyKey = reader.required(names.companyKey);
  const companyName = reader.required(names.companyName);
  const department = reader.required(names.department);
  const firstMonth = readYear(reader, names.year, mapping.yearBeginsIn);
  const amount = readAmount(reader, names.amount, mapping.currency);
  if (reader.failure)
    return { plan: undefined, accepted: [], rejected: [{ row: first, failure: reader.failure }, ...rejected] };
  return { plan: { key, companyKey, companyName, department, firstMonth, amount }, accepted: [first], rejected };
}

export const isZero = (amount: string): boolean => !/[1-9]/.test(amount);

function readYear(reader: RowReader, column: string, beginsIn: number): string {
  const text = reader.required(column);
  const match = FISCAL_YEAR.exec(text);
  if (text !== '' && (!match || Number(match[2]) !== Number(match[1]) + 1))
    reader.fail({ code: 'UNREADABLE_YEAR', field: column, params: { value: text.slice(0, 40) } });
  return `${match?.[1] ?? '0000'}-${String(beginsIn).padStart(2, '0')}-01`;
}

function readAmount(reader: RowReader, column: string, currency: string): string {
  const text = reader.required(column);
  const [, sign = '', size = '0'] = AMOUNT.exec(text) ?? [];
  const amount = Decimal.parse(sign + size);
  if (text !== '' && (!AMOUNT.test(text) || !isPayable(amount, currency)))
    reader.fail({
      code: 'UNREADABLE_AMOUNT',
      field: column,
      params: { value: text.slice(0, 40), currency, digits: currencyOf(currency).minorUnits },
    });
  return moneyText(amount, currency);
}
