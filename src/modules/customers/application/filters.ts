import { containing, sql, type Sql } from '#platform/database';
import { type ServiceLine } from '#modules/vocabulary';
import { type JobStatus, type Stage } from '../domain/values.js';
import { LAST_ID } from './columns.js';

type Maybe<T> = T | null | undefined;

export interface CustomerFilter {
  readonly text?: Maybe<string>;
  readonly codes?: Maybe<readonly string[]>;
  readonly sectorId?: Maybe<string>;
  readonly stages?: Maybe<readonly Stage[]>;
  readonly officeId?: Maybe<string>;
  readonly regionId?: Maybe<string>;
  readonly branchCountry?: Maybe<string>;
  readonly accountManagerId?: Maybe<string>;
  readonly parentId?: Maybe<string>;
  readonly groupId?: Maybe<string>;
  readonly active?: Maybe<boolean>;
}

export interface BranchFilter {
  readonly text?: Maybe<string>;
  readonly customerId?: Maybe<string>;
  readonly groupId?: Maybe<string>;
  readonly country?: Maybe<string>;
  readonly officeId?: Maybe<string>;
  readonly servedBy?: Maybe<'OUR_OFFICE' | 'COMPETITOR' | 'UNSERVED'>;
  readonly active?: Maybe<boolean>;
}

export interface PersonFilter {
  readonly text?: Maybe<string>;
  readonly customerId?: Maybe<string>;
  readonly groupId?: Maybe<string>;
  readonly branchId?: Maybe<string>;
  readonly email?: Maybe<string>;
  readonly active?: Maybe<boolean>;
}

export interface JobFilter {
  readonly text?: Maybe<string>;
  readonly codes?: Maybe<readonly string[]>;
  readonly customerId?: Maybe<string>;
  readonly groupId?: Maybe<string>;
  readonly branchId?: Maybe<string>;
  readonly serviceLines?: Maybe<readonly ServiceLine[]>;
  readonly country?: Maybe<string>;
  readonly officeId?: Maybe<string>;
  readonly statuses?: Maybe<readonly JobStatus[]>;
}

/** The condition when the filter is given. */
export function when<T>(value: Maybe<T>, condition: (value: T) => Sql): Sql | undefined {
  return value === null || value === undefined ? undefined : condition(value);
}

/** Texts that hold the given one, whatever case and accents; `column` is one of the folded search columns. */
export function holds(column: Sql, text: string): Sql {
  return sql`${column} like customers.fold(${containing(text.trim())})`;
}

/** Customers (alias `c`) in the whole tree below one, with itself. */
export function inTreeOf(customerId: string): Sql {
  return sql`c.path >= (select t.path from customers.customer t where t.id = ${customerId})
    and c.path < (select t.path || ${LAST_ID}::uuid from customers.customer t where t.id = ${customerId})`;
}

/**
 * Rows whose customer (`column`) is in the whole tree below one, with itself. As an array, so that the planner starts
 * from the few customers and not from the order of the list.
 */
export function ofTreeOf(column: Sql, customerId: string): Sql {
  return sql`${column} = any(array(select c.id from customers.customer c where ${inTreeOf(customerId)}))`;
}

/** Rows whose customer (`column`) is in the same tree as that one, wherever in it. */
export function ofSameTreeAs(column: Sql, customerId: string): Sql {
  return sql`${column} = any(array(select c.id from customers.customer me join customers.customer c
    on c.path >= me.path[1:1] and c.path < me.path[1:1] || ${LAST_ID}::uuid where me.id = ${customerId}))`;
}
