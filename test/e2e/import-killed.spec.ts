import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { sql } from '#platform/database';
import { build } from '../../scripts/build.mjs';
import { incident, logOf, newFolder, usualIncident, written, type LogRow } from '../fixtures/incident-log.js';
import { importedFacts } from '../fixtures/imported-facts.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const INCIDENTS = 1_500;
const KILLS = 2;

let folder: string;
let file: string;
const apps: TestApp[] = [];

/** Incidents with moves, changes and here and there a row that cannot be taken. */
function manyIncidents(): LogRow[] {
  return Array.from({ length: INCIDENTS }, (_, i) => {
    const number = `INC${String(i).padStart(7, '0')}`;
    const more = { caller_id: `Caller ${i % 400}`, location: `Location ${i % 37}`, category: `Category ${i % 11}` };
    if (i % 97 === 5) return incident(number, { ...more, incident_state: '-100' });
    return usualIncident(number, 1 + (i % 90), i % 7 === 0 ? { ...more, priority: '1 - Critical' } : more);
  }).flat();
}

beforeAll(async () => {
  await build({ quiet: true });
  folder = await newFolder();
  file = await written(folder, 'log.csv.gz', logOf(manyIncidents()));
});
afterAll(async () => {
  for (const app of apps) await app.close();
  if (folder) await rm(folder, { recursive: true });
});

async function newApp(): Promise<TestApp> {
  const app = await createTestApp();
  apps.push(app);
  return app;
}

/** The import as an operator starts it, in a process of its own. */
async function start(app: TestApp, data: string) {
  const { code } = await app.db.one<{ code: string }>(sql`select code from identity.office`);
  const child = spawn(
    process.execPath,
    [join(ROOT, 'dist/bundle/main.cli.js'), 'import', 'incidents', file, '--office', code],
    {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: app.config.database.DATABASE_URL,
        REDIS_URL: app.config.queue.REDIS_URL ?? '',
        MERIDIAN_SECRET: app.config.access.MERIDIAN_SECRET,
        MERIDIAN_DATA: join(folder, data),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  return { child, ended: once(child, 'exit').then(([exit]) => ({ exit: exit as number | null, said })) };
}

const rowsRead = async (app: TestApp): Promise<number> =>
  (await app.db.maybeOne<{ n: number }>(sql`select r.rows_read as n from imports.run r`))?.n ?? 0;

async function rejects(data: string): Promise<string> {
  const name = (await readdir(join(folder, data, 'imports'))).find((n) => n.endsWith('-rejects.csv'));
  return readFile(join(folder, data, 'imports', name ?? ''), 'utf8');
}

test('killed again and again and started anew, an import ends as if nothing had happened', async () => {
  const whole = await newApp();
  const unbroken = await (await start(whole, 'whole')).ended;
  expect(unbroken, unbroken.said).toMatchObject({ exit: 0 });

  const broken = await newApp();
  for (let kills = 0; kills < KILLS; kills++) {
    const before = await rowsRead(broken);
    const { child, ended } = await start(broken, 'broken');
    await eventually(async () => child.exitCode !== null || (await rowsRead(broken)) > before, 'progress', 60_000);
    child.kill('SIGKILL');
    expect(await ended).toMatchObject({ exit: null });
    const [run] = await broken.db.query<{ adds: boolean; requests: number; marks: number }>(
      sql`select r.rows_read = r.rows_imported + r.rows_unchanged + r.rows_rejected as adds,
                 (select count(*) from services.request) as requests, (select count(*) from imports.imported_record) as marks
            from imports.run r where r.finished_at is null`,
    );
    // In the middle, and yet everything that counts as taken is there, and nothing else is.
    expect(run?.adds).toBe(true);
    expect(run?.requests).toBe(run?.marks);
    expect(run?.requests).toBeLessThan(INCIDENTS);
  }
  const last = await (await start(broken, 'broken')).ended;
  expect(last, last.said).toMatchObject({ exit: 0 });
  expect(last.said).toContain('Resumed after an interruption');

  const [one, other] = await Promise.all([importedFacts(whole.db), importedFacts(broken.db)]);
  expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  expect(await rejects('broken')).toBe(await rejects('whole'));
  const runs = sql`select r.resumed, r.rows_read, r.rows_imported, r.rows_rejected, r.created from imports.run r`;
  const [counts] = await whole.db.query<{ resumed: number }>(runs);
  expect(await broken.db.query(runs)).toEqual([{ ...counts, resumed: KILLS }]);
});

test('two processes that do the same import get in nobody’s way', async () => {
  const app = await newApp();
  const both = await Promise.all([start(app, 'both'), start(app, 'both')]);
  const ends = await Promise.all(both.map((each) => each.ended));
  const said = ends.map((e) => e.said).join('\n');
  // One gave way to the other, or came when it had finished and found nothing to do.
  expect(ends.filter((e) => e.exit === 0).length, said).toBeGreaterThan(0);
  for (const end of ends)
    expect(end.exit === 0 || end.said.includes('Another process is running the same import')).toBe(true);
  const { resumed } = await app.db.one<{ resumed: number }>(
    sql`select sum(r.resumed)::integer as resumed from imports.run r`,
  );
  expect(resumed).toBe(0);
  expect(await rejects('both')).toBe(await rejects('whole'));
  expect(JSON.stringify(await importedFacts(app.db))).toBe(
    JSON.stringify(await importedFacts((apps[0] as TestApp).db)),
  );
});
