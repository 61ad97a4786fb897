import { sql, type Database } from '#platform/database';

/** Statements whose rows are not what their authors declared; each line says what the check must find. */
export const PLANTED = [
  'fullName is declared, but not selected',
  'name is selected, but not declared',
  'version is declared, but not selected',
  'version is selected, but not declared',
  'version is number, declared as string',
  'createdAt is Date, declared as string',
  'n is number, declared as boolean',
  'ids is string[], declared as number[]',
  'parentId may be null, declared as string',
  'parentId may be null, declared as string | undefined',
  'parentName may be null, declared as string',
];

export const planted = (db: Database, id: string): Promise<unknown>[] => [
  db.query<{ id: string; fullName: string }>(sql`select id, name from customers.customer`),
  db.one<{ id: string; version: number }>(sql`select id from customers.customer where id = ${id}`),
  db.maybeOne<{ id: string }>(sql`select id, version from customers.customer where id = ${id}`),
  db.query<{ version: string; createdAt: string }>(
    sql`select version, created_at as "createdAt" from customers.customer`,
  ),
  db.one<{ n: boolean }>(sql`select count(*) as n from customers.customer`),
  db.one<{ ids: number[] }>(sql`select array_agg(id::text) as ids from customers.customer`),
  db.query<{ parentId: string }>(sql`select c.parent_id as "parentId" from customers.customer c`),
  db.query<{ parentName: string }>(
    sql`select p.name as "parentName" from customers.customer c left join customers.customer p on p.id = c.parent_id`,
  ),
  db.query<{ parentId?: string }>(
    sql`select c.parent_id as "parentId" from customers.customer c left join customers.customer p on p.id = c.parent_id`,
  ),
];

const NAMES = sql`c.name, c.name_native as "nameNative"`;

/** Statements that are as declared. */
export const lawful = (db: Database, id: string | null): Promise<unknown>[] => [
  db.query<{ parentId: string }>(
    sql`select c.parent_id as "parentId" from customers.customer c where c.parent_id is not null`,
  ),
  db.query<{ parentId: string }>(
    sql`select c.parent_id as "parentId" from customers.customer c where ${id === null ? sql`c.parent_id = c.id` : sql`c.parent_id = ${id}`}`,
  ),
  db.query<{ parentId: string }>(
    sql`select c.parent_id as "parentId" /* not null: chosen for the example */ from customers.customer c`,
  ),
  db.query<{ name: string; nameNative: string | null; n?: number }>(sql`select ${NAMES} from customers.customer c`),
];

/** A statement whose columns only the running program knows. */
export const unknown = (db: Database, columns: ReturnType<typeof sql>): Promise<unknown> =>
  db.query<{ id: string }>(sql`select ${columns} from customers.customer`);
