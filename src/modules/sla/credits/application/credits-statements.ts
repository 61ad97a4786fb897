import { Injectable } from '@nestjs/common';
import { moneyText } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { type TermsPriority } from '../../terms/domain/terms-content.js';
import { CreditsPolicy } from '../../terms/application/credits-policy.js';
import { type CreditKey } from './credits-queries.js';

/** What a customer gets back for a period, as approved. Amounts are decimal texts. */
export interface CreditStatement extends CreditKey {
  readonly id: string;
  /** From 1 within the period. */
  readonly number: number;
  readonly timeZone: string;
  readonly from: Date;
  readonly to: Date;
  readonly termsVersionId: string;
  readonly breaches: number;
  readonly uncapped: string;
  readonly cap: string | null;
  readonly credit: string;
  /** What it adds to the statements before it. */
  readonly difference: string;
  readonly approvedAt: Date;
  readonly approvedById: string | null;
}

/** A breach that a statement counts, or takes back. */
export interface CreditLine {
  readonly id: string;
  readonly sign: 1 | -1;
  readonly requestId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly priority: TermsPriority;
  readonly breachedAt: Date;
  readonly termsVersionId: string;
  readonly amount: string;
}

const STATEMENT = sql`s.id, s.customer_id as "customerId", s.terms_id as "termsId", s.period, s.period_start as "periodStart",
  s.currency::text, s.number, s.time_zone as "timeZone", s.period_from as from, s.period_to as to,
  s.terms_version_id as "termsVersionId", s.breaches, s.uncapped::text, s.cap::text, s.credit::text, s.difference::text,
  s.approved_at as "approvedAt", s.approved_by as "approvedById"`;

const byBreach: Order<CreditLine> = {
  list: 'creditLines',
  direction: 'ASC',
  keys: [
    { column: sql`l.breached_at`, type: 'timestamptz', value: (l) => l.breachedAt },
    { column: sql`l.id`, type: 'uuid', value: (l) => l.id },
  ],
};

/** Amounts with the digits of their currency. */
function written<S extends CreditStatement>(s: S): S {
  const [uncapped, credit, difference] = [s.uncapped, s.credit, s.difference].map((a) => moneyText(a, s.currency));
  return { ...s, uncapped, credit, difference, cap: s.cap === null ? null : moneyText(s.cap, s.currency) };
}

/** Reads of approved statements. */
@Injectable()
export class CreditsStatements {
  constructor(
    private readonly db: Database,
    private readonly policy: CreditsPolicy,
  ) {}

  /** Those of them that the actor may see. */
  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, CreditStatement>> {
    const rows = await this.db.query<CreditStatement>(
      sql`select ${STATEMENT} from sla.credit_statement s where s.id = any(${ids}::uuid[])`,
    );
    const seen = await this.policy.visible(ctx, [...new Set(rows.map((r) => r.customerId))]);
    const visible = new Set(seen.map((c) => c.id));
    return new Map(rows.filter((r) => visible.has(r.customerId)).map((r) => [r.id, written(r)]));
  }

  /** All statements of each period, in the order in which they were approved. */
  async ofPeriods(keys: readonly CreditKey[]): Promise<CreditStatement[][]> {
    const rows = await this.db.query<CreditStatement & { i: number }>(
      sql`select k.i, ${STATEMENT}
            from unnest(${keys.map((_, i) => i)}::integer[], ${keys.map((k) => k.customerId)}::uuid[],
                        ${keys.map((k) => k.termsId)}::uuid[], ${keys.map((k) => k.period)}::text[],
                        ${keys.map((k) => k.periodStart)}::date[], ${keys.map((k) => k.currency)}::text[])
                 as k (i, customer_id, terms_id, period, period_start, currency)
            join sla.credit_statement s on s.customer_id = k.customer_id and s.terms_id = k.terms_id
             and s.period = k.period and s.period_start = k.period_start and s.currency = k.currency
           order by k.i, s.number`,
    );
    return keys.map((_, i) => rows.filter((r) => r.i === i).map(written));
  }

  /** A page of the lines of each statement, all of them with one statement of SQL. */
  async linesOf(ids: readonly string[], page: PageRequest): Promise<Connection<CreditLine>[]> {
    const part = keyset(page, byBreach);
    const rows = await this.db.query<CreditLine & { of: string; currency: string }>(
      sql`select k.id as of, s.currency::text, x.* from unnest(${ids}::uuid[]) as k (id)
            join sla.credit_statement s on s.id = k.id cross join lateral (
            select l.id, l.sign, l.request_id as "requestId", l.metric, l.cycle, l.priority, l.breached_at as "breachedAt",
                   l.terms_version_id as "termsVersionId", l.amount::text as amount
              from sla.credit_statement_line l where l.statement_id = k.id and ${part.where}
             order by ${part.orderBy} limit ${part.limit}) x`,
    );
    let counting: Promise<Map<string, number>> | undefined;
    const counts = async (): Promise<Map<string, number>> => {
      const all = await this.db.query<{ id: string; n: number }>(
        sql`select l.statement_id as id, count(*) as n from sla.credit_statement_line l
             where l.statement_id = any(${ids}::uuid[]) group by 1`,
      );
      return new Map(all.map((r) => [r.id, r.n]));
    };
    return ids.map((id) =>
      connectionOf(
        rows.filter((r) => r.of === id).map((r) => ({ ...r, amount: moneyText(r.amount, r.currency) })),
        part,
        byBreach,
        (l) => l,
        async () => (await (counting ??= counts())).get(id) ?? 0,
      ),
    );
  }
}
