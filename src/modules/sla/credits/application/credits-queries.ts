import { Injectable } from '@nestjs/common';
import { Decimal, Checks, moneyText, roundMoney, type Failure } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { creditsOf, type Credits } from '../domain/credits.js';
import { periodEnd, periodStart } from '../domain/credits-period.js';
import { CREDIT_PERIODS, type TermsPriority } from '../../terms/domain/terms-content.js';
import { boundsOf, lengthOf, type CreditKey, type FixedBounds } from './credits-bounds.js';
import { CreditsPolicy, type CreditedCustomer } from '../../terms/application/credits-policy.js';
import { CreditsPricing, latestVersion, type BreachCount, type PriceList } from './credits-pricing.js';

/** Which credits. Periods that overlap the days from `from` to before `to` are counted, each whole. */
export { type CreditKey } from './credits-bounds.js';

export interface CreditFilter {
  readonly from: string;
  readonly to: string;
  /** With all customers below it. */
  readonly customerId?: string | null;
  readonly termsId?: string | null;
}

/** The credits of one customer under one set of terms for one period. */
export interface CreditRow extends CreditKey, Credits {
  readonly timeZone: string;
  readonly from: Date;
  readonly to: Date;
  /** What was approved for it so far, and what has come or gone since; null before the first statement. */
  readonly approved: string | null;
  readonly difference: string | null;
}

/** A breach that gives something back. */
export interface CreditBreachRow {
  readonly id: string;
  readonly requestId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly priority: TermsPriority;
  readonly breachedAt: Date;
  readonly termsVersionId: string;
  readonly amount: string;
}

interface GroupRow extends CreditKey, FixedBounds {
  readonly counts: BreachCount[] | null;
  readonly approved: string | null;
  readonly statementVersionId: string | null;
}

/** What calendars know, with a little room. */
const DATES = { from: '1900-01-03', to: '2499-12-29' };

const byPeriod: Order<CreditKey> = {
  list: 'serviceCredits',
  direction: 'ASC',
  keys: [
    { column: sql`g."periodStart"`, type: 'date', value: (r) => r.periodStart },
    { column: sql`g."customerId"`, type: 'uuid', value: (r) => r.customerId },
    { column: sql`g."termsId"`, type: 'uuid', value: (r) => r.termsId },
    { column: sql`g.period`, type: 'text', value: (r) => r.period },
    { column: sql`g.currency`, type: 'text', value: (r) => r.currency },
  ],
};

const byBreach: Order<CreditBreachRow> = {
  list: 'creditBreaches',
  direction: 'ASC',
  keys: [
    { column: sql`c.breached_at`, type: 'timestamptz', value: (b) => b.breachedAt },
    { column: sql`c.id`, type: 'uuid', value: (b) => b.id },
  ],
};

/** Service credits, counted from the breaches that stand now. */
@Injectable()
export class CreditsQueries {
  constructor(
    private readonly db: Database,
    private readonly pricing: CreditsPricing,
    private readonly policy: CreditsPolicy,
    private readonly customers: CustomersApi,
  ) {}

  /** Credits per customer, terms and period, by the period's first day. Three statements, however many there are. */
  async list(ctx: Ctx, page: PageRequest, filter: CreditFilter): Promise<Connection<CreditRow>> {
    const wrong = filterFailures(filter);
    if (wrong.length > 0) throw new InvalidInputError(wrong);
    const part = keyset(page, byPeriod);
    const prices = await this.pricing.list(filter.termsId);
    const customers = await this.policy.visible(ctx, await this.concerned(filter, prices));
    const groups = this.groups(filter, customers, prices);
    const rows = await this.db.query<GroupRow>(
      sql`${groups} select g.* from grouped g where ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const zones = new Map(customers.map((c) => [c.id, c.zone]));
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`${groups} select count(*) as n from grouped`)).n;
    return connectionOf(
      rows,
      part,
      byPeriod,
      (row) => creditRowOf(row as GroupRow, zones.get(row.customerId) as string, prices),
      count,
    );
  }

  /** A page of the breaches behind each of the rows, all of them with one statement. */
  async breachesOf(
    rows: readonly (CreditKey & Pick<CreditRow, 'from' | 'to'>)[],
    page: PageRequest,
  ): Promise<Connection<CreditBreachRow>[]> {
    const part = keyset(page, byBreach);
    const prices = await this.pricing.list();
    const keys = sql`unnest(${rows.map((_, i) => i)}::integer[], ${rows.map((r) => r.customerId)}::uuid[],
        ${rows.map((r) => r.termsId)}::uuid[], ${rows.map((r) => r.period)}::text[], ${rows.map((r) => r.currency)}::text[],
        ${rows.map((r) => r.from)}::timestamptz[], ${rows.map((r) => r.to)}::timestamptz[])
      as k (i, customer_id, terms_id, period, currency, period_from, period_to)`;
    const matching = sql`sla.clock c join ${prices.table}
        on p.version_id = c.terms_version_id and p.metric = c.metric and p.priority = c.priority
       and p.terms_id = k.terms_id and p.period = k.period and p.currency = k.currency
     where c.customer_id = k.customer_id and ${COUNTS} and c.breached_at >= k.period_from and c.breached_at < k.period_to`;
    const found = await this.db.query<CreditBreachRow & { i: number }>(
      sql`select k.i, l.* from ${keys} cross join lateral (
            select ${BREACH} from ${matching} and ${part.where} order by ${part.orderBy} limit ${part.limit}) l`,
    );
    let counting: Promise<Map<number, number>> | undefined;
    const counts = async (): Promise<Map<number, number>> => {
      const all = await this.db.query<{ i: number; n: number }>(
        sql`select k.i, l.n from ${keys} cross join lateral (select count(*) as n from ${matching}) l`,
      );
      return new Map(all.map((r) => [r.i, r.n]));
    };
    return rows.map((_, i) =>
      connectionOf(
        found.filter((b) => b.i === i),
        part,
        byBreach,
        (b) => b,
        async () => (await (counting ??= counts())).get(i) ?? 0,
      ),
    );
  }

  /** Customers who have breaches or statements in reach of the filter. */
  private async concerned(filter: CreditFilter, prices: PriceList): Promise<string[]> {
    const within = filter.customerId == null ? undefined : await this.customers.descendants(filter.customerId);
    const [from, to] = reachOf(filter);
    const rows = await this.db.query<{ id: string }>(
      sql`select distinct c.customer_id as id from sla.clock c
           where c.breached_at >= ${from} and c.breached_at < ${to} and ${COUNTS}
             and c.terms_version_id = any(${prices.versions.map((v) => v.versionId)}::uuid[])
             and ${within === undefined ? sql`true` : sql`c.customer_id = any(${within}::uuid[])`}
          union select s.customer_id from sla.credit_statement s
           where s.period_from >= ${from} and s.period_from < ${to}
             and ${within === undefined ? sql`true` : sql`s.customer_id = any(${within}::uuid[])`}`,
    );
    return rows.map((r) => r.id);
  }

  private groups(filter: CreditFilter, customers: readonly CreditedCustomer[], prices: PriceList): Sql {
    const [from, to] = reachOf(filter);
    const ids = customers.map((c) => c.id);
    // Of a period that was approved, the first statement says where it lies: what happened beyond it is of those beside it.
    return sql`with fixed as materialized (
        select s.customer_id, s.terms_id, s.period, s.currency::text, s.period_start, s.time_zone, s.period_from, s.period_to,
               (s.period_start + ${lengthOf(sql`s.period`)})::date as next, (s.period_start - ${lengthOf(sql`s.period`)})::date as previous
          from sla.credit_statement s where s.customer_id = any(${ids}::uuid[]) and s.number = 1),
      counted as (
        select c.customer_id, p.terms_id, p.period, p.currency, c.terms_version_id, c.metric, c.priority, count(*) as n,
               case when within.period_start is not null then within.period_start
                    when c.breached_at >= beside.period_to then beside.next
                    when c.breached_at < beside.period_from then beside.previous
                    else d.period_start end as period_start
          from unnest(${ids}::uuid[], ${customers.map((c) => c.zone)}::text[]) as k (id, zone)
          join sla.clock c on c.customer_id = k.id
          join ${prices.table} on p.version_id = c.terms_version_id and p.metric = c.metric and p.priority = c.priority
         cross join lateral (select date_trunc(p.period, c.breached_at at time zone k.zone)::date as period_start) d
          left join lateral (
               select f.period_start from fixed f
                where (f.customer_id, f.terms_id, f.period, f.currency) = (c.customer_id, p.terms_id, p.period, p.currency)
                  and c.breached_at >= f.period_from and c.breached_at < f.period_to
                order by f.period_start limit 1) within on true
          left join fixed beside
            on (beside.customer_id, beside.terms_id, beside.period, beside.currency) = (c.customer_id, p.terms_id, p.period, p.currency)
           and beside.period_start = d.period_start
         where c.breached_at >= ${from} and c.breached_at < ${to} and ${COUNTS}
         group by 1, 2, 3, 4, 5, 6, 7, 9),
      breached as (
        select customer_id, terms_id, period, period_start, currency,
               jsonb_agg(jsonb_build_array(terms_version_id, metric, priority, n)) as counts
          from counted group by 1, 2, 3, 4, 5),
      approved as (
        select distinct on (s.customer_id, s.terms_id, s.period, s.period_start, s.currency)
               s.customer_id, s.terms_id, s.period, s.period_start, s.currency::text, s.credit, s.terms_version_id
          from sla.credit_statement s
         where s.customer_id = any(${ids}::uuid[]) and s.period_from >= ${from} and s.period_from < ${to}
           and ${filter.termsId == null ? sql`true` : sql`s.terms_id = ${filter.termsId}`}
         order by s.customer_id, s.terms_id, s.period, s.period_start, s.currency, s.number desc),
      merged as (
        select customer_id, terms_id, period, period_start, currency, b.counts, a.credit, a.terms_version_id
          from breached b full join approved a using (customer_id, terms_id, period, period_start, currency)
         where period_start < ${filter.to}::date and period_start + ${lengthOf(sql`period`)} > ${filter.from}::date),
      grouped as (
        select m.customer_id as "customerId", m.terms_id as "termsId", m.period, m.period_start as "periodStart", m.currency,
               m.counts, m.credit::text as approved, m.terms_version_id as "statementVersionId", own.time_zone as "fixedZone",
               coalesce(own.period_from, earlier.period_to) as "fixedFrom", coalesce(own.period_to, later.period_from) as "fixedTo"
          from merged m
          left join fixed own on ${sameKey(sql`own`)} and own.period_start = m.period_start
          left join fixed earlier on ${sameKey(sql`earlier`)} and earlier.next = m.period_start
          left join fixed later on ${sameKey(sql`later`)} and later.previous = m.period_start)`;
  }
}

/** Of `sla.clock c` and the price list `p`. */
export const BREACH = sql`c.id, c.request_id as "requestId", c.metric, c.cycle, c.priority, c.breached_at as "breachedAt",
  c.terms_version_id as "termsVersionId", p.amount::text as amount`;

const sameKey = (f: Sql): Sql =>
  sql`(${f}.customer_id, ${f}.terms_id, ${f}.period, ${f}.currency) = (m.customer_id, m.terms_id, m.period, m.currency)`;

/** Of `sla.clock c`: a request that was cancelled, such as one merged into another, gives nothing back. */
export const COUNTS = sql`c.state <> 'CANCELLED'`;

/** What a period's breaches come to, counted by version, metric and priority. */
export function creditsOfCounts(counts: readonly BreachCount[], prices: PriceList, otherwise: string | null): Credits {
  const found = counts.flatMap(([id]) => prices.version(id) ?? []);
  const terms = latestVersion(found) ?? (otherwise === null ? undefined : prices.version(otherwise));
  if (!terms) throw new Error('credits of no terms');
  return creditsOf(
    counts.map(([id, metric, priority, count]) => ({ metric, priority, count, under: prices.version(id)?.credits })),
    terms.credits,
  );
}

function creditRowOf(row: GroupRow, zone: string, prices: PriceList): CreditRow {
  const { customerId, termsId, period, periodStart: start, currency, approved } = row;
  const credits = creditsOfCounts(row.counts ?? [], prices, row.statementVersionId);
  return {
    ...credits,
    ...boundsOf(period, start, zone, row),
    ...{ customerId, termsId, period, periodStart: start, currency },
    approved: approved === null ? null : moneyText(approved, currency),
    difference:
      approved === null
        ? null
        : Decimal.parse(credits.credit)
            .subtract(roundMoney(Decimal.parse(approved), currency))
            .format(),
  };
}

/** Instants between which all periods in question lie, whatever the zone. */
function reachOf({ from, to }: CreditFilter): [Date, Date] {
  const day = 86_400_000;
  const last = new Date(Date.parse(to) - day).toISOString().slice(0, 10);
  const starts = CREDIT_PERIODS.map((period) => periodStart(period, from)).sort();
  const ends = CREDIT_PERIODS.map((period) => periodEnd(period, periodStart(period, last))).sort();
  return [new Date(Date.parse(starts[0] as string) - day), new Date(Date.parse(ends.at(-1) as string) + day)];
}

function filterFailures({ from, to }: CreditFilter): readonly Failure[] {
  const checks = new Checks().date('filter.from', from, DATES).date('filter.to', to, DATES);
  const wrong = checks.err()?.failures ?? [];
  return wrong.length === 0 && to <= from
    ? [{ code: 'END_NOT_AFTER_START', field: 'filter.to', params: { start: from, end: to } }]
    : wrong;
}
