import { type Database, sql, type Sql } from '#platform/database';
import { connectionOf, cut, type Connection, type Order, type PageRequest } from '#platform/paging';

/** A kind of list: its columns, where they come from, its order. */
export interface ListKind<R> {
  readonly columns: Sql;
  readonly from: Sql;
  readonly order: Order<R>;
}

/** A page of all rows of which something is true. */
export async function listOf<R>(
  db: Database,
  kind: ListKind<R>,
  where: Sql,
  page: PageRequest,
): Promise<Connection<R>> {
  const part = cut(page, kind.order);
  const rows = await db.query<R & object>(
    sql`select ${kind.columns} from ${kind.from} where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
  );
  const count = async (): Promise<number> =>
    (await db.one<{ n: number }>(sql`select count(*) as n from ${kind.from} where ${where}`)).n;
  return connectionOf(rows, part, kind.order, (row) => row, count);
}

/** A page of the rows of each parent, all of them with one statement; `parent` compares with `k.id`. */
export async function listsOf<R>(
  db: Database,
  kind: ListKind<R>,
  parent: Sql,
  ids: readonly string[],
  where: Sql,
  page: PageRequest,
): Promise<Connection<R>[]> {
  const part = cut(page, kind.order);
  const rows = await db.query<R & { parentKey: string }>(
    sql`select k.id as "parentKey", l.* from unnest(${ids}::uuid[]) as k (id) cross join lateral (
          select ${kind.columns} from ${kind.from} where ${parent} and ${where} and ${part.where}
           order by ${part.orderBy} limit ${part.limit}) l`,
  );
  const lists = new Map<string, R[]>(ids.map((id) => [id, []]));
  for (const row of rows) lists.get(row.parentKey)?.push(row);
  let counting: Promise<Map<string, number>> | undefined;
  const counts = (): Promise<Map<string, number>> =>
    (counting ??= db
      .query<{ id: string; n: number }>(
        sql`select k.id, l.n from unnest(${ids}::uuid[]) as k (id) cross join lateral (
              select count(*) as n from ${kind.from} where ${parent} and ${where}) l`,
      )
      .then((found) => new Map(found.map((c) => [c.id, c.n]))));
  return ids.map((id) =>
    connectionOf(
      lists.get(id) ?? [],
      part,
      kind.order,
      (row) => row,
      async () => (await counts()).get(id) ?? 0,
    ),
  );
}

/** Rows by their ids. */
export async function byIds<R extends { readonly id: string }>(db: Database, statement: Sql): Promise<Map<string, R>> {
  return new Map((await db.query<R>(statement)).map((row) => [row.id, row]));
}
