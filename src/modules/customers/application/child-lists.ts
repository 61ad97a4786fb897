import { sql, type Columns, type Sql } from '#platform/database';
import { type Order } from '#platform/paging';
import { type Branch, type Customer, type Job, type Person } from '../domain/facts.js';
import { BRANCH, CUSTOMER, JOB, PERSON } from './columns.js';
import { BRANCHES_BY_NAME, CUSTOMERS_BY_NAME, JOBS_LATEST_FIRST, PERSONS_BY_NAME } from './orders.js';

/** A list that every parent has one of; `parent` is the column that names it. */
export interface ChildList<R> {
  readonly columns: Columns<R>;
  readonly from: Sql;
  readonly parent: Sql;
  readonly order: Order<R>;
}

export const CHILDREN: ChildList<Customer> = {
  columns: CUSTOMER,
  from: sql`customers.customer c`,
  parent: sql`c.parent_id`,
  order: CUSTOMERS_BY_NAME,
};
export const BRANCHES: ChildList<Branch> = {
  columns: BRANCH,
  from: sql`customers.branch b`,
  parent: sql`b.customer_id`,
  order: BRANCHES_BY_NAME,
};
export const PERSONS: ChildList<Person> = {
  columns: PERSON,
  from: sql`customers.person p`,
  parent: sql`p.customer_id`,
  order: PERSONS_BY_NAME,
};
export const JOBS: ChildList<Job> = {
  columns: JOB,
  from: sql`customers.job j`,
  parent: sql`j.customer_id`,
  order: JOBS_LATEST_FIRST,
};
export const PERSONS_OF_BRANCH: ChildList<Person> = {
  columns: PERSON,
  from: sql`customers.person_branch pb join customers.person p on p.id = pb.person_id`,
  parent: sql`pb.branch_id`,
  order: PERSONS_BY_NAME,
};
export const JOBS_OF_BRANCH: ChildList<Job> = { ...JOBS, parent: sql`j.branch_id` };
export const BRANCHES_OF_PERSON: ChildList<Branch> = {
  columns: BRANCH,
  from: sql`customers.person_branch pb join customers.branch b on b.id = pb.branch_id`,
  parent: sql`pb.person_id`,
  order: BRANCHES_BY_NAME,
};
