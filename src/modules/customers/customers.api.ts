import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { findByRefs } from './application/bulk.js';
import {
  BRANCH_COLUMNS,
  CUSTOMER_COLUMNS,
  JOB_COLUMNS,
  LAST_ID,
  PERSON_COLUMNS,
  SECTOR_COLUMNS,
} from './application/columns.js';
import { CreateBranches, type CreateBranchCode } from './application/create-branches.js';
import { CreateCustomers, type CreateCustomerCode } from './application/create-customers.js';
import { CreateJobs, type CreateJobCode } from './application/create-jobs.js';
import { CreatePersons, type CreatePersonCode } from './application/create-persons.js';
import { LinkPerson, type LinkCode, type LinkCommand } from './application/link-person.js';
import { type NewBranch, type NewCustomer, type NewJob, type NewPerson } from './domain/checks.js';
import { type Branch, type Customer, type Job, type Person, type Sector, type Taken } from './domain/facts.js';

/** What can be found by its reference in the system it was taken over from. */
export type Referable = 'customer' | 'branch' | 'person' | 'job';

const byId = <R extends { id: string }>(rows: readonly R[]): Map<string, R> => new Map(rows.map((r) => [r.id, r]));
const byCode = <R extends { code: string }>(rows: readonly R[]): Map<string, R> =>
  new Map(rows.map((r) => [r.code, r]));

/** What other modules may ask of customers. Everything batched; unknown ids are simply absent from the answer. */
@Injectable()
export class CustomersApi {
  constructor(
    private readonly db: Database,
    private readonly customerDoor: CreateCustomers,
    private readonly branchDoor: CreateBranches,
    private readonly personDoor: CreatePersons,
    private readonly jobDoor: CreateJobs,
    private readonly linking: LinkPerson,
  ) {}

  async customers(ids: readonly string[]): Promise<Map<string, Customer>> {
    return byId(
      await this.db.query<Customer>(
        sql`select ${CUSTOMER_COLUMNS} from customers.customer c where c.id = any(${ids}::uuid[])`,
      ),
    );
  }

  async customersByCode(codes: readonly string[]): Promise<Map<string, Customer>> {
    return byCode(
      await this.db.query<Customer>(
        sql`select ${CUSTOMER_COLUMNS} from customers.customer c where c.code = any(${codes}::text[])`,
      ),
    );
  }

  async branches(ids: readonly string[]): Promise<Map<string, Branch>> {
    return byId(
      await this.db.query<Branch>(
        sql`select ${BRANCH_COLUMNS} from customers.branch b where b.id = any(${ids}::uuid[])`,
      ),
    );
  }

  async branchesByCode(codes: readonly string[]): Promise<Map<string, Branch>> {
    return byCode(
      await this.db.query<Branch>(
        sql`select ${BRANCH_COLUMNS} from customers.branch b where b.code = any(${codes}::text[])`,
      ),
    );
  }

  async persons(ids: readonly string[]): Promise<Map<string, Person>> {
    return byId(
      await this.db.query<Person>(
        sql`select ${PERSON_COLUMNS} from customers.person p where p.id = any(${ids}::uuid[])`,
      ),
    );
  }

  async jobs(ids: readonly string[]): Promise<Map<string, Job>> {
    return byId(
      await this.db.query<Job>(sql`select ${JOB_COLUMNS} from customers.job j where j.id = any(${ids}::uuid[])`),
    );
  }

  async jobsByCode(codes: readonly string[]): Promise<Map<string, Job>> {
    return byCode(
      await this.db.query<Job>(sql`select ${JOB_COLUMNS} from customers.job j where j.code = any(${codes}::text[])`),
    );
  }

  async sectors(ids: readonly string[]): Promise<Map<string, Sector>> {
    return byId(
      await this.db.query<Sector>(
        sql`select ${SECTOR_COLUMNS} from customers.sector s where s.id = any(${ids}::uuid[])`,
      ),
    );
  }

  async sectorsByCode(codes: readonly string[]): Promise<Map<string, Sector>> {
    return byCode(
      await this.db.query<Sector>(
        sql`select ${SECTOR_COLUMNS} from customers.sector s where s.code = any(${codes}::text[])`,
      ),
    );
  }

  /** The customers above each, parent first, upwards, without itself; the last is the group. */
  async ancestors(customerIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ id: string; path: string[] }>(
      sql`select c.id, c.path from customers.customer c where c.id = any(${customerIds}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r.path.slice(0, -1).reverse()]));
  }

  /** All customers below that one, with itself, in the order of the tree; empty when there is no such customer. */
  async descendants(customerId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      sql`select c.id from customers.customer top join customers.customer c
             on c.path >= top.path and c.path < top.path || ${LAST_ID}::uuid
           where top.id = ${customerId} order by c.path`,
    );
    return rows.map((r) => r.id);
  }

  /** The same for many customers with one statement. */
  async descendantsOf(customerIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ id: string; below: string[] }>(
      sql`select top.id, array_agg(c.id order by c.path) as below
            from customers.customer top join customers.customer c
              on c.path >= top.path and c.path < top.path || ${LAST_ID}::uuid
           where top.id = any(${customerIds}::uuid[]) group by top.id`,
    );
    return new Map(rows.map((r) => [r.id, r.below]));
  }

  /** Ids by external reference (`source:key`), of those that are known. */
  findByExternalRefs(kind: Referable, refs: readonly string[]): Promise<Map<string, string>> {
    return findByRefs(this.db, `customers.${kind}`, refs);
  }

  /**
   * Creates many by the same rules as one; answers one Result per command, in order. A command whose external reference
   * is known answers with what it stands for (`created: false`), so that an import can be run again.
   */
  createCustomers(ctx: Ctx, cmds: readonly NewCustomer[]): Promise<Result<Taken, CreateCustomerCode>[]> {
    return this.customerDoor.runMany(ctx, cmds);
  }

  createBranches(ctx: Ctx, cmds: readonly NewBranch[]): Promise<Result<Taken, CreateBranchCode>[]> {
    return this.branchDoor.runMany(ctx, cmds);
  }

  createPersons(ctx: Ctx, cmds: readonly NewPerson[]): Promise<Result<Taken, CreatePersonCode>[]> {
    return this.personDoor.runMany(ctx, cmds);
  }

  createJobs(ctx: Ctx, cmds: readonly NewJob[]): Promise<Result<Taken, CreateJobCode>[]> {
    return this.jobDoor.runMany(ctx, cmds);
  }

  /** Says that a person is met at a branch; linking what is linked changes nothing. */
  linkPerson(ctx: Ctx, cmd: LinkCommand): Promise<Result<{ id: string }, LinkCode>> {
    return this.linking.link(ctx, cmd);
  }
}
