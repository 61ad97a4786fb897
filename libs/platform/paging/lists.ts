import { sql, type Database, type Sql } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from './paging.js';

/** A list: what is selected, from where, in which order. */
export interface List<R> {
  readonly columns: Sql;
  readonly from: Sql;
  readonly where: Sql;
  readonly order: Order<R>;
}

/** A page of a list. */
export async function pageOf<R extends object>(db: Database, list: List<R>, page: PageRequest): Promise<Connection<R>> {
  const part = keyset(page, list.order);
  const rows = await db.query<R>(
    sql`select ${list.columns} from ${list.from} where ${list.where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
  );
  const count = async (): Promise<number> =>
    (await db.one<{ n: number }>(sql`select count(*) as n from ${list.from} where ${list.where}`)).n;
  return connectionOf(rows, part, list.order, (row) => row, count);
}

/** The same page of the list of each parent, all of them with one statement; `parent` is the column that names it. */
export async function pagesOf<R extends object>(
  db: Database,
  list: List<R>,
  parent: Sql,
  ids: readonly string[],
  page: PageRequest,
): Promise<Connection<R>[]> {
  const part = keyset(page, list.order);
  const rows = await db.query<R & { parentKey: string }>(
    sql`select k.id as "parentKey", l.* from unnest(${ids}::uuid[]) as k (id) cross join lateral (
          select ${list.columns} from ${list.from} where ${parent} = k.id and ${list.where} and ${part.where}
           order by ${part.orderBy} limit ${part.limit}) l`,
  );
  const groups = new Map<string, R[]>(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(row.parentKey)?.push(row);
  let counting: Promise<Map<string, number>> | undefined;
  const counts = async (): Promise<Map<string, number>> => {
    const found = await db.query<{ id: string; n: number }>(
      sql`select k.id, l.n from unnest(${ids}::uuid[]) as k (id) cross join lateral (
            select count(*) as n from ${list.from} where ${parent} = k.id and ${list.where}) l`,
    );
    return new Map(found.map((c) => [c.id, c.n]));
  };
  return ids.map((id) =>
    connectionOf(
      groups.get(id) ?? [],
      part,
      list.order,
      (row) => row,
      async () => (await (counting ??= counts())).get(id) ?? 0,
    ),
  );
}
