import { err, errs, ok, type Result } from '#kernel';
import { assignments, type Database, ident, sql, type Row, type Sql } from '#platform/database';

export type ChangeCode = 'NOT_FOUND' | 'STALE_VERSION';

/** Which row, and the version of it that was read. */
export interface Which {
  readonly id: string;
  readonly version: number;
}

/** Reads a row and keeps others from changing it until the end of the transaction; refuses a version that is stale. */
export async function hold<R extends { readonly version: number }>(
  db: Database,
  select: Sql,
  version: number | null | undefined,
): Promise<Result<R, ChangeCode>> {
  const row = await db.maybeOne<R>(sql`${select} for no key update`);
  if (!row) return err('NOT_FOUND', 'id');
  if (version != null && row.version !== version)
    return errs([{ code: 'STALE_VERSION', field: 'version', params: { version: row.version }, current: row }]);
  return ok(row);
}

/** Changes a row that is held; columns that are undefined stay. */
export async function change(db: Database, table: string, id: string, row: Row): Promise<void> {
  const changes = assignments(row);
  await db.execute(
    sql`update ${ident(table)} set ${changes ? sql`${changes}, ` : sql``}version = version + 1 where id = ${id}`,
  );
}
