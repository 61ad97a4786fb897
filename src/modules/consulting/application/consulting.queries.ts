import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { and, containing, Database, sql, type Sql } from '#platform/database';
import { pageOf, pagesOf, type Connection, type List, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { OfficeReach } from '#modules/identity';
import { type DeliverableStatus, type EngagementStatus, type Assessment } from '../domain/consulting.js';
import {
  ADVICE,
  ADVICE_COLUMNS,
  DELIVERABLE_COLUMNS,
  DELIVERABLES,
  ENGAGEMENT_COLUMNS,
  OUTCOME_COLUMNS,
  PRODUCT_COLUMNS,
  REVISION_COLUMNS,
  ROUND_COLUMNS,
  type AdviceRow,
  type DeliverableRow,
  type EngagementRow,
  type MemberRow,
  type OutcomeRow,
  type ProductRow,
  type RevisionRow,
  type RoundRow,
} from './rows.js';

export interface EngagementFilter {
  /** With all customers below it. */
  readonly customerId?: string | null;
  readonly officeId?: string | null;
  /** Leads it or is a member of its team. */
  readonly employeeId?: string | null;
  readonly statuses?: readonly EngagementStatus[] | null;
  /** Part of number, name or objective. */
  readonly text?: string | null;
}
export interface DeliverableFilter {
  readonly ownerId?: string | null;
  readonly statuses?: readonly DeliverableStatus[] | null;
  /** Not submitted, or sent back, though due before that day (YYYY-MM-DD). */
  readonly overdueOn?: string | null;
  /** YYYY-MM-DD, included. */
  readonly dueFrom?: string | null;
  readonly dueTo?: string | null;
}
export interface AdviceFilter {
  /** With all customers below it. */
  readonly customerId?: string | null;
  readonly productId?: string | null;
  readonly adviserId?: string | null;
  readonly assessments?: readonly Assessment[] | null;
  /** Part of number, recommendation or reasons. */
  readonly text?: string | null;
}
/** How often a product was recommended and how it turned out; advice counts by its worst outcome. */
export interface ProductRecord {
  readonly recommended: number;
  readonly followed: number;
  readonly good: number;
  readonly mixed: number;
  readonly wrong: number;
  /** wrong ÷ (good + mixed + wrong) with four digits; null while none is judged. */
  readonly wrongShare: string | null;
}

const uuid = <R extends { id: string }>(column: Sql) => ({ column, type: 'uuid' as const, value: (r: R) => r.id });
const LATEST_ENGAGEMENT: Order<EngagementRow> = {
  list: 'engagements',
  direction: 'DESC',
  keys: [{ column: sql`e.created_at`, type: 'timestamptz', value: (e) => e.createdAt }, uuid(sql`e.id`)],
};
const SOONEST_DUE: Order<DeliverableRow> = {
  list: 'deliverables',
  direction: 'ASC',
  keys: [{ column: sql`d.due_on`, type: 'date', value: (d) => d.dueOn }, uuid(sql`d.id`)],
};
const LATEST_ADVICE: Order<AdviceRow> = {
  list: 'adviceRecords',
  direction: 'DESC',
  keys: [{ column: sql`a.created_at`, type: 'timestamptz', value: (a) => a.createdAt }, uuid(sql`a.id`)],
};
const BY_NAME: Order<ProductRow> = {
  list: 'products',
  direction: 'ASC',
  keys: [{ column: sql`p.name`, type: 'text', value: (p) => p.name }, uuid(sql`p.id`)],
};

export const ADVICE_PARENTS = {
  customer: sql`a.customer_id`,
  engagement: sql`a.engagement_id`,
} as const;
export type AdviceParent = keyof typeof ADVICE_PARENTS;

/** Reads; every one of them shows the actor only what it may see. */
@Injectable()
export class ConsultingQueries {
  constructor(
    private readonly db: Database,
    private readonly reach: OfficeReach,
    private readonly customers: CustomersApi,
  ) {}

  async engagements(ctx: Ctx, filter: EngagementFilter, page: PageRequest): Promise<Connection<EngagementRow>> {
    const customers = filter.customerId == null ? undefined : await this.customers.descendants(filter.customerId);
    const where = and([
      await this.seen(ctx, sql`e.office_id`),
      customers !== undefined && sql`e.customer_id = any(${customers}::uuid[])`,
      filter.officeId != null && sql`e.office_id = ${filter.officeId}`,
      filter.employeeId != null &&
        sql`(e.lead_id = ${filter.employeeId} or exists (select from consulting.engagement_member m
              where m.engagement_id = e.id and m.employee_id = ${filter.employeeId}))`,
      filter.statuses != null && sql`e.status = any(${filter.statuses}::text[])`,
      filter.text != null &&
        sql`(e.number || ' ' || e.name || ' ' || coalesce(e.name_native, '') || ' ' || coalesce(e.objective, ''))
            ilike ${containing(filter.text)}`,
    ]);
    return pageOf(this.db, engagementList(where), page);
  }

  async engagementsOf(
    ctx: Ctx,
    customerIds: readonly string[],
    page: PageRequest,
  ): Promise<Connection<EngagementRow>[]> {
    const list = engagementList(await this.seen(ctx, sql`e.office_id`));
    return pagesOf(this.db, list, sql`e.customer_id`, customerIds, page);
  }

  async engagementsByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, EngagementRow>> {
    const seen = await this.seen(ctx, sql`e.office_id`);
    const rows = await this.db.query<EngagementRow>(
      sql`select ${ENGAGEMENT_COLUMNS} from consulting.engagement e where e.id = any(${ids}::uuid[]) and ${seen}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  membersOf(engagementIds: readonly string[]): Promise<MemberRow[]> {
    return this.db.query<MemberRow>(
      sql`select m.engagement_id as "engagementId", m.employee_id as "employeeId", m.role
            from consulting.engagement_member m where m.engagement_id = any(${engagementIds}::uuid[]) order by m.id`,
    );
  }

  async deliverables(ctx: Ctx, filter: DeliverableFilter, page: PageRequest): Promise<Connection<DeliverableRow>> {
    const where = and([
      await this.seen(ctx, sql`e.office_id`),
      filter.ownerId != null && sql`d.owner_id = ${filter.ownerId}`,
      filter.statuses != null && sql`d.status = any(${filter.statuses}::text[])`,
      filter.overdueOn != null && sql`d.status in ('DRAFT', 'REJECTED') and d.due_on < ${filter.overdueOn}`,
      filter.dueFrom != null && sql`d.due_on >= ${filter.dueFrom}`,
      filter.dueTo != null && sql`d.due_on <= ${filter.dueTo}`,
    ]);
    return pageOf(this.db, deliverableList(where), page);
  }

  async deliverablesOf(ctx: Ctx, engagementIds: readonly string[], page: PageRequest) {
    const list = deliverableList(await this.seen(ctx, sql`e.office_id`));
    return pagesOf(this.db, list, sql`d.engagement_id`, engagementIds, page);
  }

  async deliverablesByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, DeliverableRow>> {
    const seen = await this.seen(ctx, sql`e.office_id`);
    const rows = await this.db.query<DeliverableRow>(
      sql`select ${DELIVERABLE_COLUMNS} from ${DELIVERABLES} where d.id = any(${ids}::uuid[]) and ${seen}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  roundsOf(deliverableIds: readonly string[]): Promise<RoundRow[]> {
    return this.db.query<RoundRow>(
      sql`select ${ROUND_COLUMNS} from consulting.deliverable_round r
           where r.deliverable_id = any(${deliverableIds}::uuid[]) order by r.deliverable_id, r.number`,
    );
  }

  products(
    filter: { text?: string | null; active?: boolean | null },
    page: PageRequest,
  ): Promise<Connection<ProductRow>> {
    const where = and([
      filter.active != null && sql`p.active = ${filter.active}`,
      filter.text != null &&
        sql`(p.code || ' ' || p.name || ' ' || coalesce(p.name_native, '') || ' ' || coalesce(p.supplier, ''))
            ilike ${containing(filter.text)}`,
    ]);
    return pageOf(this.db, { columns: PRODUCT_COLUMNS, from: sql`consulting.product p`, where, order: BY_NAME }, page);
  }

  async productsByIds(ids: readonly string[]): Promise<Map<string, ProductRow>> {
    const rows = await this.db.query<ProductRow>(
      sql`select ${PRODUCT_COLUMNS} from consulting.product p where p.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** Of the advice that the actor may see. */
  async records(ctx: Ctx, productIds: readonly string[]): Promise<Map<string, ProductRecord>> {
    const seen = await this.seen(ctx, sql`a.office_id`);
    const rows = await this.db.query<ProductRecord & { id: string }>(
      sql`select id, count(*) as recommended, count(*) filter (where decision = 'FOLLOWED') as followed,
                 count(*) filter (where worst = 1) as good, count(*) filter (where worst = 2) as mixed,
                 count(*) filter (where worst = 3) as wrong,
                 round(count(*) filter (where worst = 3)::numeric / nullif(count(worst), 0), 4)::text as "wrongShare"
            from (select v.product_id as id, a.decision,
                         (select max(case o.assessment when 'GOOD' then 1 when 'MIXED' then 2 when 'WRONG_RECOMMENDATION' then 3 end)
                            from consulting.advice_outcome o where o.advice_id = a.id) as worst
                    from ${ADVICE} where v.product_id = any(${productIds}::uuid[]) and ${seen}) each
           group by id`,
    );
    return new Map(rows.map(({ id, ...record }) => [id, record]));
  }

  async advice(ctx: Ctx, filter: AdviceFilter, page: PageRequest): Promise<Connection<AdviceRow>> {
    const customers = filter.customerId == null ? undefined : await this.customers.descendants(filter.customerId);
    const where = and([
      await this.seen(ctx, sql`a.office_id`),
      customers !== undefined && sql`a.customer_id = any(${customers}::uuid[])`,
      filter.productId != null && sql`v.product_id = ${filter.productId}`,
      filter.adviserId != null &&
        sql`exists (select from consulting.advice_adviser y where y.advice_id = a.id and y.employee_id = ${filter.adviserId})`,
      filter.assessments != null &&
        sql`exists (select from consulting.advice_outcome o where o.advice_id = a.id and o.assessment = any(${filter.assessments}::text[]))`,
      filter.text != null &&
        sql`(a.number || ' ' || v.recommendation || ' ' || v.reasons) ilike ${containing(filter.text)}`,
    ]);
    return pageOf(this.db, adviceList(where), page);
  }

  async adviceOf(
    ctx: Ctx,
    parent: AdviceParent,
    ids: readonly string[],
    page: PageRequest,
  ): Promise<Connection<AdviceRow>[]> {
    return pagesOf(this.db, adviceList(await this.seen(ctx, sql`a.office_id`)), ADVICE_PARENTS[parent], ids, page);
  }

  async adviceByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, AdviceRow>> {
    const seen = await this.seen(ctx, sql`a.office_id`);
    const rows = await this.db.query<AdviceRow>(
      sql`select ${ADVICE_COLUMNS} from ${ADVICE} where a.id = any(${ids}::uuid[]) and ${seen}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** The advice behind requests or contacts: what was given in them, and what they are outcomes of; oldest first. */
  async behind(
    ctx: Ctx,
    thing: 'request' | 'contact',
    ids: readonly string[],
  ): Promise<(AdviceRow & { readonly behindId: string })[]> {
    const seen = await this.seen(ctx, sql`a.office_id`);
    const [own, outcome] =
      thing === 'request' ? [sql`a.request_id`, sql`o.request_id`] : [sql`a.contact_id`, sql`o.contact_id`];
    return this.db.query(
      sql`select ${ADVICE_COLUMNS}, b.id as "behindId"
            from (select ${own} as id, a.id as advice from consulting.advice a where ${own} = any(${ids}::uuid[])
                  union select ${outcome}, o.advice_id from consulting.advice_outcome o where ${outcome} = any(${ids}::uuid[])) b,
                 ${ADVICE} where a.id = b.advice and ${seen} order by a.advised_at, a.id`,
    );
  }

  revisionsOf(adviceIds: readonly string[]): Promise<RevisionRow[]> {
    return this.db.query<RevisionRow>(
      sql`select ${REVISION_COLUMNS} from consulting.advice_revision v
           where v.advice_id = any(${adviceIds}::uuid[]) order by v.advice_id, v.number`,
    );
  }

  outcomesOf(adviceIds: readonly string[]): Promise<OutcomeRow[]> {
    return this.db.query<OutcomeRow>(
      sql`select ${OUTCOME_COLUMNS} from consulting.advice_outcome o
           where o.advice_id = any(${adviceIds}::uuid[]) order by o.observed_on, o.id`,
    );
  }

  async outcomesByIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, OutcomeRow>> {
    const rows = await this.db.query<OutcomeRow>(
      sql`select ${OUTCOME_COLUMNS} from consulting.advice_outcome o join consulting.advice a on a.id = o.advice_id
           where o.id = any(${ids}::uuid[]) and ${await this.seen(ctx, sql`a.office_id`)}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  recipientsOf(adviceIds: readonly string[]): Promise<{ adviceId: string; personId: string }[]> {
    return this.db.query(
      sql`select x.advice_id as "adviceId", x.person_id as "personId" from consulting.advice_recipient x
           where x.advice_id = any(${adviceIds}::uuid[]) order by x.id`,
    );
  }

  advisersOf(adviceIds: readonly string[]): Promise<{ adviceId: string; employeeId: string }[]> {
    return this.db.query(
      sql`select x.advice_id as "adviceId", x.employee_id as "employeeId" from consulting.advice_adviser x
           where x.advice_id = any(${adviceIds}::uuid[]) order by x.id`,
    );
  }

  private seen(ctx: Ctx, office: Sql): Promise<Sql> {
    return this.reach.rows(ctx, 'consulting.read', office);
  }
}

const engagementList = (where: Sql): List<EngagementRow> => ({
  columns: ENGAGEMENT_COLUMNS,
  from: sql`consulting.engagement e`,
  where,
  order: LATEST_ENGAGEMENT,
});
const deliverableList = (where: Sql): List<DeliverableRow> => ({
  columns: DELIVERABLE_COLUMNS,
  from: DELIVERABLES,
  where,
  order: SOONEST_DUE,
});
const adviceList = (where: Sql): List<AdviceRow> => ({
  columns: ADVICE_COLUMNS,
  from: ADVICE,
  where,
  order: LATEST_ADVICE,
});
