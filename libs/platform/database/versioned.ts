import { err, ok, staleVersion, type Result } from '#kernel';
import { type Database } from './database.js';
import { assignments, empty, ident, sql, type Row, type Sql } from './sql.js';

export type VersionCode = 'NOT_FOUND' | 'STALE_VERSION';

/** Which row, and the version of it that was read. */
export interface VersionedId {
  readonly id: string;
  readonly version: number;
}

/**
 * Reads a row for changing it and keeps others from doing so until the end of the transaction. Of two who read the same
 * version, the second waits for the first and then gets STALE_VERSION with the current values. Without a version, any
 * is taken.
 */
export async function lockVersion<R extends { readonly version: number }>(
  db: Database,
  select: Sql,
  version: number | null | undefined,
): Promise<Result<R, VersionCode>> {
  const row = await db.maybeOne<R>(sql`${select} for no key update`);
  if (!row) return err('NOT_FOUND', 'id');
  return version == null || row.version === version ? ok(row) : staleVersion(row);
}

/** Changes a row that is locked and raises its version; columns that are undefined stay. */
export async function updateVersioned(db: Database, table: string, id: string, row: Row): Promise<void> {
  const changes = assignments(row);
  await db.execute(
    sql`update ${ident(table)} set ${changes ? sql`${changes}, ` : empty}version = version + 1 where id = ${id}`,
  );
}
