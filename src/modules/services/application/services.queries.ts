import { Injectable } from '@nestjs/common';
import { Checks } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, containing, Database, sql, type Sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { connectionOf, cut, type Connection, type Order, type PageRequest } from '#platform/paging';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { type StatusCategory } from '../domain/life-cycle.js';
import { type Channel, type Priority, type RequestEventKind, type ServiceLine } from '../domain/request.js';
import { EVENT_COLUMNS_OUT, REQUEST_COLUMNS, REQUEST_FROM, type EventRow, type RequestRow } from './request.rows.js';
import { ServicesPolicy } from './services.policy.js';

/** Which requests; what is left out does not matter. Ids are UUIDs. */
export interface RequestFilter {
  readonly customerId?: string | null;
  /** With customerId: those of all customers below it too. */
  readonly includeBelow?: boolean | null;
  readonly branchId?: string | null;
  readonly jobId?: string | null;
  readonly requesterId?: string | null;
  readonly contactId?: string | null;
  /** Of this type or any below it. */
  readonly contactTypeId?: string | null;
  readonly officeId?: string | null;
  readonly regionId?: string | null;
  readonly serviceLine?: ServiceLine | null;
  readonly channel?: Channel | null;
  readonly statuses?: readonly string[] | null;
  readonly statusCategories?: readonly StatusCategory[] | null;
  readonly priorities?: readonly Priority[] | null;
  readonly assigneeId?: string | null;
  /** Only those without (true) or with (false) an assignee. */
  readonly unassigned?: boolean | null;
  readonly watcherId?: string | null;
  /** At this instant or later. */
  readonly createdFrom?: Date | null;
  /** Before this instant. */
  readonly createdBefore?: Date | null;
  /** Part of number, subject or description, whatever its case. */
  readonly text?: string | null;
}

export const REQUEST_ORDER_FIELDS = ['CREATED_AT', 'NUMBER', 'PRIORITY'] as const;
export interface RequestOrder {
  readonly field: (typeof REQUEST_ORDER_FIELDS)[number];
  readonly direction: 'ASC' | 'DESC';
}

const ID = { column: sql`r.id`, type: 'uuid' as const, value: (r: RequestRow) => r.id };
const CREATED_AT = { column: sql`r.created_at`, type: 'timestamptz' as const, value: (r: RequestRow) => r.createdAt };
const KEYS: Record<RequestOrder['field'], Order<RequestRow>['keys']> = {
  CREATED_AT: [CREATED_AT, ID],
  NUMBER: [{ column: sql`r.no`, type: 'bigint', value: (r) => r.no }],
  PRIORITY: [{ column: sql`r.priority_rank`, type: 'integer', value: (r) => r.priorityRank }, CREATED_AT, ID],
};
const LATEST_FIRST: RequestOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** What requests can be listed under, and the column that says so. */
const PARENTS = {
  customer: sql`r.customer_id`,
  branch: sql`r.branch_id`,
  job: sql`r.job_id`,
  contact: sql`r.contact_id`,
  requester: sql`r.requester_id`,
} as const;
export type Parent = keyof typeof PARENTS;

/** Which events of a time line. */
export interface TimelineFilter {
  readonly kinds?: readonly RequestEventKind[] | null;
}

const byTime = (direction: 'ASC' | 'DESC'): Order<EventRow> => ({
  direction,
  keys: [{ column: sql`e.seq`, type: 'integer', value: (e) => e.seq }],
});

/** Reads for the API. Whoever may see requests sees all of them; others see none. */
@Injectable()
export class ServicesQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: ServicesPolicy,
    private readonly customers: CustomersApi,
    private readonly contacts: ContactsApi,
    private readonly identity: IdentityApi,
  ) {}

  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RequestRow>> {
    if (!this.policy.maySee(ctx)) return new Map();
    const rows = await this.db.query<RequestRow>(
      sql`select ${REQUEST_COLUMNS} from ${REQUEST_FROM} where r.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async byNumber(ctx: Ctx, number: string): Promise<RequestRow | null> {
    if (!this.policy.maySee(ctx)) return null;
    const row = await this.db.maybeOne<RequestRow>(
      sql`select ${REQUEST_COLUMNS} from ${REQUEST_FROM} where r.number = ${number.trim().toUpperCase()}`,
    );
    return row ?? null;
  }

  async list(
    filter: RequestFilter,
    page: PageRequest,
    { field, direction }: RequestOrder = LATEST_FIRST,
  ): Promise<Connection<RequestRow>> {
    const order: Order<RequestRow> = { keys: KEYS[field], direction };
    const part = cut(page, order);
    const where = await this.matching(filter);
    const rows = await this.db.query<RequestRow>(
      sql`select ${REQUEST_COLUMNS} from ${REQUEST_FROM}
           where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from ${REQUEST_FROM} where ${where}`)).n;
    return connectionOf(rows, part, order, (row) => row, count);
  }

  /** A page of the requests of each parent, all of them with one statement. */
  async listOf(
    parent: Parent,
    ids: readonly string[],
    filter: RequestFilter,
    page: PageRequest,
    { field, direction }: RequestOrder = LATEST_FIRST,
  ): Promise<Connection<RequestRow>[]> {
    const order: Order<RequestRow> = { keys: KEYS[field], direction };
    const part = cut(page, order);
    const where = await this.matching(filter);
    const rows = await this.db.query<RequestRow & { parentKey: string }>(
      sql`select k.id as "parentKey", l.* from unnest(${ids}::uuid[]) as k (id) cross join lateral (
            select ${REQUEST_COLUMNS} from ${REQUEST_FROM} where ${PARENTS[parent]} = k.id and ${where} and ${part.where}
             order by ${part.orderBy} limit ${part.limit}) l`,
    );
    const lists = grouped(ids, rows, (row) => row.parentKey);
    const count = once(() => this.countOf(parent, ids, where));
    return ids.map((id, i) =>
      connectionOf(
        lists.get(id) ?? [],
        part,
        order,
        (row) => row,
        async () => (await count())[i] ?? 0,
      ),
    );
  }

  /** A page of the time line of each request, all of them with one statement. */
  async timelines(
    requestIds: readonly string[],
    { kinds }: TimelineFilter,
    page: PageRequest,
    direction: 'ASC' | 'DESC' = 'ASC',
  ): Promise<Connection<EventRow>[]> {
    const order = byTime(direction);
    const part = cut(page, order);
    const where = and([kinds != null && sql`e.kind = any(${kinds}::text[])`]);
    const rows = await this.db.query<EventRow>(
      sql`select l.* from unnest(${requestIds}::uuid[]) as k (id) cross join lateral (
            select ${EVENT_COLUMNS_OUT} from services.request_event e
             where e.request_id = k.id and ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}) l`,
    );
    const lists = grouped(requestIds, rows, (row) => row.requestId);
    const count = once(async () => {
      const counts = await this.db.query<{ id: string; n: number }>(
        sql`select e.request_id as id, count(*) as n from services.request_event e
             where e.request_id = any(${requestIds}::uuid[]) and ${where} group by e.request_id`,
      );
      return new Map(counts.map((c) => [c.id, c.n]));
    });
    return requestIds.map((id) =>
      connectionOf(
        lists.get(id) ?? [],
        part,
        order,
        (row) => row,
        async () => (await count()).get(id) ?? 0,
      ),
    );
  }

  /** Who follows each request, those who began first in front. */
  async watchersOf(requestIds: readonly string[]): Promise<{ requestId: string; employeeId: string }[]> {
    return this.db.query(
      sql`select w.request_id as "requestId", w.employee_id as "employeeId" from services.request_watcher w
           where w.request_id = any(${requestIds}::uuid[]) order by w.request_id, w.since, w.id`,
    );
  }

  private async countOf(parent: Parent, ids: readonly string[], where: Sql): Promise<number[]> {
    const rows = await this.db.query<{ id: string; n: number }>(
      sql`select k.id, l.n from unnest(${ids}::uuid[]) as k (id) cross join lateral (
            select count(*) as n from ${REQUEST_FROM} where ${PARENTS[parent]} = k.id and ${where}) l`,
    );
    const byId = new Map(rows.map((r) => [r.id, r.n]));
    return ids.map((id) => byId.get(id) ?? 0);
  }

  private async matching(f: RequestFilter): Promise<Sql> {
    const wrong = new Checks()
      .text('filter.text', f.text?.trim(), { max: 200, optional: true })
      .atMost('filter.statuses', f.statuses, 50)
      .err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const below =
      f.customerId != null && f.includeBelow === true ? await this.customers.descendants(f.customerId) : null;
    const types = f.contactTypeId == null ? null : await this.contacts.typeDescendants(f.contactTypeId);
    const text = f.text?.trim() ?? '';
    return and([
      below !== null && sql`r.customer_id = any(${below}::uuid[])`,
      below === null && f.customerId != null && sql`r.customer_id = ${f.customerId}`,
      f.branchId != null && sql`r.branch_id = ${f.branchId}`,
      f.jobId != null && sql`r.job_id = ${f.jobId}`,
      f.requesterId != null && sql`r.requester_id = ${f.requesterId}`,
      f.contactId != null && sql`r.contact_id = ${f.contactId}`,
      types !== null && sql`r.contact_type_id = any(${types}::uuid[])`,
      f.officeId != null && sql`r.office_id = ${f.officeId}`,
      f.regionId != null && sql`r.office_id = any(${await this.officesOf(f.regionId)}::uuid[])`,
      f.serviceLine != null && sql`r.service_line = ${f.serviceLine}`,
      f.channel != null && sql`r.channel = ${f.channel}`,
      f.statuses != null && sql`s.key = any(${f.statuses}::text[])`,
      f.statusCategories != null && sql`r.status_category = any(${f.statusCategories}::text[])`,
      f.priorities != null && sql`r.priority = any(${f.priorities}::text[])`,
      f.assigneeId != null && sql`r.assignee_id = ${f.assigneeId}`,
      f.unassigned === true && sql`r.assignee_id is null`,
      f.unassigned === false && sql`r.assignee_id is not null`,
      f.watcherId != null &&
        sql`r.id = any(array(select w.request_id from services.request_watcher w where w.employee_id = ${f.watcherId}))`,
      f.createdFrom != null && sql`r.created_at >= ${f.createdFrom}`,
      f.createdBefore != null && sql`r.created_at < ${f.createdBefore}`,
      text !== '' &&
        sql`(r.number || ' ' || r.subject || ' ' || coalesce(r.description, '')) ilike ${containing(text)}`,
    ]);
  }

  private async officesOf(regionId: string): Promise<string[]> {
    return (await this.identity.allOffices()).filter((o) => o.regionId === regionId).map((o) => o.id);
  }
}

function grouped<R>(ids: readonly string[], rows: readonly R[], keyOf: (row: R) => string): Map<string, R[]> {
  const lists = new Map<string, R[]>(ids.map((id) => [id, []]));
  for (const row of rows) lists.get(keyOf(row))?.push(row);
  return lists;
}

/** Runs at most once, when first asked. */
function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= run());
}
