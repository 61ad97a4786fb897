import { err, errs, ok, type Result } from '#kernel';
import { type Database, ident, sql, type Row, type Sql, assignments } from '#platform/database';

export type ChangeCode = 'NOT_FOUND' | 'STALE_VERSION';

/** Which row, and the version of it that was read. */
export interface Which {
  readonly id: string;
  readonly version: number;
}

/**
 * Reads a row for changing it and keeps others from doing so until the end of the transaction. Of two who read the same
 * version, the second waits for the first and then gets STALE_VERSION with the current values.
 */
export async function lockVersion<R extends { readonly version: number }>(
  db: Database,
  select: Sql,
  { version }: Which,
): Promise<Result<R, ChangeCode>> {
  const row = await db.maybeOne<R>(sql`${select} for no key update`);
  if (!row) return err('NOT_FOUND', 'id');
  if (row.version !== version)
    return errs([{ code: 'STALE_VERSION', field: 'version', params: { version: row.version }, current: row }]);
  return ok(row);
}

/** Changes a row that is locked; columns that are undefined stay. */
export async function change(db: Database, table: string, id: string, row: Row): Promise<void> {
  const changes = assignments(row);
  await db.execute(
    sql`update ${ident(table)} set ${changes ? sql`${changes}, ` : sql``}version = version + 1 where id = ${id}`,
  );
}
