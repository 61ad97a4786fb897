import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { EnsureReferenceTiers } from './application/ensure-reference-tiers.js';
import { RecordExchangeRates } from './application/record-exchange-rates.js';
import { RecordRevenue } from './application/record-revenue.js';
import { RetierCustomers } from './application/retier-customers.js';
import {
  type ExchangeRateCommand,
  type RateCode,
  type RatesOutcome,
  type RetierCode,
  type RetierOutcome,
  type RevenueCode,
  type RevenueCommand,
  type RevenueOutcome,
  type TierKey,
} from './pyramid.types.js';

/** What other modules may ask of the pyramid. */
@Injectable()
export class PyramidApi {
  constructor(
    private readonly db: Database,
    private readonly revenue: RecordRevenue,
    private readonly rates: RecordExchangeRates,
    private readonly retier: RetierCustomers,
    private readonly reference: EnsureReferenceTiers,
  ) {}

  /** The tiers that customers hold since the last re-tiering; customers without one are absent. */
  async tiersOf(customerIds: readonly string[]): Promise<Map<string, TierKey>> {
    const rows = await this.db.query<{ id: string; key: string }>(
      sql`select s.customer_id as id, t.key from pyramid.tier_assignment s join pyramid.tier t on t.id = s.tier_id
           where s.customer_id = any(${customerIds}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r.key]));
  }

  /** Keys of all tiers, the highest first. */
  async tierKeys(): Promise<TierKey[]> {
    const rows = await this.db.query<{ key: string }>(sql`select t.key from pyramid.tier t order by t.rank`);
    return rows.map((r) => r.key);
  }

  /**
   * Records any number of entries in one transaction, for imports: one Result per command, in their order; refused
   * ones do not hold up the others. An entry whose externalRef is known already is brought up to date if it differs.
   * `source` says where they come from; it is kept with the batch. Call it with some 5,000 to 10,000 at a time.
   */
  recordRevenueMany(
    ctx: Ctx,
    commands: readonly RevenueCommand[],
    source: string,
  ): Promise<Result<RevenueOutcome, RevenueCode>[]> {
    return this.revenue.runMany(ctx, commands, source);
  }

  /** Records exchange rates, all or none. A rate of the same currency and day is replaced. */
  recordRatesMany(ctx: Ctx, rates: readonly ExchangeRateCommand[]): Promise<Result<RatesOutcome, RateCode>> {
    return this.rates.run(ctx, rates);
  }

  /** Re-tiers all customers as of a day, now and in this process. Doing it again changes nothing. */
  ensureFresh(ctx: Ctx, asOf: string): Promise<Result<RetierOutcome, RetierCode>> {
    return this.retier.run(ctx, asOf);
  }

  /** Makes the four tiers of the firm with their thresholds unless there are tiers already. */
  ensureReferenceTiers(ctx: Ctx): Promise<void> {
    return this.reference.run(ctx);
  }
}
