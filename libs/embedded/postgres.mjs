// A real PostgreSQL from the npm package's programs: no installation, no container, no rights needed.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { accountFor, locateBinaries } from './binaries.mjs';
import { passwordOf, prepareCluster } from './cluster.mjs';
import { withLock } from './lock.mjs';
import { codeOf, isAlive, isRunning, OperatorError, thisProcess } from './process.mjs';
import { endServer, findRunning, launchServer } from './server.mjs';

/** Everybody who uses the server of a folder leaves a note; the last one to go puts out the light.
 * @param {string} dataDir */
function usersOf(dataDir) {
  const folder = `${dataDir}.users`;
  const mine = join(folder, randomUUID());
  return {
    enter() {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      writeFileSync(mine, JSON.stringify(thisProcess()));
    },
    /** @returns {boolean} whether somebody else is still there */
    leave() {
      rmSync(mine, { force: true });
      const others = readdirSync(folder).filter((name) => {
        try {
          if (isRunning(JSON.parse(readFileSync(join(folder, name), 'utf8')))) return true;
        } catch {
          // a note that cannot be read is nobody's
        }
        rmSync(join(folder, name), { force: true });
        return false;
      });
      if (others.length === 0) rmSync(folder, { recursive: true, force: true });
      return others.length > 0;
    },
  };
}

/** @param {string} adminUrl @param {string} name */
async function ensureDatabase(adminUrl, name) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // somebody else made it a moment earlier
    if (!['42P04', '23505'].includes(codeOf(error))) throw error;
  } finally {
    await client.end();
  }
}

/** @param {string} dataDir */
function makeParent(dataDir) {
  try {
    mkdirSync(dirname(dataDir), { recursive: true, mode: 0o755 });
    writeFileSync(`${dataDir}.lock.probe`, '');
    rmSync(`${dataDir}.lock.probe`);
  } catch (cause) {
    throw new OperatorError(
      `${dirname(dataDir)} cannot be written to (${codeOf(cause)}). Make it writable, or keep the data elsewhere: MERIDIAN_DATA=/another/folder`,
      { cause },
    );
  }
}

/** Starts PostgreSQL on the folder, or adopts the one that is running there already.
 * @param {import('./postgres.d.mts').StartPostgresOptions} options
 * @returns {Promise<import('./postgres.d.mts').EmbeddedPostgres>} */
export async function startPostgres({ port, durable, database = 'postgres', onProgress, settings, ...rest }) {
  const dataDir = resolve(rest.dataDir);
  const log = rest.log ?? `${dataDir}.log`;
  const lock = `${dataDir}.lock`;
  makeParent(dataDir);
  const users = usersOf(dataDir);
  const { running, adopted } = await withLock(lock, async () => {
    const found = await findRunning(dataDir);
    users.enter();
    if (found) return { running: found, adopted: true };
    try {
      const account = accountFor(dataDir);
      const binaries = locateBinaries(account);
      await prepareCluster({ dataDir, account, binaries, durable, onProgress });
      onProgress?.('Starting the database');
      const launched = await launchServer({ dataDir, native: binaries.native, account, durable, log, port, settings });
      return { running: launched, adopted: false };
    } catch (error) {
      users.leave();
      throw error;
    }
  });

  /** @type {Promise<void> | undefined} */
  let stopping;
  const stop = () =>
    (stopping ??= withLock(lock, async () => {
      if (!users.leave()) await endServer(running.pid);
    }));
  try {
    const base = `postgres://postgres:${encodeURIComponent(passwordOf(dataDir))}@127.0.0.1:${running.port}`;
    if (database !== 'postgres') await ensureDatabase(`${base}/postgres`, database);
    const url = `${base}/${encodeURIComponent(database)}`;
    return { url, port: running.port, pid: running.pid, adopted, isAlive: () => isAlive(running.pid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export { OperatorError } from './process.mjs';
