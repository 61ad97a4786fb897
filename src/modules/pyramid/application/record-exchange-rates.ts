import { Injectable } from '@nestjs/common';
import { Checks, Decimal, errs, ok, uuidv7, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { RATE_QUOTES } from '#modules/vocabulary';
import { LAST_AS_OF } from '../domain/window.js';
import { type ExchangeRateCommand, type RateCode, type RatesOutcome } from '../pyramid.types.js';
import { PyramidPolicy } from './pyramid.policy.js';

const FIRST_DAY = '1900-01-01';
/** Whole digits that nobody has lost: the smallest and the largest rates of the world have fewer. */
const RATE = /^\d{1,12}(\.\d{1,24})?$/;
const RATE_EXPECTED =
  'a decimal number above 0 with at most 12 digits before and 24 after the point, such as 0.000028710881424 pounds for one unit, or 34830 units for one pound (quote UNITS_PER_POUND)';

/**
 * Records rates, all or none. A rate of the same currency and day is replaced: revenue is converted when it is looked
 * at, so a correction shows in every pyramid at once, and moves customers with the next re-tiering. Rates are never
 * taken away, so revenue that could be converted once always can.
 */
@Injectable()
export class RecordExchangeRates {
  constructor(
    private readonly db: Database,
    private readonly policy: PyramidPolicy,
  ) {}

  /** Throws ForbiddenError unless the actor manages the pyramid of the whole firm. */
  async run(ctx: Ctx, rates: readonly ExchangeRateCommand[]): Promise<Result<RatesOutcome, RateCode>> {
    this.policy.assertFirm(ctx, 'pyramid.manage', 'Recording exchange rates');
    const failures = this.wrongWith(rates);
    if (failures.length > 0) return errs(failures);
    return this.db.transaction<RatesOutcome, RateCode>(ctx, async () => {
      const given = rates.map((r) => ({ ...r, id: uuidv7() }));
      const touched = await this.db.query<{ id: string }>(sql`
        insert into pyramid.exchange_rate as r (id, currency, valid_from, rate, quote)
        select * from unnest(${given.map((r) => r.id)}::uuid[], ${given.map((r) => r.currency)}::char(3)[],
                             ${given.map((r) => r.validFrom)}::date[], ${given.map((r) => Decimal.parse(r.rate).format({ trim: true }))}::numeric[],
                             ${given.map((r) => r.quote ?? 'POUNDS_PER_UNIT')}::text[])
        on conflict (currency, valid_from) do update set rate = excluded.rate, quote = excluded.quote, version = r.version + 1
         where (r.rate, r.quote) is distinct from (excluded.rate, excluded.quote)
        returning r.id`);
      const stored = await this.db.query<{ id: string; key: string }>(sql`
        select r.id, r.currency || r.valid_from as key from pyramid.exchange_rate r
          join unnest(${given.map((r) => r.currency)}::char(3)[], ${given.map((r) => r.validFrom)}::date[]) g(currency, valid_from)
         using (currency, valid_from)`);
      const byKey = new Map(stored.map((r) => [r.key, r.id]));
      const ids = given.map((r) => byKey.get(r.currency + r.validFrom) as string);
      const mine = new Set(given.map((r) => r.id));
      const recorded = touched.filter((r) => mine.has(r.id)).length;
      return ok({ ids, recorded, changed: touched.length - recorded, touched: new Set(touched.map((r) => r.id)) });
    });
  }

  private wrongWith(rates: readonly ExchangeRateCommand[]): Failure<RateCode>[] {
    const failures: Failure<RateCode>[] = [];
    const seen = new Set<string>();
    failures.push(...(new Checks().atMost('rates', rates, 20_000).err()?.failures ?? []));
    rates.forEach(({ currency, validFrom, rate, quote }, i) => {
      const at = (field: string) => `rates.${i}.${field}`;
      const wrong = new Checks()
        .currency(at('currency'), currency)
        .date(at('validFrom'), validFrom, { from: FIRST_DAY, to: LAST_AS_OF })
        .pattern(at('rate'), rate, RATE, RATE_EXPECTED)
        .oneOf(at('quote'), quote, RATE_QUOTES)
        .err();
      const ended = wrong ? undefined : new Checks().currency(at('currency'), currency, validFrom).err();
      if (wrong ?? ended) failures.push(...((wrong ?? ended)?.failures ?? []));
      else if (currency === 'GBP') failures.push({ code: 'GBP_HAS_NO_RATE', field: at('currency') });
      else if (/^[0.]+$/.test(rate)) failures.push({ code: 'RATE_NOT_POSITIVE', field: at('rate') });
      const key = currency + validFrom;
      if (seen.has(key))
        failures.push({ code: 'DUPLICATE_ITEM', field: at('validFrom'), params: { item: `${currency} ${validFrom}` } });
      seen.add(key);
    });
    return failures.slice(0, 100);
  }
}
