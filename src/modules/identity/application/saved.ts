import { err, ok, staleVersion, type Result } from '#kernel';
import { empty, type Database, ident, sql, type Sql, type VersionCode } from '#platform/database';

/** Updates a row if it still has the version that was read; STALE_VERSION carries the current values. */
export async function saved(
  db: Database,
  table: string,
  existing: { id: string; version: number },
  changes: Sql | undefined,
): Promise<Result<{ id: string }, VersionCode>> {
  const done = await db.execute(
    sql`update ${ident(table)} set version = version + 1 ${changes ? sql`, ${changes}` : empty} where id = ${existing.id} and version = ${existing.version}`,
  );
  if (done === 1) return ok({ id: existing.id });
  const current = await db.maybeOne<{ row: { version: number } }>(
    sql`select to_jsonb(t) - ${UNSHOWN}::text[] as row from ${ident(table)} t where id = ${existing.id}`,
  );
  if (!current) return err('NOT_FOUND', 'id');
  return staleVersion({ ...shown(current.row), version: current.row.version });
}

/** Columns that the API does not show. */
const UNSHOWN = ['password_hash', 'created_at'];

/** A row under the names of its fields: `name_native` is `nameNative`. */
function shown(row: object): Record<string, unknown> {
  const field = (column: string): string => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [field(column), value as unknown]));
}
