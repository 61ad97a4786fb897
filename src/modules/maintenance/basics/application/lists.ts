import { type Database, type Sql } from '#platform/database';
import { pageOf, pagesOf, type Connection, type List, type PageRequest } from '#platform/paging';

/** A kind of list; which rows of it is said when it is asked for. */
export type ListKind<R> = Omit<List<R>, 'where'>;

/** A page of all rows of which something is true. */
export const listOf = <R extends object>(
  db: Database,
  kind: ListKind<R>,
  where: Sql,
  page: PageRequest,
): Promise<Connection<R>> => pageOf(db, { ...kind, where }, page);

/** A page of the rows of each parent, all of them with one statement; `parent` is the column that names it. */
export const listsOf = <R extends object>(
  db: Database,
  kind: ListKind<R>,
  parent: Sql,
  ids: readonly string[],
  where: Sql,
  page: PageRequest,
): Promise<Connection<R>[]> => pagesOf(db, { ...kind, where }, parent, ids, page);

/** Rows by their ids. */
export async function byIds<R extends { readonly id: string }>(db: Database, statement: Sql): Promise<Map<string, R>> {
  return new Map((await db.query<R>(statement)).map((row) => [row.id, row]));
}
