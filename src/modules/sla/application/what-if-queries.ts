import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { and, Database, sql } from '#platform/database';
import { connectionOf, cut, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type SlaMetric, type SlaState } from '../domain/clock-types.js';
import { type CreditPeriod, type TermsPriority } from '../domain/terms-content.js';
import { WhatIfPolicy } from './what-if-policy.js';
import { type WhatIfQuestion } from './what-if-question.js';
import { type CreditSide, type FigureResult, type WhatIfDimension } from './what-if-tally.js';

export const WHAT_IF_STATUSES = ['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;
export type WhatIfStatus = (typeof WHAT_IF_STATUSES)[number];

export interface WhatIf {
  readonly id: string;
  readonly status: WhatIfStatus;
  readonly question: WhatIfQuestion;
  readonly askedById: string | null;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly total: number;
  readonly done: number;
  readonly replayed: number;
}

export interface WhatIfChange {
  readonly runId: string;
  readonly no: number;
  readonly requestId: string;
  readonly requestNumber: string;
  readonly customerId: string;
  readonly priority: TermsPriority;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly stateBefore: SlaState | null;
  readonly stateAfter: SlaState | null;
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

const RUN = sql`r.id, r.status, r.question, r.asked_by as "askedById", r.asked_at as "askedAt", r.started_at as "startedAt",
  r.finished_at as "finishedAt", r.total, r.done, r.replayed from sla.what_if_run r`;
const CHANGE = sql`c.run_id as "runId", c.no, c.request_id as "requestId", c.request_number as "requestNumber",
  c.customer_id as "customerId", c.priority, c.metric, c.cycle, c.state_before as "stateBefore",
  c.state_after as "stateAfter", c.due_before as "dueBefore", c.due_after as "dueAfter", c.late_before as "lateBefore",
  c.late_after as "lateAfter", c.verdict_differs as "verdictDiffers" from sla.what_if_change c`;
const FIGURE = sql`f.dimension, f.key, f.before, f.after, f.changed, f.moved, f.credits from sla.what_if_figure f`;

const latestFirst: Order<WhatIf> = {
  direction: 'DESC',
  keys: [
    { column: sql`r.asked_at`, type: 'timestamptz', value: (r) => r.askedAt },
    { column: sql`r.id`, type: 'uuid', value: (r) => r.id },
  ],
};
const byNo = <R extends { readonly no: number }>(): Order<R> => ({
  direction: 'ASC',
  keys: [{ column: sql`c.no`, type: 'integer', value: (r) => r.no }],
});
const byKey: Order<FigureResult> = {
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
    const part = cut(page, latestFirst);
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
      sql`select f.run_id as "runId", ${FIGURE}
           where f.run_id = any(${runIds}::uuid[]) and f.dimension <> 'CUSTOMER' order by f.run_id, f.dimension, f.key`,
    );
    return groupedBy(runIds, rows, (f) => f.runId);
  }

  /** Figures of one dimension, by key. */
  async figuresOf(runId: string, dimension: WhatIfDimension, page: PageRequest): Promise<Connection<FigureResult>> {
    const part = cut(page, byKey);
    const where = sql`f.run_id = ${runId} and f.dimension = ${dimension}`;
    const rows = await this.db.query<FigureResult>(
      sql`select ${FIGURE} where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from sla.what_if_figure f where ${where}`)).n;
    return connectionOf(rows, part, byKey, (f) => f, count);
  }

  /** What would have differed, by the creation of the requests. */
  async changes(runId: string, filter: WhatIfChangeFilter, page: PageRequest): Promise<Connection<WhatIfChange>> {
    const order = byNo<WhatIfChange>();
    const part = cut(page, order);
    const { verdictDiffers, metrics, priorities, customerId } = filter;
    const where = and([
      sql`c.run_id = ${runId}`,
      verdictDiffers != null && (verdictDiffers ? sql`c.verdict_differs` : sql`not c.verdict_differs`),
      metrics != null && sql`c.metric = any(${metrics}::text[])`,
      priorities != null && sql`c.priority = any(${priorities}::text[])`,
      customerId != null && sql`c.customer_id = ${customerId}`,
    ]);
    const rows = await this.db.query<WhatIfChange>(
      sql`select ${CHANGE} where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from sla.what_if_change c where ${where}`)).n;
    return connectionOf(rows, part, order, (c) => c, count);
  }

  /** Credits by period, customer and terms. */
  async credits(runId: string, page: PageRequest): Promise<Connection<WhatIfCredit>> {
    const order = byNo<WhatIfCredit>();
    const part = cut(page, order);
    const rows = await this.db.query<WhatIfCredit>(
      sql`select c.no, c.customer_id as "customerId", c.terms_id as "termsId", c.period, c.period_start as "periodStart",
                 c.currency::text, c.before, c.after from sla.what_if_credit c
           where c.run_id = ${runId} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from sla.what_if_credit c where c.run_id = ${runId}`))
        .n;
    return connectionOf(rows, part, order, (c) => c, count);
  }
}

function groupedBy<R>(ids: readonly string[], rows: readonly R[], idOf: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(idOf(row))?.push(row);
  return groups;
}
