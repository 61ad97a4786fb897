import { sql, type Database, type Sql } from '#platform/database';
import { periodBounds } from '../domain/credits-period.js';
import { type CreditPeriod } from '../../terms/domain/terms-content.js';

/** Whose credits of which period. */
export interface CreditKey {
  readonly customerId: string;
  readonly termsId: string;
  readonly period: CreditPeriod;
  /** First day. */
  readonly periodStart: string;
  readonly currency: string;
}

/** Where a period lies. */
export interface CreditBounds {
  /** In which it begins and ends, where no other period was approved beside it. */
  readonly timeZone: string;
  readonly from: Date;
  /** Not part of it. */
  readonly to: Date;
}

/** What statements say about the bounds of a period: its own, or those of the periods beside it. */
export interface FixedBounds {
  readonly fixedZone: string | null;
  readonly fixedFrom: Date | null;
  readonly fixedTo: Date | null;
}

/** As SQL: how long a period of that kind is. */
export const lengthOf = (period: Sql): Sql =>
  sql`make_interval(months => case ${period} when 'MONTH' then 1 when 'QUARTER' then 3 else 12 end)`;

/**
 * What was approved once keeps its bounds when the customer's office changes, and the periods beside it begin and end
 * there: every breach belongs to one period. Else a period lies where the office responsible for the customer is.
 */
export function boundsOf(period: CreditPeriod, start: string, zone: string, fixed: FixedBounds): CreditBounds {
  const timeZone = fixed.fixedZone ?? zone;
  const { from, to } = periodBounds(period, start, timeZone);
  return { timeZone, from: fixed.fixedFrom ?? new Date(from), to: fixed.fixedTo ?? new Date(to) };
}

/** The same for one period, with its statements looked up. */
export async function creditBounds(db: Database, key: CreditKey, zone: string): Promise<CreditBounds> {
  const { customerId, termsId, period, periodStart: start, currency } = key;
  const fixed = await db.one<FixedBounds>(
    sql`with near as (
          select s.period_start, s.time_zone, s.period_from, s.period_to, (s.period_start + ${lengthOf(sql`s.period`)})::date as next,
                 (s.period_start - ${lengthOf(sql`s.period`)})::date as previous
            from sla.credit_statement s
           where s.customer_id = ${customerId} and s.terms_id = ${termsId} and s.period = ${period}
             and s.currency = ${currency} and s.number = 1)
        select (select time_zone from near where period_start = ${start}) as "fixedZone",
               coalesce((select period_from from near where period_start = ${start}),
                        (select period_to from near where next = ${start})) as "fixedFrom",
               coalesce((select period_to from near where period_start = ${start}),
                        (select period_from from near where previous = ${start})) as "fixedTo"`,
  );
  return boundsOf(period, start, zone, fixed);
}
