import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { and, Database, sql } from '#platform/database';
import { pageOf, pagesOf, type Connection, type List, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { type ReviewStatus } from '../domain/review.js';

import { ManagementPolicy } from '../../management.policy.js';
import {
  ACTION_COLUMNS,
  ACTION_FROM,
  KPI_COLUMNS,
  PLAN_COLUMNS,
  REVIEW_COLUMNS,
  type ActionRow,
  type AgendaRow,
  type KpiRow,
  type ParticipantRow,
  type ReviewPlanRow,
  type ReviewRow,
} from './review.rows.js';

/** Which reviews; what is left out does not matter. */
export interface ReviewFilter {
  readonly customerId?: string | null;
  readonly includeBelow?: boolean | null;
  readonly jobId?: string | null;
  readonly officeId?: string | null;
  readonly planId?: string | null;
  readonly statuses?: readonly ReviewStatus[] | null;
  readonly plannedFrom?: Date | null;
  readonly plannedBefore?: Date | null;
}

export interface PlanFilter {
  readonly customerId?: string | null;
  readonly jobId?: string | null;
  readonly officeId?: string | null;
  readonly activeOnly?: boolean | null;
}

export interface ActionFilter {
  readonly customerId?: string | null;
  readonly ownerId?: string | null;
  readonly officeId?: string | null;
  /** Only actions that are not done (true), or only what is done or decided (false). */
  readonly open?: boolean | null;
  /** Only those due before this date. */
  readonly dueBefore?: string | null;
}

const byPlanned: Order<ReviewRow> = {
  list: 'serviceReviews',
  direction: 'DESC',
  keys: [
    { column: sql`v.planned_at`, type: 'timestamptz', value: (v) => v.plannedAt },
    { column: sql`v.id`, type: 'uuid', value: (v) => v.id },
  ],
};
const byCreation: Order<ReviewPlanRow> = {
  list: 'reviewPlans',
  direction: 'DESC',
  keys: [
    { column: sql`p.created_at`, type: 'timestamptz', value: (p) => p.createdAt },
    { column: sql`p.id`, type: 'uuid', value: (p) => p.id },
  ],
};
const NEVER = '9999-12-31';
const byDueDate: Order<ActionRow> = {
  list: 'reviewActions',
  direction: 'ASC',
  keys: [
    { column: sql`coalesce(a.due_on, '9999-12-31')`, type: 'date', value: (a) => a.dueOn ?? NEVER },
    { column: sql`a.id`, type: 'uuid', value: (a) => a.id },
  ],
};

/** What reviews can be listed under. */
const PARENTS = { customer: sql`v.customer_id`, job: sql`v.job_id`, plan: sql`v.plan_id` } as const;
export type ReviewParent = keyof typeof PARENTS;

/** Reads of reviews; every one of them shows the actor only what it may see. */
@Injectable()
export class ReviewQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: ManagementPolicy,
    private readonly customers: CustomersApi,
  ) {}

  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ReviewRow>> {
    const rows = await this.db.query<ReviewRow>(
      sql`select ${REVIEW_COLUMNS} from management.review v
           where v.id = any(${ids}::uuid[]) and ${await this.policy.visibleReviews(ctx)}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async byNumber(ctx: Ctx, number: string): Promise<ReviewRow | null> {
    const row = await this.db.maybeOne<ReviewRow>(
      sql`select ${REVIEW_COLUMNS} from management.review v
           where v.number = ${number.trim().toUpperCase()} and ${await this.policy.visibleReviews(ctx)}`,
    );
    return row ?? null;
  }

  async list(ctx: Ctx, filter: ReviewFilter, page: PageRequest): Promise<Connection<ReviewRow>> {
    return pageOf(this.db, await this.reviews(ctx, filter), page);
  }

  async listOf(
    ctx: Ctx,
    parent: ReviewParent,
    ids: readonly string[],
    filter: ReviewFilter,
    page: PageRequest,
  ): Promise<Connection<ReviewRow>[]> {
    return pagesOf(this.db, await this.reviews(ctx, filter), PARENTS[parent], ids, page);
  }

  async plansByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ReviewPlanRow>> {
    const rows = await this.db.query<ReviewPlanRow>(
      sql`select ${PLAN_COLUMNS} from management.review_plan p
           where p.id = any(${ids}::uuid[]) and ${await this.policy.visible(ctx, sql`p.office_id`)}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async plans(ctx: Ctx, f: PlanFilter, page: PageRequest): Promise<Connection<ReviewPlanRow>> {
    const where = and([
      await this.policy.visible(ctx, sql`p.office_id`),
      f.customerId != null && sql`p.customer_id = ${f.customerId}`,
      f.jobId != null && sql`p.job_id = ${f.jobId}`,
      f.officeId != null && sql`p.office_id = ${f.officeId}`,
      f.activeOnly === true && sql`p.status = 'ACTIVE'`,
    ]);
    const list = { columns: PLAN_COLUMNS, from: sql`management.review_plan p`, where, order: byCreation };
    return pageOf<ReviewPlanRow>(this.db, list, page);
  }

  /** Actions of reviews that the actor may see, and its own, the soonest due first. */
  async actions(ctx: Ctx, f: ActionFilter, page: PageRequest): Promise<Connection<ActionRow>> {
    const where = and([
      sql`(${await this.policy.visibleReviews(ctx)} or a.owner_id = ${ctx.actor.id}::uuid)`,
      f.customerId != null && sql`v.customer_id = ${f.customerId}`,
      f.ownerId != null && sql`a.owner_id = ${f.ownerId}`,
      f.officeId != null && sql`v.office_id = ${f.officeId}`,
      f.open === true && sql`a.kind = 'ACTION' and a.done_at is null`,
      f.open === false && sql`(a.kind = 'DECISION' or a.done_at is not null)`,
      f.dueBefore != null && sql`a.due_on < ${f.dueBefore}::date`,
    ]);
    const list: List<ActionRow> = { columns: ACTION_COLUMNS, from: ACTION_FROM, where, order: byDueDate };
    return pageOf(this.db, list, page);
  }

  async actionsByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ActionRow>> {
    const rows = await this.db.query<ActionRow>(
      sql`select ${ACTION_COLUMNS} from ${ACTION_FROM}
           where a.id = any(${ids}::uuid[])
             and (${await this.policy.visibleReviews(ctx)} or a.owner_id = ${ctx.actor.id}::uuid)`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  actionsOf(reviewIds: readonly string[]): Promise<ActionRow[]> {
    return this.db.query(
      sql`select ${ACTION_COLUMNS} from ${ACTION_FROM} where a.review_id = any(${reviewIds}::uuid[])
           order by a.review_id, a.created_at, a.id`,
    );
  }

  /** Actions of earlier reviews that came up again; `of` is the review in which they did. */
  carriedInto(reviewIds: readonly string[]): Promise<(ActionRow & { of: string })[]> {
    return this.db.query(
      sql`select c.review_id as of, ${ACTION_COLUMNS} from management.review_carried c
            join management.review_action a on a.id = c.action_id join management.review v on v.id = a.review_id
           where c.review_id = any(${reviewIds}::uuid[]) order by c.review_id, a.created_at, a.id`,
    );
  }

  agendaOf(reviewIds: readonly string[]): Promise<AgendaRow[]> {
    return this.db.query(
      sql`select i.review_id as "reviewId", i.title, i.notes, i.presenter_id as "presenterId"
            from management.review_agenda_item i where i.review_id = any(${reviewIds}::uuid[]) order by i.review_id, i.sort`,
    );
  }

  participantsOf(reviewIds: readonly string[]): Promise<ParticipantRow[]> {
    return this.db.query(
      sql`select p.review_id as "reviewId", p.employee_id as "employeeId", p.person_id as "personId", p.attended
            from management.review_participant p where p.review_id = any(${reviewIds}::uuid[]) order by p.review_id, p.sort`,
    );
  }

  /** KPIs of a customer itself, or the firm's. */
  kpis(customerId: string | null): Promise<KpiRow[]> {
    return this.db.query(
      sql`select ${KPI_COLUMNS} from management.kpi k
           where k.customer_id is not distinct from ${customerId}::uuid order by k.sort, k.code`,
    );
  }

  /** Those of the firm, and those of customers whose offices the actor reaches. */
  async kpisByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, KpiRow>> {
    const rows = await this.db.query<KpiRow>(
      sql`select ${KPI_COLUMNS} from management.kpi k where k.id = any(${ids}::uuid[])`,
    );
    const reached = await this.reached(ctx, [...new Set(rows.flatMap((r) => r.customerId ?? []))]);
    return new Map(rows.filter((r) => r.customerId === null || reached.has(r.customerId)).map((r) => [r.id, r]));
  }

  /** Those of the customers that belong to offices which the actor reaches. */
  async reached(ctx: Ctx, customerIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (customerIds.length === 0) return new Set();
    const found = [...(await this.customers.customers(customerIds)).values()];
    const may = await Promise.all(found.map((c) => this.policy.may(ctx, 'management.read', c.officeId)));
    return new Set(found.filter((_, i) => may[i]).map((c) => c.id));
  }

  private async reviews(ctx: Ctx, f: ReviewFilter): Promise<List<ReviewRow>> {
    const below =
      f.customerId != null && f.includeBelow === true ? await this.customers.descendants(f.customerId) : null;
    const where = and([
      await this.policy.visibleReviews(ctx),
      below !== null && sql`v.customer_id = any(${below}::uuid[])`,
      below === null && f.customerId != null && sql`v.customer_id = ${f.customerId}`,
      f.jobId != null && sql`v.job_id = ${f.jobId}`,
      f.officeId != null && sql`v.office_id = ${f.officeId}`,
      f.planId != null && sql`v.plan_id = ${f.planId}`,
      f.statuses != null && sql`v.status = any(${f.statuses}::text[])`,
      f.plannedFrom != null && sql`v.planned_at >= ${f.plannedFrom}`,
      f.plannedBefore != null && sql`v.planned_at < ${f.plannedBefore}`,
    ]);
    return { columns: REVIEW_COLUMNS, from: sql`management.review v`, where, order: byPlanned };
  }
}
