import { readCurrency, readSource } from './common-mapping.js';
import { type Shape } from './shape.js';

/** What becomes of a table of exchange rates: a row per day, a column per currency, units for one of the base currency. */
export interface RatesMapping {
  readonly kind: 'RATES';
  readonly source: string;
  readonly missing: readonly string[];
  readonly columns: { readonly date: string };
  /** Currency that the rates are quoted in; unless it is the pound, the pound has a column too. */
  readonly base: string;
}

export function readRatesMapping(shape: Shape): RatesMapping {
  const top = shape.object('kind', 'source', 'missing', 'columns', 'base');
  return {
    kind: top.kind.oneOf(['RATES']),
    source: readSource(top.source),
    missing: top.missing.list((each) => each.text(20), 0),
    columns: { date: top.columns.object('date').date.text() },
    base: readCurrency(top.base),
  };
}

/** Columns without which the file cannot be read. */
export const ratesColumns = ({ columns, base }: RatesMapping): string[] =>
  base === 'GBP' ? [columns.date] : [columns.date, 'GBP'];
