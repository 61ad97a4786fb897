// A PostgreSQL for the length of a test run, in a temporary folder; nothing of it survives the run, not even a killed one.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from './postgres.mjs';
import { isRunning, thisProcess } from './process.mjs';
import { endServer, runningPid } from './server.mjs';

const PREFIX = 'meridian-test-';
const OWNER = 'owner.json';
const UNSIGNED_MS = 60_000;

/** @param {string} folder */
export async function removeServerFolder(folder) {
  const pid = runningPid(join(folder, 'postgres'));
  if (pid) await endServer(pid, 'SIGQUIT');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** @param {string} folder */
function isAbandoned(folder) {
  const { uid, mtimeMs } = statSync(folder);
  if (uid !== process.getuid?.()) return false;
  try {
    return !isRunning(JSON.parse(readFileSync(join(folder, OWNER), 'utf8')));
  } catch {
    return Date.now() - mtimeMs > UNSIGNED_MS;
  }
}

/** What earlier runs left whose watchdog was killed as well. */
export async function sweepTestServers() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      if (isAbandoned(folder)) await removeServerFolder(folder);
    } catch {
      // somebody else is sweeping it
    }
  }
}

/** @returns {Promise<{ url: string, folder: string, stop: () => Promise<void> }>} */
export async function startTestServer() {
  await sweepTestServers();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, OWNER), JSON.stringify(thisProcess()));
  const watchdog = spawn(process.execPath, [fileURLToPath(new URL('./watchdog.mjs', import.meta.url)), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  /** @type {import('node:net').Socket} */ (watchdog.stdin).unref();
  watchdog.stdin.on('error', () => undefined);
  try {
    const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
    return {
      url: server.url,
      folder,
      stop: async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
        watchdog.stdin.end();
      },
    };
  } catch (error) {
    watchdog.stdin.end();
    throw error;
  }
}
