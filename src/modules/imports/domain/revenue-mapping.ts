import { RATE_QUOTES, type RateQuote } from '#modules/vocabulary';
import {
  readCurrency,
  readDate,
  readOffice,
  readPlace,
  readSource,
  type MappedOffice,
  type MappedPlace,
} from './common-mapping.js';
import { type Shape } from './shape.js';

export interface RevenueColumns {
  /** Stable key of the company. */
  readonly companyKey: string;
  readonly companyName: string;
  readonly department: string;
  /** The fiscal year, written 2017-2018. */
  readonly year: string;
  readonly amount: string;
}

/** What the currency is worth from a day on: pounds for one unit, or units for one pound when `quote` says so. */
export interface MappedRate {
  readonly from: string;
  readonly rate: string;
  readonly quote: RateQuote;
}

/** What becomes of a table of revenue by company, department and fiscal year. */
export interface RevenueMapping {
  readonly kind: 'REVENUE';
  readonly source: string;
  readonly missing: readonly string[];
  readonly columns: RevenueColumns;
  readonly office: MappedOffice;
  readonly branches: MappedPlace;
  readonly currency: string;
  /** Month in which the fiscal year begins, 1 to 12. */
  readonly yearBeginsIn: number;
  readonly rates: readonly MappedRate[];
  /** Whether customers are put into tiers as of the end of every fiscal year that was read. */
  readonly retier: boolean;
}

export function readRevenueMapping(shape: Shape): RevenueMapping {
  const top = shape.object(
    ...(['kind', 'source', 'missing', 'columns', 'office', 'branches', 'currency'] as const),
    ...(['yearBeginsIn', 'rates', 'retier'] as const),
  );
  const columns = top.columns.object('companyKey', 'companyName', 'department', 'year', 'amount');
  return {
    kind: top.kind.oneOf(['REVENUE']),
    source: readSource(top.source),
    missing: top.missing.list((each) => each.text(20), 0),
    columns: {
      companyKey: columns.companyKey.text(),
      companyName: columns.companyName.text(),
      department: columns.department.text(),
      year: columns.year.text(),
      amount: columns.amount.text(),
    },
    office: readOffice(top.office),
    branches: readPlace(top.branches),
    currency: readCurrency(top.currency),
    yearBeginsIn: top.yearBeginsIn.integer(1, 12),
    rates: top.rates.list((each) => {
      const { from, rate, quote } = each.object('from', 'rate', 'quote');
      return {
        from: readDate(from),
        rate: rate.checked((checks, field, value) =>
          checks.pattern(field, value, /^\d{1,12}(\.\d{1,24})?$/, 'a decimal such as 0.5981'),
        ),
        quote: quote.absent ? 'POUNDS_PER_UNIT' : quote.oneOf(RATE_QUOTES),
      };
    }, 0),
    retier: top.retier.isTrue(),
  };
}
