import { Injectable } from '@nestjs/common';
import { errs, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { PyramidApi, type RateCode, type RatesOutcome } from '#modules/pyramid';
import { planRates, ratesKey, type RatesPlan } from '../domain/rates.js';
import { type RatesMapping } from '../domain/rates-mapping.js';
import { type Columns } from '../domain/source.js';
import { type ImportedBatch, type Importer, type Session } from './importer.js';

/** Days in a batch; some forty currencies each. */
const BATCH = 300;

/** Takes tables of exchange rates, a row per day. */
@Injectable()
export class RatesImports {
  constructor(private readonly pyramid: PyramidApi) {}

  make(mapping: RatesMapping, columns: Columns): Importer<RatesPlan> {
    return {
      source: mapping.source,
      columns,
      batchSize: BATCH,
      keyColumn: mapping.columns.date,
      keyOf: (row) => ratesKey(row, columns, mapping),
      plan: (key, rows) => planRates(key, rows, columns, mapping),
      skipReason: () => undefined,
      prepare: () => Promise.resolve(new RatesSession(this.pyramid)),
      after: () => Promise.resolve({ lines: [] }),
    };
  }
}

/** Records days of rates, batch by batch, through the bulk door of the pyramid. */
class RatesSession implements Session<RatesPlan> {
  constructor(private readonly pyramid: PyramidApi) {}

  async take(ctx: Ctx, plans: readonly RatesPlan[]): Promise<ImportedBatch> {
    const given = plans.flatMap(({ date, rates }, plan) => rates.map((rate) => ({ ...rate, validFrom: date, plan })));
    const outcome: Result<RatesOutcome, RateCode> = await this.pyramid.recordRatesMany(
      ctx,
      given.map(({ currency, validFrom, rate, quote }) => ({ currency, validFrom, rate, quote })),
    );
    const remember = (): void => undefined;
    if (!outcome.ok) {
      const found = new Map<number, Failure<RateCode>>();
      for (const failure of outcome.failures) {
        const [, index = '0', field] = failure.field?.split('.') ?? [];
        const rate = given[Number(index)];
        if (rate && !found.has(rate.plan))
          found.set(rate.plan, { ...failure, field: field === 'validFrom' ? undefined : rate.currency });
      }
      const results = plans.map((_, i) => {
        const failure = found.get(i);
        return failure ? errs([failure]) : { ok: true as const, changed: false };
      });
      return { results, created: {}, remember };
    }
    const { ids, touched, recorded, changed } = outcome.value;
    const plansTouched = new Set(ids.flatMap((id, i) => (touched.has(id) ? [given[i]?.plan] : [])));
    return {
      results: plans.map((_, i) => ({ ok: true as const, changed: plansTouched.has(i) })),
      created: { exchangeRates: recorded, ...(changed > 0 && { exchangeRatesChanged: changed }) },
      remember,
    };
  }
}
