// What `npm start` wants to know of a database, asked directly: loading the application for it takes longer than all else.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA, DIST, ROOT } from './paths.mjs';

const NOTE = join(DATA, 'prepared');

/** The queue's tables come with its package, not with our migrations. */
const queueVersion = () => JSON.parse(readFileSync(join(ROOT, 'node_modules/bullmq/package.json'), 'utf8')).version;

/** @template T @param {string} url @param {(client: import('pg').Client) => Promise<T>} work @returns {Promise<T>} */
async function connected(url, work) {
  // Not at the top: when this file is loaded in a fresh clone, there are no packages yet.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, application_name: 'meridian-start' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Is it migrated and filled already? Only of our own database; what another one is for, `prepare` finds out.
 * @param {string} url @returns {Promise<boolean>} */
export async function isPrepared(url) {
  if (process.env.DATABASE_URL || !existsSync(NOTE) || readFileSync(NOTE, 'utf8') !== queueVersion()) return false;
  return connected(url, async (client) => {
    const { rows } = await client.query('select name from platform.migration');
    const applied = new Set(rows.map(({ name }) => name));
    const wanted = readdirSync(join(ROOT, 'migrations')).filter((name) => name.endsWith('.sql'));
    return wanted.every((name) => applied.has(name.replace(/\.sql$/, '')));
  });
}

/** Another start need not prepare it again. */
export const notePrepared = () => writeFileSync(NOTE, queueVersion());
export const forgetPrepared = () => rmSync(NOTE, { force: true });

/** The sign-ins to show: those of the demo that are open, or how to make the first one.
 * @param {string} url @returns {Promise<string>} */
export async function signIns(url) {
  const { demoAccountsText } = await import(join(DIST, 'src/demo/accounts.js'));
  return connected(url, async (client) => {
    const { rows } = await client.query('select email from identity.employee where active');
    return demoAccountsText(rows.map(({ email }) => email));
  });
}
