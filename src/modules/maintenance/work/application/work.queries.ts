import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { and, containing, Database, sql, type Sql } from '#platform/database';
import { type Connection, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { type Criticality } from '../../assets/domain/asset-kinds.js';
import {
  type ChecklistAnswer,
  type Finding,
  type Labour,
  type PartUse,
  type Visit,
  type WorkOrder,
} from '../domain/facts.js';
import { byIds, listOf, listsOf, type ListKind } from '../../basics/application/lists.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { LAST_ID } from '../../basics/application/columns.js';
import { type WorkKind, type WorkStatus } from '../domain/statuses.js';
import {
  ANSWER_COLUMNS,
  FINDING_COLUMNS,
  LABOUR_COLUMNS,
  PART_USE_COLUMNS,
  VISIT_COLUMNS,
  WORK_COLUMNS,
} from './work.rows.js';

export interface WorkOrderOrder {
  readonly field: 'CREATED_AT' | 'DUE_AT' | 'PRIORITY';
  readonly direction: 'ASC' | 'DESC';
}

export interface WorkFilter {
  readonly customerId?: string | null;
  readonly includeBelow?: boolean | null;
  readonly branchId?: string | null;
  readonly officeId?: string | null;
  readonly jobId?: string | null;
  readonly assetId?: string | null;
  /** With assetId: of everything below it too. */
  readonly includeAssetsBelow?: boolean | null;
  readonly requestId?: string | null;
  readonly planId?: string | null;
  readonly kinds?: readonly WorkKind[] | null;
  readonly statuses?: readonly WorkStatus[] | null;
  readonly priorities?: readonly Criticality[] | null;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
  readonly dueBefore?: Date | null;
  readonly createdFrom?: Date | null;
  readonly createdBefore?: Date | null;
  readonly text?: string | null;
}

export interface WorkCosts {
  readonly workOrderId: string;
  readonly currency: string;
  readonly cost: string;
}

const ID = { column: sql`w.id`, type: 'uuid' as const, value: (w: WorkOrder) => w.id };
const CREATED_AT = { column: sql`w.created_at`, type: 'timestamptz' as const, value: (w: WorkOrder) => w.createdAt };
/** Those without a due date come last; the end of time is written so that a cursor can hold it. */
const NO_DATE = new Date('9999-12-31T00:00:00Z');
const KEYS: Record<WorkOrderOrder['field'], Order<WorkOrder>['keys']> = {
  CREATED_AT: [CREATED_AT, ID],
  DUE_AT: [
    {
      column: sql`coalesce(w.due_at, w.planned_from, '9999-12-31T00:00:00Z'::timestamptz)`,
      type: 'timestamptz',
      value: (w) => w.dueAt ?? w.plannedFrom ?? NO_DATE,
    },
    ID,
  ],
  PRIORITY: [{ column: sql`w.priority_rank`, type: 'integer', value: (w) => w.priorityRank }, CREATED_AT, ID],
};
const kindOf = ({ field, direction }: WorkOrderOrder): ListKind<WorkOrder> => ({
  columns: WORK_COLUMNS,
  from: sql`maintenance.work_order w`,
  order: { list: 'workOrders', keys: KEYS[field], direction },
});
const LATEST_FIRST: WorkOrderOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** What was withdrawn is left out of lists unless it is asked for. */
const counted = (alias: Sql, withdrawnToo: boolean): Sql =>
  withdrawnToo ? sql`true` : sql`${alias}.withdrawn_at is null`;

const PARENTS = {
  customer: sql`w.customer_id`,
  branch: sql`w.branch_id`,
  job: sql`w.job_id`,
  request: sql`w.request_id`,
  asset: sql`w.asset_id`,
  plan: sql`w.plan_id`,
} as const;
export type WorkParent = keyof typeof PARENTS;

/** Reads of work orders and what was recorded at them, within what the viewer may see. */
@Injectable()
export class WorkQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: MaintenancePolicy,
    private readonly customers: CustomersApi,
  ) {}

  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, WorkOrder>> {
    return byIds<WorkOrder>(
      this.db,
      sql`select ${WORK_COLUMNS} from maintenance.work_order w
           where w.id = any(${ids}::uuid[]) and ${await this.policy.visibleWork(ctx)}`,
    );
  }

  async byNumber(ctx: Ctx, number: string): Promise<WorkOrder | null> {
    const found = await this.db.maybeOne<WorkOrder>(
      sql`select ${WORK_COLUMNS} from maintenance.work_order w
           where w.number = ${number.trim().toUpperCase()} and ${await this.policy.visibleWork(ctx)}`,
    );
    return found ?? null;
  }

  async list(ctx: Ctx, filter: WorkFilter, page: PageRequest, order = LATEST_FIRST): Promise<Connection<WorkOrder>> {
    const where = and([await this.policy.visibleWork(ctx), await this.matching(filter)]);
    return listOf(this.db, kindOf(order), where, page);
  }

  async listsOf(
    ctx: Ctx,
    parent: WorkParent,
    ids: readonly string[],
    statuses: readonly WorkStatus[] | null,
    page: PageRequest,
  ): Promise<Connection<WorkOrder>[]> {
    const where = and([
      await this.policy.visibleWork(ctx),
      statuses !== null && sql`w.status = any(${statuses}::text[])`,
    ]);
    return listsOf(this.db, kindOf(LATEST_FIRST), PARENTS[parent], ids, where, page);
  }

  visitsOf(orderIds: readonly string[], withdrawnToo = false): Promise<Visit[]> {
    return this.db.query<Visit>(
      sql`select ${VISIT_COLUMNS} from maintenance.visit v
           where v.work_order_id = any(${orderIds}::uuid[]) and ${counted(sql`v`, withdrawnToo)}
           order by v.work_order_id, coalesce(v.arrived_at, v.planned_from), v.id`,
    );
  }

  findingsOf(orderIds: readonly string[], withdrawnToo = false): Promise<Finding[]> {
    return this.db.query<Finding>(
      sql`select ${FINDING_COLUMNS} from maintenance.finding f
           where f.work_order_id = any(${orderIds}::uuid[]) and ${counted(sql`f`, withdrawnToo)}
           order by f.work_order_id, f.id`,
    );
  }

  partsOf(orderIds: readonly string[], withdrawnToo = false): Promise<PartUse[]> {
    return this.db.query<PartUse>(
      sql`select ${PART_USE_COLUMNS} from maintenance.part_use u
           where u.work_order_id = any(${orderIds}::uuid[]) and ${counted(sql`u`, withdrawnToo)}
           order by u.work_order_id, u.id`,
    );
  }

  labourOf(orderIds: readonly string[], withdrawnToo = false): Promise<Labour[]> {
    return this.db.query<Labour>(
      sql`select ${LABOUR_COLUMNS} from maintenance.labour l
           where l.work_order_id = any(${orderIds}::uuid[]) and ${counted(sql`l`, withdrawnToo)}
           order by l.work_order_id, l.id`,
    );
  }

  answersOf(orderIds: readonly string[]): Promise<ChecklistAnswer[]> {
    return this.db.query<ChecklistAnswer>(
      sql`select ${ANSWER_COLUMNS} from maintenance.checklist_answer n where n.work_order_id = any(${orderIds}::uuid[])`,
    );
  }

  /** What the parts of each work order cost, by currency. */
  costsOf(orderIds: readonly string[]): Promise<WorkCosts[]> {
    return this.db.query<WorkCosts>(
      sql`select u.work_order_id as "workOrderId", u.currency, sum(u.cost) as cost from maintenance.part_use u
           where u.work_order_id = any(${orderIds}::uuid[]) and u.withdrawn_at is null group by u.work_order_id, u.currency order by 1, 2`,
    );
  }

  /** Entries of a kind by their ids, of work orders that the viewer may see. */
  visits = (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Visit>> =>
    this.entries(
      ctx,
      sql`${VISIT_COLUMNS} from maintenance.visit v join maintenance.work_order w on w.id = v.work_order_id
                          where v.id = any(${ids}::uuid[])`,
    );
  findings = (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Finding>> =>
    this.entries(
      ctx,
      sql`${FINDING_COLUMNS} from maintenance.finding f join maintenance.work_order w on w.id = f.work_order_id
                          where f.id = any(${ids}::uuid[])`,
    );
  partUses = (ctx: Ctx, ids: readonly string[]): Promise<Map<string, PartUse>> =>
    this.entries(
      ctx,
      sql`${PART_USE_COLUMNS} from maintenance.part_use u join maintenance.work_order w on w.id = u.work_order_id
                          where u.id = any(${ids}::uuid[])`,
    );
  labour = (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Labour>> =>
    this.entries(
      ctx,
      sql`${LABOUR_COLUMNS} from maintenance.labour l join maintenance.work_order w on w.id = l.work_order_id
                          where l.id = any(${ids}::uuid[])`,
    );

  private async entries<R extends { readonly id: string }>(ctx: Ctx, statement: Sql): Promise<Map<string, R>> {
    return byIds<R>(this.db, sql`select ${statement} and ${await this.policy.visibleWork(ctx)}`);
  }

  private async matching(f: WorkFilter): Promise<Sql> {
    const customers =
      f.customerId == null
        ? null
        : f.includeBelow
          ? [f.customerId, ...(await this.customers.descendants(f.customerId))]
          : [f.customerId];
    const text = f.text?.trim() ?? '';
    return and([
      customers !== null && sql`w.customer_id = any(${customers}::uuid[])`,
      f.branchId != null && sql`w.branch_id = ${f.branchId}`,
      f.officeId != null && sql`w.office_id = ${f.officeId}`,
      f.jobId != null && sql`w.job_id = ${f.jobId}`,
      f.assetId != null &&
        (f.includeAssetsBelow
          ? sql`w.asset_id in (select x.id from maintenance.asset t join maintenance.asset x
                                 on x.path >= t.path and x.path < t.path || ${LAST_ID}::uuid where t.id = ${f.assetId})`
          : sql`w.asset_id = ${f.assetId}`),
      f.requestId != null && sql`w.request_id = ${f.requestId}`,
      f.planId != null && sql`w.plan_id = ${f.planId}`,
      f.kinds != null && sql`w.kind = any(${f.kinds}::text[])`,
      f.statuses != null && sql`w.status = any(${f.statuses}::text[])`,
      f.priorities != null && sql`w.priority = any(${f.priorities}::text[])`,
      f.assigneeId != null && sql`w.assignee_id = ${f.assigneeId}`,
      f.teamId != null && sql`w.team_id = ${f.teamId}`,
      f.dueBefore != null && sql`coalesce(w.due_at, w.planned_from) < ${f.dueBefore}`,
      f.createdFrom != null && sql`w.created_at >= ${f.createdFrom}`,
      f.createdBefore != null && sql`w.created_at < ${f.createdBefore}`,
      text !== '' && sql`(w.number || ' ' || w.title) ilike ${containing(text)}`,
    ]);
  }
}
