import { type CheckCode } from '#kernel';
import { type RateQuote } from '#modules/vocabulary';

/** Key of a tier; the tiers are data. The firm starts with TOP, MAJOR, MEDIUM and SMALL. */
export type TierKey = string;

export const REVENUE_KINDS = ['REVENUE', 'CREDIT', 'CORRECTION'] as const;
/** REVENUE is zero or more, CREDIT zero or less, CORRECTION either. */
export type RevenueKind = (typeof REVENUE_KINDS)[number];

/** What a customer brought in in a month. */
export interface RevenueCommand {
  readonly customerId: string;
  readonly jobId?: string | null;
  readonly branchId?: string | null;
  /** First day of the month. */
  readonly month: string;
  /** Decimal text with at most the digits of the currency's minor unit. */
  readonly amount: string;
  readonly currency: string;
  /** Defaults to REVENUE. */
  readonly kind?: RevenueKind;
  readonly note?: string | null;
  /** `source:key` of where it came from; unique, so that importing twice changes nothing. */
  readonly externalRef?: string | null;
}

export interface RevenueOutcome {
  readonly id: string;
  /** CHANGED when the externalRef was known with other values. */
  readonly outcome: 'RECORDED' | 'CHANGED' | 'UNCHANGED';
}

export type RevenueCode =
  | CheckCode
  | 'CUSTOMER_NOT_FOUND'
  | 'JOB_NOT_FOUND'
  | 'BRANCH_NOT_FOUND'
  | 'OTHER_CUSTOMER'
  | 'MONTH_NOT_FIRST_DAY'
  | 'AMOUNT_SIGN'
  | 'RATE_MISSING'
  | 'EXTERNAL_REF_TAKEN'
  | 'DUPLICATE_ITEM';

/** What a currency is worth from a day on, until the next day for which there is a rate. */
export interface ExchangeRateCommand {
  readonly currency: string;
  readonly validFrom: string;
  /** Decimal text above zero, at most 12 digits before and 24 after the point. */
  readonly rate: string;
  /** Defaults to POUNDS_PER_UNIT. */
  readonly quote?: RateQuote | null;
}

export interface RatesOutcome {
  /** In the order of the commands. */
  readonly ids: readonly string[];
  readonly recorded: number;
  readonly changed: number;
  /** Ids of those that were recorded or changed. */
  readonly touched: ReadonlySet<string>;
}

export type RateCode = CheckCode | 'GBP_HAS_NO_RATE' | 'RATE_NOT_POSITIVE' | 'DUPLICATE_ITEM';

export interface RetierOutcome {
  readonly asOf: string;
  /** Customers with revenue in the twelve months. */
  readonly active: number;
  readonly moves: number;
  /** Customers left alone because they were re-tiered as of a later day already. */
  readonly later: number;
  /** Currencies and months of the twelve whose rate is too old (RATE_MAX_AGE_DAYS). */
  readonly oldRates: number;
}

export type RetierCode = CheckCode;
