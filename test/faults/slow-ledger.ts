import pg from 'pg';
import { sql } from '#platform/database';
import { type TestApp } from '#testing/app';
import { type LedgerKind } from '#modules/sla/seeding';

/** Makes every entry of a kind take some milliseconds, so that a kill lands in the middle of the work. */
export async function slowLedger(app: TestApp, kind: LedgerKind | null): Promise<void> {
  const admin = new pg.Client({ connectionString: app.config.database.DATABASE_URL });
  await admin.connect();
  try {
    await admin.query(
      kind
        ? `create function sla.dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.004); return new; end $$;
           create trigger dawdle before insert on sla.ledger for each row when (new.kind = '${kind}') execute function sla.dawdle()`
        : `drop trigger dawdle on sla.ledger; drop function sla.dawdle()`,
    );
  } finally {
    await admin.end();
  }
}

/** Whether somebody is in the middle of writing a slowed entry. */
export const writingSlowly = (app: TestApp) =>
  app.db.maybeOne(
    sql`select 1 from pg_stat_activity where datname = current_database() and application_name = 'meridian' and wait_event = 'PgSleep'`,
  );
