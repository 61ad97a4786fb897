import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { CustomersApi } from '#modules/customers';
import { PyramidApi } from '#modules/pyramid';
import { isZero, planRevenue, revenueKey, type RevenuePlan } from '../domain/revenue.js';
import { type RevenueMapping } from '../domain/revenue-mapping.js';
import { type Columns } from '../domain/source.js';
import { type AfterOptions, type AfterReport } from './after-import.js';
import { EnsureOffice, must } from './ensure-office.js';
import { type Importer } from './importer.js';
import { RevenueSession } from './revenue-session.js';

/** Twelve months each: some ten thousand entries at a time are quickest for the pyramid. */
const BATCH = 800;

/** Takes tables of revenue by company, department and fiscal year. */
@Injectable()
export class RevenueImports {
  constructor(
    private readonly customers: CustomersApi,
    private readonly pyramid: PyramidApi,
    private readonly office: EnsureOffice,
  ) {}

  make(mapping: RevenueMapping, columns: Columns): Importer<RevenuePlan> {
    const ends = new Set<string>();
    return {
      source: mapping.source,
      columns,
      batchSize: BATCH,
      keyColumn: mapping.columns.companyKey,
      keyOf: (row) => revenueKey(row, columns, mapping),
      plan: (key, rows) => {
        const planned = planRevenue(key, rows, columns, mapping);
        if (planned.plan) ends.add(dayAfterYear(planned.plan.firstMonth));
        return planned;
      },
      skipReason: ({ amount }) => (isZero(amount) ? { code: 'ZERO_AMOUNT', field: mapping.columns.amount } : undefined),
      prepare: (ctx) => this.prepare(ctx, mapping),
      after: (ctx, options) => this.after(ctx, mapping, ends, options),
    };
  }

  private async prepare(ctx: Ctx, mapping: RevenueMapping): Promise<RevenueSession> {
    const officeId = await this.office.run(ctx, mapping.office);
    await this.pyramid.ensureReferenceTiers(ctx);
    const { rates, currency } = mapping;
    if (rates.length > 0)
      must(
        await this.pyramid.recordRatesMany(
          ctx,
          rates.map(({ from, rate, quote }) => ({ currency, validFrom: from, rate, quote })),
        ),
        'the rates',
      );
    return new RevenueSession(this.customers, this.pyramid, mapping, officeId);
  }

  /** As of the day after each fiscal year that is over, the earliest first, because history only grows forward. */
  private async after(
    ctx: Ctx,
    { retier }: RevenueMapping,
    ends: ReadonlySet<string>,
    { leaveToWorkers, onProgress }: AfterOptions,
  ): Promise<AfterReport> {
    if (!retier) return { lines: [] };
    if (leaveToWorkers) return { lines: ['Pyramid: left to the nightly re-tiering.'] };
    const today = systemClock.now().toISOString().slice(0, 10);
    const days = [...ends].filter((day) => day <= today).sort();
    const lines: string[] = [];
    for (const [i, day] of days.entries()) {
      onProgress(i, days.length, 'years re-tiered');
      const { active, moves, oldRates } = must(await this.pyramid.ensureFresh(ctx, day), `re-tiering as of ${day}`);
      lines.push(`Pyramid as of ${day}: ${active} customers with revenue, ${moves} moves.`);
      if (oldRates > 0)
        lines.push(
          `Exchange rates of ${oldRates} months are older than RATE_MAX_AGE_DAYS allows; the pyramid lists them (oldRates).`,
        );
    }
    return { lines };
  }
}

/** The first day on which all twelve months are over. */
function dayAfterYear(firstMonth: string): string {
  return `${Number(firstMonth.slice(0, 4)) + 1}${firstMonth.slice(4)}`;
}
