import sqlTag, { empty, join, raw, type Sql } from 'sql-template-tag';

export { empty, join, type Sql };
// For column lists written in the code; never for anything that comes from outside.
export { raw };

/**
 * Tagged template for SQL: every `${value}` becomes a parameter, nested `sql` parts are spliced in. It is the only way
 * to make a statement, so that none can be put together from text.
 */
export const sql = sqlTag;

const IDENTIFIER = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/;

/** A table or column name (`customer` or `customers.customer`); anything else than snake_case is refused. */
export function ident(name: string): Sql {
  if (!IDENTIFIER.test(name)) throw new Error(`not an identifier: ${name}`);
  return raw(name);
}

/** Column values of one row; undefined columns are left out (insert: default, update: unchanged). */
export type Row = Readonly<Record<string, unknown>>;

const entries = (row: Row): [string, unknown][] => Object.entries(row).filter(([, value]) => value !== undefined);

/** `insert into table (…) values (…)`; add `returning` by splicing: sql`${insert(…)} returning id`. */
export function insert(table: string, row: Row): Sql {
  const columns = entries(row);
  return sql`insert into ${ident(table)} (${join(columns.map(([c]) => ident(c)))}) values (${join(
    columns.map(([, v]) => v),
  )})`;
}

/**
 * Inserts any number of rows with one prepared statement: the rows travel as one JSON parameter and PostgreSQL takes
 * the types from the table. All rows have the columns of `columns`; undefined becomes null.
 */
export function insertMany(table: string, columns: readonly string[], rows: readonly Row[]): Sql {
  const list = join(columns.map(ident));
  return sql`insert into ${ident(table)} (${list}) select ${list} from jsonb_populate_recordset(null::${ident(
    table,
  )}, ${JSON.stringify(rows)}::jsonb)`;
}

/** `a = $1, b = $2` of the columns that are given; undefined when there is none. */
export function assignments(row: Row): Sql | undefined {
  const columns = entries(row);
  return columns.length === 0 ? undefined : join(columns.map(([c, v]) => sql`${ident(c)} = ${v}`));
}

/** Conditions joined by `and`; `true` when there is none. Undefined ones are left out. */
export function and(conditions: readonly (Sql | undefined | false)[]): Sql {
  const given = conditions.filter((c): c is Sql => Boolean(c));
  return given.length === 0 ? sql`true` : join(given, ' and ');
}

/** The pattern of `like` and `ilike` that finds the text anywhere, with nothing in it taken for a wildcard. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
