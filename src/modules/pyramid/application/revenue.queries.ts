import { Injectable } from '@nestjs/common';
import { and, Database, sql } from '#platform/database';
import { pageOf, pagesOf, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type RateQuote } from '#modules/vocabulary';
import { type RevenueKind, type TierKey } from '../pyramid.types.js';
import { type MonthRange } from '../domain/window.js';
import { rateOf, ratesIn, toPence } from './pyramid.sql.js';

/** What a customer brought in, as it was booked. */
export interface RevenueEntry {
  readonly id: string;
  readonly customerId: string;
  readonly jobId: string | null;
  readonly branchId: string | null;
  readonly month: string;
  readonly amount: string;
  readonly currency: string;
  /** At the rate of its month, rounded to the penny. */
  readonly pounds: string;
  /** That rate, and the first day on which it holds; null for pounds. */
  readonly exchangeRateId: string | null;
  readonly rateFrom: string | null;
  readonly kind: RevenueKind;
  readonly note: string | null;
  readonly externalRef: string | null;
  readonly source: string | null;
  readonly recordedAt: Date;
  readonly version: number;
}

export interface ExchangeRate {
  readonly id: string;
  readonly currency: string;
  readonly validFrom: string;
  /** Pounds for one unit; of a rate that is quoted the other way with some fifty significant digits. */
  readonly pounds: string;
  readonly quotedRate: string;
  readonly quote: RateQuote;
  readonly version: number;
}

export type MoveRule = 'PLACED' | 'RETURNED' | 'ROSE' | 'FELL' | 'LEFT';

export interface Move {
  readonly id: string;
  readonly seq: number;
  readonly customerId: string;
  readonly asOf: string;
  readonly fromTierId: string | null;
  readonly toTierId: string | null;
  readonly rule: MoveRule;
  readonly revenue: string;
  readonly bound: string | null;
  readonly keepShare: string | null;
  readonly recordedAt: Date;
}

export interface TierAssignment {
  readonly customerId: string;
  readonly tierId: string | null;
  readonly tierKey: TierKey | null;
  readonly since: string;
  readonly asOf: string;
  readonly revenue: string;
}

export interface MonthRevenue {
  readonly customerId: string;
  readonly month: string;
  readonly revenue: string;
}

const moveOrder: Order<Move> = {
  list: 'tierMoves',
  direction: 'DESC',
  keys: [
    { column: sql`m.as_of`, type: 'date', value: (m) => m.asOf },
    { column: sql`m.seq`, type: 'bigint', value: (m) => m.seq },
  ],
};

const entryOrder: Order<RevenueEntry> = {
  list: 'revenueEntries',
  direction: 'DESC',
  keys: [
    { column: sql`e.month`, type: 'date', value: (e) => e.month },
    { column: sql`e.id`, type: 'uuid', value: (e) => e.id },
  ],
};

const rateOrder: Order<ExchangeRate> = {
  list: 'exchangeRates',
  direction: 'DESC',
  keys: [
    { column: sql`r.valid_from`, type: 'date', value: (r) => r.validFrom },
    { column: sql`r.currency`, type: 'text', value: (r) => r.currency },
    { column: sql`r.id`, type: 'uuid', value: (r) => r.id },
  ],
};

const ENTRY = sql`e.id, e.customer_id as "customerId", e.job_id as "jobId", e.branch_id as "branchId", e.month, e.amount,
  e.currency, e.kind, e.note, e.external_ref as "externalRef", e.recorded_at as "recordedAt", e.version,
  (select b.source from pyramid.revenue_batch b where b.id = e.batch_id) as source,
  ${toPence(sql`e.amount * case when e.currency = 'GBP' then 1 else r.pounds end`)} as pounds,
  r.id as "exchangeRateId", r.valid_from as "rateFrom"`;
/** Entries with the rates by which they count; there are none for pounds. */
const ENTRIES = sql`pyramid.revenue_entry e
  left join lateral (${rateOf(sql`e.currency`, sql`e.month`, sql`r.id, r.valid_from, r.pounds`)}) r on true`;
const RATE = sql`r.id, r.currency, r.valid_from as "validFrom", r.pounds, r.rate as "quotedRate", r.quote, r.version`;
const MOVE = sql`m.id, m.seq, m.customer_id as "customerId", m.as_of as "asOf", m.from_tier_id as "fromTierId",
  m.to_tier_id as "toTierId", m.rule, m.revenue_gbp as revenue, m.bound_gbp as bound, m.keep_share as "keepShare",
  m.recorded_at as "recordedAt"`;

/** Reads around single customers: where they stand, how they moved, what they brought in; and the exchange rates. */
@Injectable()
export class RevenueQueries {
  constructor(private readonly db: Database) {}

  tierAssignments(customerIds: readonly string[]): Promise<TierAssignment[]> {
    return this.db.query(sql`
      select s.customer_id as "customerId", s.tier_id as "tierId", t.key as "tierKey", s.since, s.as_of as "asOf",
             s.revenue_gbp as revenue
        from pyramid.tier_assignment s left join pyramid.tier t on t.id = s.tier_id
       where s.customer_id = any(${customerIds}::uuid[])`);
  }

  /** A page of the moves of each customer, latest first, with one statement. */
  movesOf(customerIds: readonly string[], page: PageRequest): Promise<Connection<Move>[]> {
    const list = { columns: MOVE, from: sql`pyramid.move m`, where: sql`true`, order: moveOrder };
    return pagesOf(this.db, list, sql`m.customer_id`, customerIds, page);
  }

  async movesByIds(ids: readonly string[]): Promise<Map<string, Move>> {
    const rows = await this.db.query<Move>(sql`select ${MOVE} from pyramid.move m where m.id = any(${ids}::uuid[])`);
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** Revenue of each customer by month in pounds, months without any left out, in the order of the months. */
  monthsOf(customerIds: readonly string[], range: MonthRange): Promise<MonthRevenue[]> {
    return this.db.query(sql`
      with rate as materialized (${ratesIn(range)})
      select e.customer_id as "customerId", e.month, ${toPence(sql`sum(e.amount * r.rate)`)} as revenue
        from pyramid.revenue_entry e join rate r on r.currency = e.currency and r.month = e.month
       where e.customer_id = any(${customerIds}::uuid[]) and e.month between ${range.from}::date and ${range.to}::date
       group by e.customer_id, e.month order by e.customer_id, e.month`);
  }

  async entriesByIds(ids: readonly string[]): Promise<Map<string, RevenueEntry>> {
    const rows = await this.db.query<RevenueEntry>(
      sql`select ${ENTRY} from ${ENTRIES} where e.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** A page of the entries of each customer, latest month first, with one statement. */
  entriesOf(
    customerIds: readonly string[],
    page: PageRequest,
    { from, to }: Partial<MonthRange>,
  ): Promise<Connection<RevenueEntry>[]> {
    const where = and([
      from !== undefined && sql`e.month >= ${from}::date`,
      to !== undefined && sql`e.month <= ${to}::date`,
    ]);
    const list = { columns: ENTRY, from: ENTRIES, where, order: entryOrder };
    return pagesOf(this.db, list, sql`e.customer_id`, customerIds, page);
  }

  async ratesByIds(ids: readonly string[]): Promise<Map<string, ExchangeRate>> {
    const rows = await this.db.query<ExchangeRate>(
      sql`select ${RATE} from pyramid.exchange_rate r where r.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** Rates, the latest first, of one currency or of all. */
  rates(currency: string | null | undefined, page: PageRequest): Promise<Connection<ExchangeRate>> {
    const where = currency == null ? sql`true` : sql`r.currency = ${currency}::char(3)`;
    return pageOf(this.db, { columns: RATE, from: sql`pyramid.exchange_rate r`, where, order: rateOrder }, page);
  }
}
