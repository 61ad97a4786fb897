import { sql, type Columns, type Sql } from '#platform/database';
import { type Order } from '#platform/paging';
import { type Branch, type Customer, type Job, type Person } from '../domain/facts.js';
import { BRANCH, CUSTOMER, JOB, PERSON } from './columns.js';
import { BRANCHES_BY_NAME, CUSTOMERS_BY_NAME, JOBS_LATEST_FIRST, PERSONS_BY_NAME } from './orders.js';

/** A list that every parent has one of; `from` reads the rows of the parent `parent.id`. */
export interface ChildList<R> {
  readonly name: string;
  readonly columns: Columns<R>;
  readonly from: Sql;
  readonly order: Order<R>;
}

const list = <R>(name: string, columns: Columns<R>, from: Sql, order: Order<R>): ChildList<R> => ({
  name,
  columns,
  from,
  order,
});

export const CHILDREN = list<Customer>(
  'customer.children',
  CUSTOMER,
  sql`customers.customer c where c.parent_id = parent.id`,
  CUSTOMERS_BY_NAME,
);
export const BRANCHES = list<Branch>(
  'customer.branches',
  BRANCH,
  sql`customers.branch b where b.customer_id = parent.id`,
  BRANCHES_BY_NAME,
);
export const PERSONS = list<Person>(
  'customer.persons',
  PERSON,
  sql`customers.person p where p.customer_id = parent.id`,
  PERSONS_BY_NAME,
);
export const JOBS = list<Job>(
  'customer.jobs',
  JOB,
  sql`customers.job j where j.customer_id = parent.id`,
  JOBS_LATEST_FIRST,
);
export const PERSONS_OF_BRANCH = list<Person>(
  'branch.persons',
  PERSON,
  sql`customers.person_branch pb join customers.person p on p.id = pb.person_id where pb.branch_id = parent.id`,
  PERSONS_BY_NAME,
);
export const JOBS_OF_BRANCH = list<Job>(
  'branch.jobs',
  JOB,
  sql`customers.job j where j.branch_id = parent.id`,
  JOBS_LATEST_FIRST,
);
export const BRANCHES_OF_PERSON = list<Branch>(
  'person.branches',
  BRANCH,
  sql`customers.person_branch pb join customers.branch b on b.id = pb.branch_id where pb.person_id = parent.id`,
  BRANCHES_BY_NAME,
);
