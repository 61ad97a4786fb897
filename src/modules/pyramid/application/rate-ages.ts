import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { systemClock } from '#kernel';
import { Database, sql } from '#platform/database';
import { rateAge } from '../domain/rate-age.js';
import { type MonthRange } from '../domain/window.js';
import { rateOf, toPence } from './pyramid.sql.js';

/** A rate that is older than it should be for a month in which revenue is converted by it. */
export interface OldRate {
  readonly exchangeRateId: string;
  readonly currency: string;
  /** First day of the month. */
  readonly month: string;
  readonly ageDays: number;
  /** What all entries of the currency in the month come to by it, in pounds. */
  readonly revenue: string;
}

/** How old the exchange rates are by which revenue is converted. An old rate still counts; somebody should know. */
@Injectable()
export class RateAges {
  constructor(
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Age in days from which on a rate is too old. */
  get limit(): number {
    return this.config.rates.RATE_MAX_AGE_DAYS;
  }

  /** Age in days of the rate of an entry, at the end of its month; null for pounds. */
  ageOf({ month, rateFrom }: { readonly month: string; readonly rateFrom: string | null }): number | null {
    return rateFrom === null ? null : rateAge(month, rateFrom, today());
  }

  isTooOld(ageDays: number | null): boolean {
    return ageDays !== null && ageDays > this.limit;
  }

  /** Rates too old for months of a range, by month and currency. At most one row for each of them. */
  async tooOld({ from, to }: MonthRange): Promise<OldRate[]> {
    const rows = await this.db.query<Omit<OldRate, 'ageDays'> & { validFrom: string }>(sql`
      select r.id as "exchangeRateId", e.currency, e.month, r.valid_from as "validFrom",
             ${toPence(sql`e.amount * r.pounds`)} as revenue
        from (select e.currency, e.month, sum(e.amount) as amount from pyramid.revenue_entry e
               where e.month between ${from}::date and ${to}::date and e.currency <> 'GBP'
               group by e.currency, e.month) e
       cross join lateral (${rateOf(sql`e.currency`, sql`e.month`, sql`r.id, r.valid_from, r.pounds`)}) r
       where e.month + interval '1 month' - r.valid_from::timestamp > make_interval(days => ${this.limit}::integer)
       order by e.month, e.currency`);
    return rows
      .map(({ validFrom, ...row }) => ({ ...row, ageDays: rateAge(row.month, validFrom, today()) }))
      .filter((row) => this.isTooOld(row.ageDays));
  }
}

const today = (): string => systemClock.now().toISOString().slice(0, 10);
