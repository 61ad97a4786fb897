import { Injectable } from '@nestjs/common';
import { emailKeys } from '#kernel';
import { and, Database, sql, type Sql } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type Branch, type Job, type Person, type PersonMove } from '../domain/facts.js';
import { BRANCH_COLUMNS, JOB_COLUMNS, PERSON_COLUMNS } from './columns.js';
import { holds, ofTreeOf, when, type BranchFilter, type JobFilter, type PersonFilter } from './filters.js';
import { BRANCHES_BY_NAME, JOBS_LATEST_FIRST, PERSONS_BY_NAME } from './orders.js';

const SERVED = {
  OUR_OFFICE: sql`b.office_id is not null`,
  COMPETITOR: sql`b.incumbent is not null`,
  UNSERVED: sql`b.office_id is null and b.incumbent is null`,
};

/** Reads of branches, persons and jobs over all customers. */
@Injectable()
export class PartsQueries {
  constructor(private readonly db: Database) {}

  async branchByCode(code: string): Promise<Branch | null> {
    return (
      (await this.db.maybeOne<Branch>(sql`select ${BRANCH_COLUMNS} from customers.branch b where b.code = ${code}`)) ??
      null
    );
  }

  async jobByCode(code: string): Promise<Job | null> {
    return (
      (await this.db.maybeOne<Job>(sql`select ${JOB_COLUMNS} from customers.job j where j.code = ${code}`)) ?? null
    );
  }

  branches(page: PageRequest, filter: BranchFilter): Promise<Connection<Branch>> {
    const where = and([
      when(filter.text, (text) => holds(sql`b.search`, text)),
      when(filter.customerId, (id) => sql`b.customer_id = ${id}`),
      when(filter.groupId, (id) => ofTreeOf(sql`b.customer_id`, id)),
      when(filter.country, (country) => sql`b.country = ${country}`),
      when(filter.officeId, (id) => sql`b.office_id = ${id}`),
      when(filter.servedBy, (by) => SERVED[by]),
      when(filter.active, (active) => sql`b.active = ${active}`),
    ]);
    return this.page(page, BRANCH_COLUMNS, sql`customers.branch b where ${where}`, BRANCHES_BY_NAME);
  }

  persons(page: PageRequest, filter: PersonFilter): Promise<Connection<Person>> {
    const where = and([
      when(filter.text, (text) => holds(sql`p.search`, text)),
      when(filter.customerId, (id) => sql`p.customer_id = ${id}`),
      when(filter.groupId, (id) => ofTreeOf(sql`p.customer_id`, id)),
      when(
        filter.branchId,
        (id) => sql`p.id in (select pb.person_id from customers.person_branch pb where pb.branch_id = ${id})`,
      ),
      when(filter.email, (email) => sql`lower(p.email) = any(${emailKeys(email)}::text[])`),
      when(filter.active, (active) => sql`p.active = ${active}`),
    ]);
    return this.page(page, PERSON_COLUMNS, sql`customers.person p where ${where}`, PERSONS_BY_NAME);
  }

  /** Where these persons belonged before, the latest move first; at most the last 50 of each. */
  moves(personIds: readonly string[]): Promise<PersonMove[]> {
    return this.db.query<PersonMove>(
      sql`select m.* from unnest(${personIds}::uuid[]) as k (id) cross join lateral (
            select v.id, v.person_id as "personId", v.from_customer_id as "fromCustomerId",
                   v.to_customer_id as "toCustomerId", v.moved_at as "movedAt", v.moved_by as "movedById"
              from customers.person_move v where v.person_id = k.id order by v.moved_at desc, v.id desc limit 50) m
           order by m."personId", m."movedAt" desc, m.id desc`,
    );
  }

  jobs(page: PageRequest, filter: JobFilter): Promise<Connection<Job>> {
    const where = and([
      when(filter.text, (text) => holds(sql`j.search`, text)),
      when(filter.codes, (codes) => sql`j.code = any(${codes}::text[])`),
      when(filter.customerId, (id) => sql`j.customer_id = ${id}`),
      when(filter.groupId, (id) => ofTreeOf(sql`j.customer_id`, id)),
      when(filter.branchId, (id) => sql`j.branch_id = ${id}`),
      when(filter.serviceLines, (lines) => sql`j.service_line = any(${lines}::text[])`),
      when(filter.country, (country) => sql`j.country = ${country}`),
      when(filter.officeId, (id) => sql`j.office_id = ${id}`),
      when(filter.statuses, (statuses) => sql`j.status = any(${statuses}::text[])`),
    ]);
    return this.page(page, JOB_COLUMNS, sql`customers.job j where ${where}`, JOBS_LATEST_FIRST);
  }

  private async page<R extends object>(
    request: PageRequest,
    columns: Sql,
    from: Sql,
    order: Order<R>,
  ): Promise<Connection<R>> {
    const part = keyset(request, order);
    const rows = await this.db.query<R>(
      sql`select ${columns} from ${from} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from ${from}`)).n;
    return connectionOf(rows, part, order, (row) => row, count);
  }
}
