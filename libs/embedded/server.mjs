// The server process: found running, launched, watched until it answers, and ended.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { explain, openDataDir, serverEnv } from './cluster.mjs';
import { isAlive, OperatorError, probe } from './process.mjs';

/** @typedef {{ pid: number, port: number, status: string }} Running */

const RECOVERY_MS = 300_000;
const LOG_KEPT = 5 * 1024 * 1024;

const COMMON = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  lc_messages: 'C',
};
const DURABLE = { shared_buffers: '256MB', max_wal_size: '2GB' };
const FLEETING = {
  shared_buffers: '128MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** @returns {Promise<number>} a port that was free a moment ago */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(/** @type {import('node:net').AddressInfo} */ (address).port));
    });
  });
}

/** The server's own note on itself. @param {string} dataDir @returns {Running | undefined} */
function pidFile(dataDir) {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

/** Is this process a PostgreSQL at work in this folder, and not one that was given a dead server's number?
 * @param {number} pid @param {string} dataDir */
function servesFolder(pid, dataDir) {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return false;
      const [at, ours] = [statSync(`/proc/${pid}/cwd`), statSync(dataDir)];
      // until it has moved into its folder it is still where it was launched
      return (at.ino === ours.ino && at.dev === ours.dev) || readlinkSync(`/proc/${pid}/cwd`) === '/';
    } catch {
      return false;
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.includes('postgres') && stdout.includes(dataDir);
}

/** Does a PostgreSQL at this port take connections? It asks for a password when it does.
 * @param {number} port @returns {Promise<boolean>} */
export function answers(port) {
  const body = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  head.writeInt32BE(196_608, 4);
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (/** @type {boolean} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2_000, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
    socket.on('data', (data) => end(data[0] === 0x52));
    socket.write(Buffer.concat([head, body]));
  });
}

/** The server that is running on this folder, once it is ready; one that is about to stop is waited for.
 * @param {string} dataDir @returns {Promise<Running | undefined>} */
export async function findRunning(dataDir) {
  const first = pidFile(dataDir);
  if (!first || !servesFolder(first.pid, dataDir)) return undefined;
  const outcome = await probe(async () => {
    const now = pidFile(dataDir);
    if (!now || !servesFolder(now.pid, dataDir)) return 'gone';
    return now.status === 'ready' && (await answers(now.port)) ? now : undefined;
  }, RECOVERY_MS);
  if (outcome) return outcome === 'gone' ? undefined : outcome;
  throw new OperatorError(
    `A PostgreSQL is running in ${dataDir} (process ${first.pid}) but does not answer. End it and start again.`,
  );
}

/** A crash leaves the number of the dead server behind. PostgreSQL copes, unless somebody else has that number by now:
 * then it is told ours, which it knows for its parent's, and still checks that no memory of the old one is in use.
 * @param {string} dataDir */
function clearStalePid(dataDir) {
  const path = join(dataDir, 'postmaster.pid');
  const stale = pidFile(dataDir);
  if (!stale) return;
  if (!Number.isInteger(stale.pid) || stale.pid <= 0) rmSync(path, { force: true });
  else if (isAlive(stale.pid)) writeFileSync(path, readFileSync(path, 'utf8').replace(/^\d+/, String(process.pid)));
}

/** @param {string} log @returns {number} */
function sizeOf(log) {
  return existsSync(log) ? statSync(log).size : 0;
}

/** Keeps the end of a log that has grown too long. @param {string} log */
function shortenLog(log) {
  if (sizeOf(log) > LOG_KEPT) writeFileSync(log, readFileSync(log).subarray(-LOG_KEPT / 10));
}

/** @typedef {{ dataDir: string, native: string, account: import('./binaries.mjs').Account, durable: boolean, log: string, settings?: Record<string, string> }} Launch */

/** One attempt on one port.
 * @param {Launch} launch @param {number} port
 * @returns {Promise<Running | { failed: string }>} */
async function launchOn({ dataDir, native, account, durable, log, settings }, port) {
  const from = sizeOf(log);
  const said = () => readFileSync(log).subarray(from).toString('utf8').trim();
  const handle = openDataDir(dataDir, account);
  const out = openSync(log, 'a', 0o600);
  const args = ['-D', handle.arg, '-p', String(port)];
  for (const [name, value] of Object.entries({ ...COMMON, ...(durable ? DURABLE : FLEETING), ...settings })) {
    args.push('-c', `${name}=${value}`);
  }
  // A session of its own: Ctrl-C at the terminal is for the script, which ends the server last.
  const child = spawn(join(native, 'bin', 'postgres'), args, {
    ...account,
    cwd: '/',
    env: serverEnv(),
    detached: true,
    stdio: ['ignore', out, out, handle.fd ?? 'ignore'],
  });
  handle.close();
  closeSync(out);
  let ended = '';
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended ||= signal ? `ended by ${signal}` : `exit code ${code}`));
  child.unref();
  const running = await probe(async () => {
    if (ended) return { failed: said() || ended };
    const now = pidFile(dataDir);
    return now?.pid === child.pid && now?.status === 'ready' && (await answers(port)) ? now : undefined;
  }, RECOVERY_MS);
  if (running) return running;
  child.kill('SIGKILL');
  return { failed: `It did not answer within ${RECOVERY_MS / 1000} seconds.\n${said()}` };
}

/** @param {Launch & { port?: number }} launch @returns {Promise<Running>} */
export async function launchServer(launch) {
  shortenLog(launch.log);
  clearStalePid(launch.dataDir);
  const giveUp = Date.now() + 15_000;
  for (let attempt = 1; ; attempt++) {
    const port = launch.port ?? (await freePort());
    const outcome = await launchOn(launch, port);
    if ('pid' in outcome) return outcome;
    const portTaken = /Address already in use/i.test(outcome.failed);
    // the last processes of a killed server need a moment to notice
    const ghosts = /pre-existing shared memory block|lock file ".*" already exists/i.test(outcome.failed);
    if (ghosts && Date.now() < giveUp) {
      await probe(() => false, 200);
      continue;
    }
    if (portTaken && !launch.port && attempt < 8) continue;
    const reason = portTaken ? `Port ${port} is taken by another program; choose another.` : explain(outcome.failed);
    const tail = outcome.failed.split('\n').slice(-15).join('\n');
    throw new OperatorError(
      `PostgreSQL did not start in ${launch.dataDir}. ${reason}\n${tail}\n(whole log: ${launch.log})`,
    );
  }
}

/** @param {string} dataDir @returns {number | undefined} the process of the server that is at work there */
export function runningPid(dataDir) {
  const noted = pidFile(dataDir);
  return noted && servesFolder(noted.pid, dataDir) ? noted.pid : undefined;
}

/** Politely, then firmly, then by force.
 * @param {number} pid @param {'SIGINT' | 'SIGQUIT'} [first] */
export async function endServer(pid, first = 'SIGINT') {
  /** @type {[NodeJS.Signals, number][]} */
  const steps = [
    ['SIGINT', 8_000],
    ['SIGQUIT', 4_000],
    ['SIGKILL', 4_000],
  ];
  for (const [signal, patience] of first === 'SIGINT' ? steps : steps.slice(1)) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await probe(() => !isAlive(pid), patience)) return;
  }
}
