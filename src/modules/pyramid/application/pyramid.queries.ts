import { Injectable } from '@nestjs/common';
import { Checks, type Failure } from '#kernel';
import { Database, sql, type Sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { FIRST_AS_OF, LAST_AS_OF, lastTwelveMonths, twelveBefore, type MonthRange } from '../domain/window.js';
import { type TierKey } from '../pyramid.types.js';
import { boundsAt, heldAt, rankOf, ratesIn, reachesBound, revenueIn, toPence } from './pyramid.sql.js';
import { tierColumns, type Tier } from './tier-row.js';

/** REVENUE: the tier that revenue alone gives. HELD: the tier held by the re-tierings until that day. */
export type PyramidBasis = 'REVENUE' | 'HELD';
export type PyramidUnit = 'CUSTOMER' | 'GROUP';

export interface PyramidRow {
  readonly tierId: string;
  readonly lowerBound: string | null;
  readonly inclusive: boolean;
  readonly customers: number;
  readonly customerShare: string;
  readonly revenue: string;
  readonly revenueShare: string;
}

export interface Pyramid {
  readonly asOf: string;
  readonly window: MonthRange;
  readonly unit: PyramidUnit;
  readonly basis: PyramidBasis;
  readonly tiers: readonly PyramidRow[];
  readonly customers: number;
  readonly revenue: string;
  readonly creditsOfOthers: string;
}

/** A customer's place in the pyramid of a day. */
export interface PyramidRank {
  readonly customerId: string;
  readonly tierId: string | null;
  readonly revenue: string;
  readonly previousRevenue: string;
}

export interface TierUpgradeCandidate extends PyramidRank {
  readonly nextTierId: string;
  readonly growthPercent: string;
  readonly projectedRevenue: string;
  readonly gap: string;
  /** Projected revenue as a multiple of the bound of the next tier. */
  readonly reach: string;
}

const rankOrder: Order<PyramidRank> = {
  list: 'pyramidRanks',
  direction: 'DESC',
  keys: [
    { column: sql`p.gbp`, type: 'numeric', value: (p) => p.revenue },
    { column: sql`p.customer_id`, type: 'uuid', value: (p) => p.customerId },
  ],
};

const candidateOrder: Order<TierUpgradeCandidate> = {
  list: 'tierUpgradeCandidates',
  direction: 'DESC',
  keys: [
    { column: sql`p.reach`, type: 'numeric', value: (p) => p.reach },
    { column: sql`p.customer_id`, type: 'uuid', value: (p) => p.customerId },
  ],
};

/** Nobody is believed to more than double a second time, so that a first small order does not lead the list. */
const MAX_GROWTH = 2;

/**
 * The pyramid of any day, worked out from the revenue entries at the moment it is asked for: it needs no re-tiering and
 * follows late revenue and corrected rates. A customer is active when its revenue in the window is above zero.
 */
@Injectable()
export class PyramidQueries {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersApi,
  ) {}

  /** Throws InvalidInputError for a day out of bounds and for tiers held by groups. */
  async pyramid(asOf: string, unit: PyramidUnit, basis: PyramidBasis): Promise<Pyramid> {
    refuse(asOf, unit === 'GROUP' && basis === 'HELD' && { code: 'HELD_IS_OF_CUSTOMERS', field: 'basis' });
    const window = lastTwelveMonths(asOf);
    const revenue = unit === 'GROUP' ? await this.revenueOfGroups(window) : revenueIn(window);
    const rows = await this.db.query<
      { [K in keyof PyramidRow]: PyramidRow[K] | null } & { total: number; totalRevenue: string; credits: string }
    >(sql`
      with rate as materialized (${ratesIn(window)}),
      bound as materialized (${boundsAt(asOf)}),
      revenue as materialized (${revenue}),
      placed as (${placed(asOf, basis)}),
      sums as (select p.rank, count(*) as n, sum(p.gbp) as gbp from placed p group by p.rank),
      total as (select coalesce(sum(s.n), 0)::bigint as n, coalesce(sum(s.gbp), 0.00) as gbp from sums s)
      select b.tier_id as "tierId", b.lower_gbp as "lowerBound", b.inclusive,
             coalesce(s.n, 0) as customers, coalesce(s.gbp, 0.00) as revenue,
             coalesce(round(100.0 * s.n / nullif(total.n, 0), 2), 0.00) as "customerShare",
             coalesce(round(100 * s.gbp / nullif(total.gbp, 0), 2), 0.00) as "revenueShare",
             total.n as total, total.gbp as "totalRevenue",
             (select coalesce(sum(v.gbp), 0.00) from revenue v where v.gbp <= 0) as credits
        from total left join bound b on true left join sums s on s.rank = b.rank
       order by b.rank`);
    const first = rows[0];
    return {
      asOf,
      window,
      unit,
      basis,
      tiers: rows.filter((r): r is typeof r & PyramidRow => r.tierId !== null),
      customers: first?.total ?? 0,
      revenue: first?.totalRevenue ?? '0.00',
      creditsOfOthers: first?.credits ?? '0.00',
    };
  }

  /** Customers active in the window of a day, by revenue, the greatest first. Throws InvalidInputError. */
  async places(
    asOf: string,
    basis: PyramidBasis,
    tierKey: TierKey | null | undefined,
    page: PageRequest,
  ): Promise<Connection<PyramidRank>> {
    const tiers = await this.tiers();
    const tier = tiers.find((t) => t.key === tierKey);
    refuse(asOf, tierKey != null && !tier && { code: 'TIER_NOT_FOUND', field: 'tier' });
    const window = lastTwelveMonths(asOf);
    const list = sql`with rate as materialized (${ratesIn({ from: twelveBefore(window).from, to: window.to })}),
      bound as materialized (${boundsAt(asOf)}),
      revenue as materialized (${revenueIn(window)}),
      placed as (${placed(asOf, basis)}),
      p as (select p.*, b.tier_id from placed p left join bound b on b.rank = p.rank
             where ${tier ? sql`p.rank = ${tier.rank}` : sql`true`})`;
    const part = keyset(page, rankOrder);
    const rows = await this.db.query<PyramidRank>(sql`
      ${list}, page as (select * from p where ${part.where} order by ${part.orderBy} limit ${part.limit})
      select p.customer_id as "customerId", p.tier_id as "tierId", p.gbp as revenue,
             ${previousOf(sql`p.customer_id`, twelveBefore(window))} as "previousRevenue"
        from page p order by ${part.orderBy}`);
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`${list} select count(*) as n from p`)).n;
    return connectionOf(rows, part, rankOrder, (row) => row, count);
  }

  /**
   * Customers of the watched tiers whose growth would carry them into the next tier within a year: this window's
   * revenue times its growth over the window before (at most doubling). Those who would get furthest come first.
   * Customers without revenue in the window before have no growth to go by. Throws InvalidInputError.
   */
  async tierUpgradeCandidates(asOf: string, page: PageRequest): Promise<Connection<TierUpgradeCandidate>> {
    refuse(asOf);
    const window = lastTwelveMonths(asOf);
    const before = twelveBefore(window);
    const list = sql`with rate as materialized (${ratesIn({ from: before.from, to: window.to })}),
      bound as materialized (${boundsAt(asOf)}),
      revenue as materialized (${revenueIn(window)}),
      previous as materialized (${revenueIn(before)}),
      growing as (
        select v.customer_id, v.gbp, w.gbp as previous, ${rankOf(sql`v.gbp`)} as rank,
               round(v.gbp * least(v.gbp / w.gbp, ${MAX_GROWTH}::numeric), 2) as projected
          from revenue v join previous w on w.customer_id = v.customer_id
         where w.gbp > 0 and v.gbp > w.gbp
      ),
      p as (
        select g.*, t.tier_id, b.tier_id as next_tier_id, b.lower_gbp - g.gbp as gap,
               round(100 * (g.gbp / g.previous - 1), 2) as growth, round(g.projected / b.lower_gbp, 6) as reach
          from growing g
          join bound t on t.rank = g.rank and t.watch_upgrades
          join bound b on b.rank = (select max(a.rank) from bound a where a.rank < g.rank)
         where ${reachesBound(sql`g.projected`)}
      )`;
    const part = keyset(page, candidateOrder);
    const rows = await this.db.query<TierUpgradeCandidate>(sql`
      ${list}
      select p.customer_id as "customerId", p.tier_id as "tierId", p.next_tier_id as "nextTierId", p.gbp as revenue,
             p.previous as "previousRevenue", p.growth as "growthPercent", p.projected as "projectedRevenue", p.gap, p.reach
        from p where ${part.where} order by ${part.orderBy} limit ${part.limit}`);
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`${list} select count(*) as n from p`)).n;
    return connectionOf(rows, part, candidateOrder, (row) => row, count);
  }

  /** All tiers, the highest first. */
  tiers(): Promise<Tier[]> {
    return this.db.query<Tier>(sql`select ${tierColumns()} from pyramid.tier t order by t.rank`);
  }

  /** Revenue by group: the customer at the root of the tree stands for all below it. */
  private async revenueOfGroups(window: MonthRange): Promise<Sql> {
    const rows = await this.db.query<{ id: string }>(sql`
      select distinct e.customer_id as id from pyramid.revenue_entry e
       where e.month between ${window.from}::date and ${window.to}::date`);
    const ids = rows.map((r) => r.id);
    const ancestors = await this.customers.ancestors(ids);
    const roots = ids.map((id) => ancestors.get(id)?.at(-1) ?? id);
    return sql`
      select g.root_id as customer_id, sum(v.gbp) as gbp
        from (${revenueIn(window)}) v
        join unnest(${ids}::uuid[], ${roots}::uuid[]) g(customer_id, root_id) on g.customer_id = v.customer_id
       group by g.root_id`;
  }
}

/** Active customers with the rank of their tier; wants `revenue` and `bound` in the same statement. */
function placed(asOf: string, basis: PyramidBasis): Sql {
  return basis === 'REVENUE'
    ? sql`select v.customer_id, v.gbp, ${rankOf(sql`v.gbp`)} as rank from revenue v where v.gbp > 0`
    : sql`select v.customer_id, v.gbp, coalesce(h.rank, ${rankOf(sql`v.gbp`)}) as rank
            from revenue v left join (${heldAt(asOf)}) h on h.customer_id = v.customer_id where v.gbp > 0`;
}

/** Revenue of one customer in a range of months, through its own index; wants `rate` in the same statement. */
function previousOf(customer: Sql, { from, to }: MonthRange): Sql {
  return sql`(select coalesce(${toPence(sql`sum(e.amount * r.rate)`)}, 0.00) from pyramid.revenue_entry e
               join rate r on r.currency = e.currency and r.month = e.month
              where e.customer_id = ${customer} and e.month between ${from}::date and ${to}::date)`;
}

/** Throws for a day out of bounds or another failure. */
function refuse(asOf: string, other?: Failure | false): void {
  const failures: Failure[] = [
    ...(new Checks().date('asOf', asOf, { from: FIRST_AS_OF, to: LAST_AS_OF }).err()?.failures ?? []),
  ];
  if (other) failures.push(other);
  if (failures.length > 0) throw new InvalidInputError(failures);
}
