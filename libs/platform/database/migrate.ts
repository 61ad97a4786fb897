import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runMigrations as migrateQueue } from 'bullmq';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

/** Schema of the queue's own tables when the queue lives in PostgreSQL. */
export const QUEUE_SCHEMA = 'bullmq';

/** The folder `migrations/` of the project, found from here whether this runs from the source or from the build. */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'migrations'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the folder migrations/ is not there');
    folder = parent;
  }
  return join(folder, 'migrations');
}

export interface MigrateOptions {
  readonly direction?: 'up' | 'down';
  /** How many to run; all by default. */
  readonly count?: number;
  readonly log?: (message: string) => void;
}

/**
 * Brings the database up to date (or down), each migration and its note in one transaction, and lets nobody else
 * migrate meanwhile. Returns the names of those that ran. The queue's own tables come with it.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'meridian-migrate' });
  await client.connect();
  try {
    const done = await runner({
      dbClient: client,
      dir: migrationsFolder(),
      ignorePattern: '(?!.*\\.sql$).*',
      migrationsTable: 'migration',
      migrationsSchema: 'platform',
      createMigrationsSchema: true,
      direction: options.direction ?? 'up',
      count: options.count ?? Number.POSITIVE_INFINITY,
      singleTransaction: true,
      lockWait: true,
      verbose: false,
      log: options.log ?? (() => undefined),
    } as Parameters<typeof runner>[0]);
    if ((options.direction ?? 'up') === 'up') await migrateQueue(client, QUEUE_SCHEMA);
    return done.map((m) => m.name);
  } finally {
    await client.end();
  }
}
