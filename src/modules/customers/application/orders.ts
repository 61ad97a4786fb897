import { sql } from '#platform/database';
import { type Order } from '#platform/paging';
import { type Branch, type Customer, type Job, type Person } from '../domain/facts.js';

// The orders of lists; each is an index, alone and behind the parent's id.

export const CUSTOMERS_BY_NAME: Order<Customer> = {
  list: 'customers',
  direction: 'ASC',
  keys: [
    { column: sql`c.sort_name`, type: 'text', value: (c) => c.sortName },
    { column: sql`c.id`, type: 'uuid', value: (c) => c.id },
  ],
};

export const BRANCHES_BY_NAME: Order<Branch> = {
  list: 'branches',
  direction: 'ASC',
  keys: [
    { column: sql`b.sort_name`, type: 'text', value: (b) => b.sortName },
    { column: sql`b.id`, type: 'uuid', value: (b) => b.id },
  ],
};

export const PERSONS_BY_NAME: Order<Person> = {
  list: 'persons',
  direction: 'ASC',
  keys: [
    { column: sql`p.sort_name`, type: 'text', value: (p) => p.sortName },
    { column: sql`p.id`, type: 'uuid', value: (p) => p.id },
  ],
};

export const JOBS_LATEST_FIRST: Order<Job> = {
  list: 'jobs',
  direction: 'DESC',
  keys: [
    { column: sql`j.created_at`, type: 'timestamptz', value: (j) => j.createdAt },
    { column: sql`j.id`, type: 'uuid', value: (j) => j.id },
  ],
};
