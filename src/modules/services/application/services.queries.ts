import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { and, Database, sql, type Sql } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type RequestEventKind, type Visibility } from '../domain/request.js';
import { RequestFilters, type RequestFilter } from './request-filter.js';
import { EVENT_COLUMNS_OUT, REQUEST_COLUMNS, REQUEST_FROM, type EventRow, type RequestRow } from './request.rows.js';
import { ServicesPolicy } from './services.policy.js';

export interface RequestOrder {
  readonly field: 'CREATED_AT' | 'NUMBER' | 'PRIORITY' | 'NEXT_DUE' | 'LAST_EVENT_AT';
  readonly direction: 'ASC' | 'DESC';
}

const ID = { column: sql`r.id`, type: 'uuid' as const, value: (r: RequestRow) => r.id };
const CREATED_AT = { column: sql`r.created_at`, type: 'timestamptz' as const, value: (r: RequestRow) => r.createdAt };
/** A request as a list has it: with when its first open clock is due, if any is. */
interface ListedRow extends RequestRow {
  readonly nextDueAt: Date | null;
}
const LISTED_COLUMNS = sql`${REQUEST_COLUMNS}, d.due_at as "nextDueAt"`;
/** Every request has its row there. */
const LISTED_FROM = sql`${REQUEST_FROM} join services.request_due d on d.request_id = r.id`;
/** Where those stand that have no open clock: last, whichever end comes first. */
const NEVER = { ASC: new Date('9999-12-31T00:00:00Z'), DESC: new Date('0001-01-01T00:00:00Z') } as const;
/** As the indexes have it. */
const DUE = {
  ASC: sql`coalesce(d.due_at, timestamptz '9999-12-31 00:00:00+00')`,
  DESC: sql`coalesce(d.due_at, timestamptz '0001-01-01 00:00:00+00')`,
} as const;

const KEYS: Record<Exclude<RequestOrder['field'], 'NEXT_DUE'>, Order<ListedRow>['keys']> = {
  CREATED_AT: [CREATED_AT, ID],
  NUMBER: [{ column: sql`r.no`, type: 'bigint', value: (r) => r.no }],
  PRIORITY: [{ column: sql`r.priority_rank`, type: 'integer', value: (r) => r.priorityRank }, CREATED_AT, ID],
  LAST_EVENT_AT: [{ column: sql`r.last_event_at`, type: 'timestamptz', value: (r) => r.lastEventAt }, ID],
};
const orderOf = ({ field, direction }: RequestOrder): Order<ListedRow> => ({
  list: 'serviceRequests',
  direction,
  keys:
    field === 'NEXT_DUE'
      ? [
          { column: DUE[direction], type: 'timestamptz', value: (r) => r.nextDueAt ?? NEVER[direction] },
          { column: sql`d.request_id`, type: 'uuid', value: (r) => r.id },
        ]
      : KEYS[field],
});
const LATEST_FIRST: RequestOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** What requests can be listed under, and the column that says so. */
const PARENTS = {
  customer: sql`r.customer_id`,
  branch: sql`r.branch_id`,
  job: sql`r.job_id`,
  contact: sql`r.contact_id`,
  requester: sql`r.requester_id`,
  parent: sql`r.parent_id`,
  survivor: sql`r.merged_into_id`,
} as const;
export type Parent = keyof typeof PARENTS;

/** Which events of a time line. */
export interface TimelineFilter {
  readonly kinds?: readonly RequestEventKind[] | null;
  readonly visibility?: Visibility | null;
  /** False leaves out what was said in requests that were merged into it. */
  readonly includeMerged?: boolean | null;
}

/** Time never runs backwards within a request, so this is the order of its numbers; what was merged is woven in. */
const byTime = (direction: 'ASC' | 'DESC'): Order<EventRow> => ({
  list: 'timeline',
  direction,
  keys: [
    { column: sql`e.at`, type: 'timestamptz', value: (e) => e.at },
    { column: sql`e.request_id`, type: 'uuid', value: (e) => e.requestId },
    { column: sql`e.seq`, type: 'integer', value: (e) => e.seq },
  ],
});

/** What of a merged request belongs to the time line of the one that goes on in its stead: what was said. */
const SAID = ['CREATED', 'CUSTOMER_MESSAGE', 'STAFF_REPLY', 'INTERNAL_NOTE'];

/** Reads for the API. Whoever may see requests sees all of them; others see none. */
@Injectable()
export class ServicesQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: ServicesPolicy,
    private readonly filters: RequestFilters,
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
    by: RequestOrder = LATEST_FIRST,
  ): Promise<Connection<RequestRow>> {
    const order = orderOf(by);
    const part = keyset(page, order);
    const where = await this.filters.matching(filter);
    const rows = await this.db.query<ListedRow>(
      sql`select ${LISTED_COLUMNS} from ${LISTED_FROM}
           where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    return connectionOf(
      rows,
      part,
      order,
      (row) => row,
      () => this.count(filter),
    );
  }

  /** A page of the requests of each parent, all of them with one statement. */
  async listOf(
    parent: Parent,
    ids: readonly string[],
    filter: RequestFilter,
    page: PageRequest,
    by: RequestOrder = LATEST_FIRST,
  ): Promise<Connection<RequestRow>[]> {
    const order = orderOf(by);
    const part = keyset(page, order);
    const where = await this.filters.matching(filter);
    const rows = await this.db.query<ListedRow & { parentKey: string }>(
      sql`select k.id as "parentKey", l.* from unnest(${ids}::uuid[]) as k (id) cross join lateral (
            select ${LISTED_COLUMNS} from ${LISTED_FROM} where ${PARENTS[parent]} = k.id and ${where} and ${part.where}
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
    { kinds, visibility, includeMerged }: TimelineFilter,
    page: PageRequest,
    direction: 'ASC' | 'DESC' = 'ASC',
  ): Promise<Connection<EventRow>[]> {
    const order = byTime(direction);
    const part = keyset(page, order);
    const where = and([
      kinds != null && sql`e.kind = any(${kinds}::text[])`,
      visibility != null && sql`e.visibility = ${visibility}`,
    ]);
    const of =
      includeMerged === false
        ? sql`e.request_id = k.id`
        : sql`e.request_id = any(array(select k.id union all
                                       select m.id from services.request m where m.merged_into_id = k.id))
              and (e.request_id = k.id or e.kind = any(${SAID}::text[]))`;
    const rows = await this.db.query<EventRow & { timelineOf: string }>(
      sql`select k.id as "timelineOf", l.* from unnest(${requestIds}::uuid[]) as k (id) cross join lateral (
            select ${EVENT_COLUMNS_OUT} from services.request_event e
             where ${of} and ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}) l`,
    );
    const lists = grouped(requestIds, rows, (row) => row.timelineOf);
    const count = once(async () => {
      const counts = await this.db.query<{ id: string; n: number }>(
        sql`select k.id, l.n from unnest(${requestIds}::uuid[]) as k (id) cross join lateral (
              select count(*) as n from services.request_event e where ${of} and ${where}) l`,
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

  /** All that match less the few of them that were merged: both can be counted from indexes alone. */
  private async count(filter: RequestFilter): Promise<number> {
    const count = async (where: Sql): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from ${REQUEST_FROM} where ${where}`)).n;
    const all = await this.filters.matchingAll(filter);
    if (!this.filters.hidesMerged(filter)) return count(all);
    return (await count(all)) - (await count(and([all, sql`r.merged_into_id is not null`])));
  }

  private async countOf(parent: Parent, ids: readonly string[], where: Sql): Promise<number[]> {
    const rows = await this.db.query<{ id: string; n: number }>(
      sql`select k.id, l.n from unnest(${ids}::uuid[]) as k (id) cross join lateral (
            select count(*) as n from ${REQUEST_FROM} where ${PARENTS[parent]} = k.id and ${where}) l`,
    );
    const byId = new Map(rows.map((r) => [r.id, r.n]));
    return ids.map((id) => byId.get(id) ?? 0);
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
