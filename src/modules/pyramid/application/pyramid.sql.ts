import { sql, type Sql } from '#platform/database';
import { type MonthRange } from '../domain/window.js';

/**
 * Parts of the statements about the pyramid. Conversion and thresholds are worked out here, in one place, and in
 * numeric arithmetic only: exact, and rounded to the penny once, on the sum of a customer.
 */

/**
 * A sum of amounts times `pounds` of their rates, rounded to the penny, halves away from zero. Rates that are quoted as
 * units for one pound are reciprocals to sixty digits, so a sum that ends in half a penny exactly may miss it by a trifle:
 * rounding to thirty digits first puts it there.
 */
export const toPence = (sum: Sql): Sql => sql`round(round(${sum}, 30), 2)`;

/** The rate by which an amount of a month counts: the latest valid on or before the last day of the month. */
export const rateOf = (currency: Sql, month: Sql, columns: Sql): Sql => sql`
  select ${columns} from pyramid.exchange_rate r
   where r.currency = ${currency} and r.valid_from < ${month} + interval '1 month'
   order by r.valid_from desc limit 1`;

/**
 * Pounds for one unit of each currency in each month: the latest rate valid on or before the last day of the month.
 * Of the month's last day, because that is when the books of the month are closed: everybody finds the same rate for
 * it afterwards, and a rate that came in during the month is used at once.
 */
export function ratesIn({ from, to }: MonthRange): Sql {
  return sql`
    select c.currency, m.month::date as month,
           case when c.currency = 'GBP' then 1
                else (${rateOf(sql`c.currency`, sql`m.month`, sql`r.pounds`)}) end as rate
      from (select 'GBP'::char(3) as currency union select distinct r.currency from pyramid.exchange_rate r) c
     cross join generate_series(${from}::timestamp, ${to}::timestamp, interval '1 month') m(month)`;
}

/** Revenue of each customer in a range of months, in pounds; wants `rate` (ratesIn) in the same statement. */
export function revenueIn({ from, to }: MonthRange): Sql {
  return sql`
    select e.customer_id, ${toPence(sql`sum(e.amount * r.rate)`)} as gbp
      from pyramid.revenue_entry e
      join rate r on r.currency = e.currency and r.month = e.month
     where e.month between ${from}::date and ${to}::date
     group by e.customer_id`;
}

/** Where each tier begins on a day. */
export function boundsAt(asOf: string): Sql {
  return sql`
    select t.id as tier_id, t.rank, t.watch_upgrades, h.lower_gbp, h.inclusive, h.keep_share
      from pyramid.tier t
      join lateral (select h.lower_gbp, h.inclusive, h.keep_share from pyramid.tier_threshold h
                     where h.tier_id = t.id and h.effective_from <= ${asOf}::date
                     order by h.effective_from desc limit 1) h on true`;
}

/** Whether a revenue reaches a bound: `b` is a row of boundsAt. */
export function reachesBound(gbp: Sql): Sql {
  return sql`(b.lower_gbp is null or ${gbp} > b.lower_gbp or (b.inclusive and ${gbp} = b.lower_gbp))`;
}

/** Rank of the tier that a revenue gives by itself; wants `bound` (boundsAt) in the same statement. Null for none. */
export function rankOf(gbp: Sql): Sql {
  return sql`(select min(b.rank) from bound b where ${gbp} > 0 and ${reachesBound(gbp)})`;
}

/** The tier that each customer held at the end of a day, by the moves. */
export function heldAt(asOf: string): Sql {
  return sql`
    select distinct on (m.customer_id) m.customer_id, t.rank
      from pyramid.move m left join pyramid.tier t on t.id = m.to_tier_id
     where m.as_of <= ${asOf}::date
     order by m.customer_id, m.as_of desc, m.seq desc`;
}
