import { Injectable } from '@nestjs/common';
import { emailKeys } from '#kernel';
import { IdentityApi } from '#modules/identity';
import { and, Database, sql, type Sql, type Wanted } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type OrderKey, type PageRequest } from '#platform/paging';
import { type Customer, type Person, type Sector } from '../domain/facts.js';
import { distinctive } from '../domain/names.js';
import { CUSTOMER, CUSTOMER_COLUMNS, PERSON_COLUMNS, SECTOR_COLUMNS } from './columns.js';
import { holds, inTreeOf, ofSameTreeAs, when, type CustomerFilter } from './filters.js';

export type CustomerOrderField = 'NAME' | 'CODE' | 'CREATED_AT';
export interface CustomerOrder {
  readonly field: CustomerOrderField;
  readonly direction: 'ASC' | 'DESC';
}

const ID: OrderKey<Customer> = { column: sql`c.id`, type: 'uuid', value: (c) => c.id };
const ORDER_KEYS: Record<CustomerOrderField, readonly OrderKey<Customer>[]> = {
  NAME: [{ column: sql`c.sort_name`, type: 'text', value: (c) => c.sortName }, ID],
  CODE: [{ column: sql`c.code`, type: 'text', value: (c) => c.code }],
  CREATED_AT: [{ column: sql`c.created_at`, type: 'timestamptz', value: (c) => c.createdAt }, ID],
};

/** Duplicates shown; the more there are, the less they help. */
const MAX_DUPLICATES = 10;
/** Similarity of names from which two may be the same. */
const ALIKE = 0.45;

export interface CustomerLike {
  readonly name: string;
  readonly nameNative?: string | null;
}

export interface PersonLike extends CustomerLike {
  readonly email?: string | null;
  readonly customerId?: string | null;
}

/** Reads of customers and sectors. */
@Injectable()
export class CustomersQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  async byCode(code: string): Promise<Customer | null> {
    return (
      (await this.db.maybeOne<Customer>(
        sql`select ${CUSTOMER_COLUMNS} from customers.customer c where c.code = ${code}`,
      )) ?? null
    );
  }

  async list(
    page: PageRequest,
    filter: CustomerFilter,
    orderBy: CustomerOrder = { field: 'NAME', direction: 'ASC' },
    wanted: Wanted = null,
  ): Promise<Connection<Customer>> {
    const order: Order<Customer> = { list: 'customers', keys: ORDER_KEYS[orderBy.field], direction: orderBy.direction };
    const part = keyset(page, order);
    const where = await this.conditions(filter);
    const rows = await this.db.query<Customer>(
      sql`select ${CUSTOMER.of(wanted)} from customers.customer c
           where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from customers.customer c where ${where}`)).n;
    return connectionOf(rows, part, order, (row) => row, count);
  }

  private async conditions(filter: CustomerFilter): Promise<Sql> {
    const offices = filter.regionId == null ? undefined : await this.identity.officesOfRegion(filter.regionId);
    return and([
      when(filter.text, (text) => holds(sql`c.search`, text)),
      when(filter.codes, (codes) => sql`c.code = any(${codes}::text[])`),
      when(
        filter.sectorId,
        (id) => sql`c.sector_id = any(array(select s.id from customers.sector s where ${id}::uuid = any(s.path)))`,
      ),
      when(filter.stages, (stages) => sql`c.stage = any(${stages}::text[])`),
      when(filter.officeId, (id) => sql`c.office_id = ${id}`),
      when(offices, (ids) => sql`c.office_id = any(${ids}::uuid[])`),
      when(
        filter.branchCountry,
        (country) =>
          sql`exists (select from customers.branch b where b.customer_id = c.id and b.country = ${country} and b.active)`,
      ),
      when(filter.accountManagerId, (id) => sql`c.account_manager_id = ${id}`),
      when(filter.parentId, (id) => sql`c.parent_id = ${id}`),
      when(filter.groupId, inTreeOf),
      when(filter.active, (active) => sql`c.active = ${active}`),
    ]);
  }

  /** The customers above each of those, parent first. */
  ancestors(ids: readonly string[]): Promise<(Customer & { of: string })[]> {
    return this.db.query(
      sql`select low.id as of, ${CUSTOMER_COLUMNS}
            from customers.customer low
            cross join lateral unnest(low.path) with ordinality as above (id, level)
            join customers.customer c on c.id = above.id
           where low.id = any(${ids}::uuid[]) and above.id <> low.id
           order by low.id, above.level desc`,
    );
  }

  /** The root of the tree that each of those is in. */
  groups(ids: readonly string[]): Promise<(Customer & { of: string })[]> {
    return this.db.query(
      sql`select low.id as of, ${CUSTOMER_COLUMNS} from customers.customer low
            join customers.customer c on c.id = low.path[1] where low.id = any(${ids}::uuid[])`,
    );
  }

  /** All sectors, in the order of the tree: each followed by those below it. */
  sectors(filter: { active?: boolean | null } = {}): Promise<Sector[]> {
    const where = and([when(filter.active, (active) => sql`s.active = ${active}`)]);
    return this.db.query(
      sql`select ${SECTOR_COLUMNS} from customers.sector s where ${where}
           order by array(select a.code from customers.sector a where a.id = any(s.path) order by cardinality(a.path))`,
    );
  }

  /** The sectors directly below each of those, ordered by code. */
  sectorsBelow(parentIds: readonly string[]): Promise<Sector[]> {
    return this.db.query(
      sql`select ${SECTOR_COLUMNS} from customers.sector s where s.parent_id = any(${parentIds}::uuid[]) order by s.code`,
    );
  }

  /** Customers that may be the one described, the most alike first. */
  possibleCustomers({ name, nameNative }: CustomerLike): Promise<(Customer & { score: number })[]> {
    const names = [name, ...(nameNative?.trim() ? [nameNative] : [])];
    return this.db.query(
      sql`select * from (
            select ${CUSTOMER_COLUMNS}, ${likeness(sql`c`, names)} as score
              from customers.customer c where ${resembles(sql`c`, names)}) found
           where score >= ${ALIKE} order by score desc, "sortName", id limit ${MAX_DUPLICATES}`,
    );
  }

  /**
   * Persons who may be the one described, the most alike first: by e-mail address anywhere, by name within the group of
   * the customer, when that is given.
   */
  possiblePersons({ name, nameNative, email, customerId }: PersonLike): Promise<(Person & { score: number })[]> {
    const names = [name, ...(nameNative?.trim() ? [nameNative] : [])];
    const addresses = emailKeys(email ?? '');
    const near = customerId == null ? undefined : ofSameTreeAs(sql`p.customer_id`, customerId);
    return this.db.query(
      sql`select * from (
            select ${PERSON_COLUMNS},
                   case when lower(p.email) = any(${addresses}::text[]) then 1 else ${likeness(sql`p`, names)} end as score
              from customers.person p
             where lower(p.email) = any(${addresses}::text[]) or (${and([resembles(sql`p`, names), near])})) found
           where score >= ${ALIKE} order by score desc, "sortName", id limit ${MAX_DUPLICATES}`,
    );
  }
}

/**
 * Whether what is distinctive of one of the names is among the words searched. Served by the trigram index, which would
 * go through half the table for a word like "Limited".
 */
function resembles(alias: Sql, names: readonly string[]): Sql {
  const [first, second] = names.map((name) => sql`${alias}.search %> customers.fold(${distinctive(name)})`);
  return second ? sql`(${first} or ${second})` : (first ?? sql`false`);
}

/** The best similarity of any of the names with either of the row's. */
function likeness(alias: Sql, names: readonly string[]): Sql {
  const [first, second] = names.map(
    (name) => sql`greatest(similarity(${alias}.sort_name, customers.fold(${name})),
      similarity(customers.fold(coalesce(${alias}.name_native, '')), customers.fold(${name})))`,
  );
  return second ? sql`greatest(${first}, ${second})` : (first ?? sql`0`);
}
