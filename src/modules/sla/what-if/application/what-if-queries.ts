import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { and, Database, sql, type Sql } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { type CreditPeriod, type TermsPriority } from '../../terms/domain/terms-content.js';
import { WhatIfPolicy } from './what-if-policy.js';
import { type SimulationSpec } from './simulation-spec.js';
import { type CreditSide, type FigureResult } from './tally-what-if.js';

export type WhatIfStatus = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';

export interface WhatIf {
  readonly id: string;
  readonly status: WhatIfStatus;
  readonly simulation: SimulationSpec;
  readonly askedById: string | null;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly total: number;
  readonly done: number;
  readonly replayed: number;
}

export interface WhatIfChange {
  readonly no: number;
  readonly requestId: string;
  readonly requestNumber: string;
  readonly customerId: string;
  readonly priority: TermsPriority;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly stateBefore: SlaClockStatus | null;
  readonly stateAfter: SlaClockStatus | null;
  readonly dueBefore: Date | null;
  readonly dueAfter: Date | null;
  readonly lateBefore: number | null;
  readonly lateAfter: number | null;
  readonly verdictDiffers: boolean;
}

export interface WhatIfChangeFilter {
  readonly verdictDiffers?: boolean | null;
  readonly metrics?: readonly SlaMetric[] | null;
  readonly priorities?: readonly TermsPriority[] | null;
  readonly customerId?: string | null;
}

export interface WhatIfCredit {
  readonly no: number;
  readonly customerId: string;
  readonly termsId: string | null;
  readonly period: CreditPeriod;
  readonly periodStart: string;
  readonly currency: string;
  readonly before: CreditSide;
  readonly after: CreditSide;
}

const RUN = sql`r.id, r.status, r.simulation, r.asked_by as "askedById", r.asked_at as "askedAt", r.started_at as "startedAt",
  r.finished_at as "finishedAt", r.total, r.done, r.replayed from sla.what_if_run r`;
/** What is selected, and from where. */
const CHANGE = [
  sql`c.no, c.request_id as "requestId", c.request_number as "requestNumber", c.customer_id as "customerId", c.priority,
      c.metric, c.cycle, c.state_before as "stateBefore", c.state_after as "stateAfter", c.due_before as "dueBefore",
      c.due_after as "dueAfter", c.late_before as "lateBefore", c.late_after as "lateAfter",
      c.verdict_differs as "verdictDiffers"`,
  sql`sla.what_if_change c`,
] as const;
const FIGURE = [
  sql`f.dimension, f.key, f.before, f.after, f.changed, f.moved, f.credits`,
  sql`sla.what_if_figure f`,
] as const;
const CREDIT = [
  sql`c.no, c.customer_id as "customerId", c.terms_id as "termsId", c.period, c.period_start as "periodStart",
      c.currency::text, c.before, c.after`,
  sql`sla.what_if_credit c`,
] as const;

const latestFirst: Order<WhatIf> = {
  list: 'whatIfs',
  direction: 'DESC',
  keys: [
    { column: sql`r.asked_at`, type: 'timestamptz', value: (r) => r.askedAt },
    { column: sql`r.id`, type: 'uuid', value: (r) => r.id },
  ],
};
const byNo = <R extends { readonly no: number }>(list: string): Order<R> => ({
  list,
  direction: 'ASC',
  keys: [{ column: sql`c.no`, type: 'integer', value: (r) => r.no }],
});
const byKey: Order<FigureResult> = {
  list: 'whatIfFigures',
  direction: 'ASC',
  keys: [{ column: sql`f.key`, type: 'text', value: (f) => f.key }],
};

/** Reads of what-ifs and their answers; those of a run are for whoever was shown the run. */
@Injectable()
export class WhatIfQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: WhatIfPolicy,
  ) {}

  /** Those of them that the actor may see. */
  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, WhatIf>> {
    const rows = await this.db.query<WhatIf>(
      sql`select ${RUN} where r.id = any(${ids}::uuid[]) and ${this.policy.visible(ctx)}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** What the actor may see, the latest first. */
  async list(ctx: Ctx, page: PageRequest): Promise<Connection<WhatIf>> {
    const part = keyset(page, latestFirst);
    const where = this.policy.visible(ctx);
    const rows = await this.db.query<WhatIf>(
      sql`select ${RUN} where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from sla.what_if_run r where ${where}`)).n;
    return connectionOf(rows, part, latestFirst, (r) => r, count);
  }

  /** Figures of the short dimensions: in all, by priority, metric and month. */
  async figures(runIds: readonly string[]): Promise<Map<string, FigureResult[]>> {
    const rows = await this.db.query<FigureResult & { runId: string }>(
      sql`select f.run_id as "runId", ${FIGURE[0]} from ${FIGURE[1]}
           where f.run_id = any(${runIds}::uuid[]) and f.dimension <> 'CUSTOMER' order by f.run_id, f.dimension, f.key`,
    );
    return groupedBy(runIds, rows, (f) => f.runId);
  }

  /** A page of the figures by customer of each run, all of them with one statement. */
  customers(runIds: readonly string[], page: PageRequest): Promise<Connection<FigureResult>[]> {
    return this.pages(runIds, page, byKey, FIGURE, sql`f.run_id = k.id and f.dimension = 'CUSTOMER'`);
  }

  /** A page of what would have differed in each run, by the creation of the requests. */
  changes(
    runIds: readonly string[],
    { verdictDiffers, metrics, priorities, customerId }: WhatIfChangeFilter,
    page: PageRequest,
  ): Promise<Connection<WhatIfChange>[]> {
    const where = and([
      sql`c.run_id = k.id`,
      verdictDiffers != null && (verdictDiffers ? sql`c.verdict_differs` : sql`not c.verdict_differs`),
      metrics != null && sql`c.metric = any(${metrics}::text[])`,
      priorities != null && sql`c.priority = any(${priorities}::text[])`,
      customerId != null && sql`c.customer_id = ${customerId}`,
    ]);
    return this.pages(runIds, page, byNo<WhatIfChange>('whatIfChanges'), CHANGE, where);
  }

  /** A page of the credits of each run, by period, customer and terms. */
  credits(runIds: readonly string[], page: PageRequest): Promise<Connection<WhatIfCredit>[]> {
    return this.pages(runIds, page, byNo<WhatIfCredit>('whatIfCredits'), CREDIT, sql`c.run_id = k.id`);
  }

  private async pages<R extends object>(
    runIds: readonly string[],
    page: PageRequest,
    order: Order<R>,
    [columns, table]: readonly [Sql, Sql],
    where: Sql,
  ): Promise<Connection<R>[]> {
    const part = keyset(page, order);
    const rows = await this.db.query<R & { runId: string }>(
      sql`select k.id as "runId", l.* from unnest(${runIds}::uuid[]) as k (id) cross join lateral (
            select ${columns} from ${table} where ${where} and ${part.where}
             order by ${part.orderBy} limit ${part.limit}) l`,
    );
    const lists = groupedBy(runIds, rows, (r) => r.runId);
    let counting: Promise<Map<string, number>> | undefined;
    const counts = async (): Promise<Map<string, number>> => {
      const all = await this.db.query<{ id: string; n: number }>(
        sql`select k.id, l.n from unnest(${runIds}::uuid[]) as k (id) cross join lateral (
              select count(*) as n from ${table} where ${where}) l`,
      );
      return new Map(all.map((r) => [r.id, r.n]));
    };
    return runIds.map((id) =>
      connectionOf<R, R>(
        lists.get(id) ?? [],
        part,
        order,
        (row) => row,
        async () => (await (counting ??= counts())).get(id) ?? 0,
      ),
    );
  }
}

function groupedBy<R>(ids: readonly string[], rows: readonly R[], idOf: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(idOf(row))?.push(row);
  return groups;
}
