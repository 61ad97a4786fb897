import { Injectable } from '@nestjs/common';
import { Checks, errs, ok, uuidv7, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { LAST_AS_OF } from '../domain/window.js';
import { type ExchangeRateCommand, type RateCode, type RatesOutcome } from '../pyramid.types.js';
import { PyramidPolicy } from './pyramid.policy.js';

const FIRST_DAY = '1900-01-01';

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
        insert into pyramid.exchange_rate as r (id, currency, valid_from, rate)
        select * from unnest(${given.map((r) => r.id)}::uuid[], ${given.map((r) => r.currency)}::char(3)[],
                             ${given.map((r) => r.validFrom)}::date[], ${given.map((r) => r.rate)}::numeric[])
        on conflict (currency, valid_from) do update set rate = excluded.rate, version = r.version + 1
         where r.rate <> excluded.rate
        returning r.id`);
      const stored = await this.db.query<{ id: string; key: string }>(sql`
        select r.id, r.currency || r.valid_from as key from pyramid.exchange_rate r
          join unnest(${given.map((r) => r.currency)}::char(3)[], ${given.map((r) => r.validFrom)}::date[]) g(currency, valid_from)
         using (currency, valid_from)`);
      const byKey = new Map(stored.map((r) => [r.key, r.id]));
      const ids = given.map((r) => byKey.get(r.currency + r.validFrom) as string);
      const mine = new Set(given.map((r) => r.id));
      const recorded = touched.filter((r) => mine.has(r.id)).length;
      return ok({ ids, recorded, changed: touched.length - recorded });
    });
  }

  private wrongWith(rates: readonly ExchangeRateCommand[]): Failure<RateCode>[] {
    const failures: Failure<RateCode>[] = [];
    const seen = new Set<string>();
    failures.push(...(new Checks().atMost('rates', rates, 20_000).err()?.failures ?? []));
    rates.forEach(({ currency, validFrom, rate }, i) => {
      const at = (field: string) => `rates.${i}.${field}`;
      const wrong = new Checks()
        .currency(at('currency'), currency)
        .date(at('validFrom'), validFrom, { from: FIRST_DAY, to: LAST_AS_OF })
        .pattern(
          at('rate'),
          rate,
          /^\d{1,4}(\.\d{1,8})?$/,
          'a decimal with at most four digits before the point and eight after it, such as 0.58470000',
        )
        .err();
      if (wrong) failures.push(...wrong.failures);
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
