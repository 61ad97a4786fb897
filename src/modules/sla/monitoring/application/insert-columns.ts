import { ident, join, sql, type Sql } from '#platform/database';

/** How the values of a type travel. What has structure of its own goes as text: an array of arrays would be one of two dimensions. */
const ARRAYS = {
  uuid: sql`uuid[]`,
  text: sql`text[]`,
  integer: sql`integer[]`,
  bigint: sql`bigint[]`,
  timestamptz: sql`timestamptz[]`,
  jsonb: sql`text[]`,
  'uuid[]': sql`text[]`,
} as const;

/** A column that is written: its type, and what of a row goes into it. */
export type Column<T> = readonly [type: ColumnType, of: (row: T) => unknown];
type ColumnType = keyof typeof ARRAYS;

export type Columns<T> = Readonly<Record<string, Column<T>>>;

/**
 * Inserts any number of rows with one prepared statement, column by column: each travels as one array. For the tables
 * that are written by the hundred thousand, where it takes two thirds of the time of rows that travel as JSON.
 */
export function insertColumns<T>(table: string, columns: Columns<T>, rows: readonly T[]): Sql {
  const entries = Object.entries(columns);
  const names = join(entries.map(([name]) => ident(name)));
  const arrays = entries.map(([, [type, of]]) => sql`${rows.map((row) => encoded(type, of(row)))}::${ARRAYS[type]}`);
  const selected = entries.map(([name, [type]]) =>
    type === 'jsonb' ? sql`${ident(name)}::jsonb` : type === 'uuid[]' ? sql`${ident(name)}::uuid[]` : ident(name),
  );
  return sql`insert into ${ident(table)} (${names}) select ${join(selected)} from unnest(${join(arrays)}) as n(${names})`;
}

function encoded(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'jsonb') return JSON.stringify(value);
  if (type === 'uuid[]') return `{${(value as readonly string[]).join(',')}}`;
  // Not left to the driver, which writes instants in the zone of the server.
  return value instanceof Date ? value.toISOString() : value;
}
