import { sql, type Sql } from '#platform/database';
import { type Order } from '#platform/paging';
import { type Branch, type Customer, type Job, type Person } from '../domain/facts.js';
import { BRANCH_COLUMNS, CUSTOMER_COLUMNS, JOB_COLUMNS, PERSON_COLUMNS } from './columns.js';
import { BRANCHES_BY_NAME, CUSTOMERS_BY_NAME, JOBS_LATEST_FIRST, PERSONS_BY_NAME } from './orders.js';

/** A list that every parent has one of; `from` reads the rows of the parent `parent.id`. */
export interface ChildList<R> {
  readonly name: string;
  readonly columns: Sql;
  readonly from: Sql;
  readonly order: Order<R>;
}

const list = <R>(name: string, columns: Sql, from: Sql, order: Order<R>): ChildList<R> => ({
  name,
  columns,
  from,
  order,
});

export const CHILDREN = list<Customer>(
  'customer.children',
  CUSTOMER_COLUMNS,
  sql`customers.customer c where c.parent_id = parent.id`,
  CUSTOMERS_BY_NAME,
);
export const BRANCHES = list<Branch>(
  'customer.branches',
  BRANCH_COLUMNS,
  sql`customers.branch b where b.customer_id = parent.id`,
  BRANCHES_BY_NAME,
);
export const PERSONS = list<Person>(
  'customer.persons',
  PERSON_COLUMNS,
  sql`customers.person p where p.customer_id = parent.id`,
  PERSONS_BY_NAME,
);
export const JOBS = list<Job>(
  'customer.jobs',
  JOB_COLUMNS,
  sql`customers.job j where j.customer_id = parent.id`,
  JOBS_LATEST_FIRST,
);
export const PERSONS_OF_BRANCH = list<Person>(
  'branch.persons',
  PERSON_COLUMNS,
  sql`customers.person_branch pb join customers.person p on p.id = pb.person_id where pb.branch_id = parent.id`,
  PERSONS_BY_NAME,
);
export const JOBS_OF_BRANCH = list<Job>(
  'branch.jobs',
  JOB_COLUMNS,
  sql`customers.job j where j.branch_id = parent.id`,
  JOBS_LATEST_FIRST,
);
export const BRANCHES_OF_PERSON = list<Branch>(
  'person.branches',
  BRANCH_COLUMNS,
  sql`customers.person_branch pb join customers.branch b on b.id = pb.branch_id where pb.person_id = parent.id`,
  BRANCHES_BY_NAME,
);
