import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate, migrationsFolder } from '#platform/database';

/**
 * Makes, once per state of the migrations, a migrated database that tests copy. Two runs on one server at once wait for
 * one another. Returns its name.
 */
export async function prepareTemplate(adminUrl: string): Promise<string> {
  const hash = createHash('sha1');
  for (const file of readdirSync(migrationsFolder()).sort())
    hash.update(file).update(readFileSync(join(migrationsFolder(), file)));
  const name = `meridian_template_${hash.digest('hex').slice(0, 12)}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`select pg_advisory_lock(hashtext('meridian_template'))`);
    const made = await admin.query(`select 1 from pg_database where datname = $1`, [name]);
    if (made.rowCount === 0) {
      const unfinished = `${name}_new`;
      await admin.query(`drop database if exists "${unfinished}" with (force)`);
      await admin.query(`create database "${unfinished}"`);
      await migrate(databaseUrl(adminUrl, unfinished));
      await admin.query(`alter database "${unfinished}" rename to "${name}"`);
    }
    return name;
  } finally {
    await admin.end();
  }
}

/** The address of another database on the same server. */
export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
