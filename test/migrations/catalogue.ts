import type pg from 'pg';

/** Schemas that our migrations make; the queue's own tables are its package's affair. */
const OURS = `not like 'pg\\_%' and n.nspname not in ('information_schema', 'bullmq', 'public')`;

/** One query per kind of thing; each row describes one thing as a text that is the same on every server. */
const KINDS: Readonly<Record<string, string>> = {
  schemas: `select n.nspname as text from pg_namespace n where n.nspname ${OURS}`,
  extensions: `select extname as text from pg_extension`,
  columns: `
    select format('%s.%s.%s %s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  case when a.attnotnull then ' not null' end,
                  case when a.attidentity <> '' then ' identity ' || a.attidentity::text end,
                  case when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) end) as text
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped and n.nspname ${OURS}`,
  constraints: `
    select format('%s.%s %s %s', n.nspname, c.relname, o.conname, pg_get_constraintdef(o.oid)) as text
      from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname ${OURS}`,
  indexes: `
    select pg_get_indexdef(i.indexrelid) as text
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname ${OURS}`,
  triggers: `
    select format('%s.%s %s', n.nspname, c.relname, pg_get_triggerdef(t.oid)) as text
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where not t.tgisinternal and n.nspname ${OURS}`,
  functions: `
    select pg_get_functiondef(p.oid) as text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prokind in ('f', 'p') and n.nspname ${OURS}
       -- Constructors of range types come with the type.
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'i')`,
  types: `
    select format('%s.%s %s', n.nspname, t.typname, t.typtype::text) as text
      from pg_type t join pg_namespace n on n.oid = t.typnamespace
     where t.typtype in ('e', 'r', 'd') and n.nspname ${OURS}`,
};

/** Everything there is in our schemas, as sorted texts. */
export async function catalogueOf(client: pg.Client): Promise<string[]> {
  const found: string[] = [];
  for (const [kind, query] of Object.entries(KINDS)) {
    const { rows } = await client.query<{ text: string }>(query);
    found.push(...rows.map(({ text }) => `${kind}: ${text}`));
  }
  return found.sort();
}

const TABLES = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname ${OURS}`;

async function texts(client: pg.Client, query: string): Promise<string[]> {
  return (await client.query<{ text: string }>(query)).rows.map(({ text }) => text).sort();
}

/** Foreign keys that no index begins with: deleting what they refer to would read the whole table. */
export const foreignKeysWithoutIndex = (client: pg.Client): Promise<string[]> =>
  texts(
    client,
    `select format('%s.%s %s', n.nspname, c.relname, o.conname) as text
       from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
      where o.contype = 'f' and n.nspname ${OURS}
        and not exists (
          select from pg_index i
           where i.indrelid = o.conrelid
             -- Part of an index is enough when it only leaves out rows that refer to nothing.
             and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$')
             and i.indkey[0] = any(o.conkey))`,
  );

export const tablesWithoutPrimaryKey = (client: pg.Client): Promise<string[]> =>
  texts(
    client,
    `select format('%s.%s', n.nspname, c.relname) as text ${TABLES}
        and not exists (select from pg_constraint o where o.conrelid = c.oid and o.contype = 'p')`,
  );

/** Columns for instants that forget the zone, and columns named like instants that are something else. */
export const wronglyTypedInstants = (client: pg.Client): Promise<string[]> =>
  texts(
    client,
    `select format('%s.%s.%s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod)) as text
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname ${OURS}
        and c.oid <> to_regclass('platform.migration') -- made by the migration tool
        and (a.atttypid in ('timestamp'::regtype, 'timetz'::regtype)
             or a.attname ~ '_(at|on)$' and a.atttypid not in ('date'::regtype, 'timestamptz'::regtype)
             or a.attname ~ '_at$' and a.atttypid <> 'timestamptz'::regtype)`,
  );

export const tablesWithoutAuditTrigger = (client: pg.Client): Promise<string[]> =>
  texts(
    client,
    `select format('%s.%s', n.nspname, c.relname) as text ${TABLES}
        and not exists (
          select from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_namespace f on f.oid = p.pronamespace
           where t.tgrelid = c.oid and f.nspname = 'platform' and p.proname = 'audit')`,
  );

export const tablesIn = (client: pg.Client): Promise<string[]> =>
  texts(client, `select format('%s.%s', n.nspname, c.relname) as text ${TABLES}`);
