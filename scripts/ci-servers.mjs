// Servers that .ci/run starts for itself: Redis and PostgreSQL 15, from the machine or from its package manager.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { probe } from '../libs/embedded/process.mjs';
import { freePort } from '../libs/embedded/server.mjs';
import { cleanEnv, launch, signalGroup, Skipped } from './ci-programs.mjs';

const POSTGRES = '/usr/lib/postgresql/15/bin';
const found = (/** @type {string} */ command) =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
const isRoot = process.getuid?.() === 0;

/** @param {string} name @param {() => boolean} isThere */
function need(name, isThere) {
  if (isThere()) return;
  if (!isRoot || !found('apt-get')) throw new Skipped(`${name} is not installed`);
  process.stdout.write(`installing ${name}\n`);
  const env = cleanEnv({ DEBIAN_FRONTEND: 'noninteractive' });
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore', timeout: 180_000 });
  // Packages start their servers by themselves, unless they are told not to.
  const policy = '/usr/sbin/policy-rc.d';
  if (!existsSync(policy)) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  apt('update');
  apt('install', '-y', '--no-install-recommends', name);
  if (!isThere()) throw new Skipped(`${name} is not installed, and apt-get could not get it`);
}

/** @template T @param {import('node:child_process').ChildProcess} child @param {() => boolean} answers @param {() => Promise<T>} use @returns {Promise<T>} */
async function whileRunning(child, answers, use) {
  try {
    const ended = () => child.exitCode !== null || child.signalCode !== null;
    // As long as it lives: .ci/run gives up when nothing happens any more.
    await probe(() => ended() || answers(), Infinity);
    if (ended()) throw new Error('the server ended by itself');
    return await use();
  } finally {
    if (child.pid) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      setTimeout(() => signalGroup(/** @type {number} */ (child.pid), 'SIGKILL'), 5_000).unref();
      if (child.exitCode === null && child.signalCode === null) await gone;
    }
  }
}

/** @template T @param {(url: string) => Promise<T>} use @returns {Promise<T>} */
export async function redis(use) {
  need('redis-server', () => found('redis-server'));
  const port = String(await freePort());
  const server = launch('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });
  const answers = () => spawnSync('redis-cli', ['-p', port, 'ping'], { stdio: 'ignore' }).status === 0;
  return whileRunning(server, answers, () => use(`redis://127.0.0.1:${port}`));
}

/** The account a server runs under: PostgreSQL refuses root. */
function account() {
  if (!isRoot) return {};
  const id = (/** @type {string} */ flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const [uid, gid] = [id('-u'), id('-g')];
  return uid > 0 ? { uid, gid } : { uid: 65_534, gid: 65_534 };
}

/** @template T @param {string} scratch @param {(url: string) => Promise<T>} use @returns {Promise<T>} */
export async function postgres15(scratch, use) {
  need('postgresql-15', () => existsSync(join(POSTGRES, 'initdb')));
  const folder = join(scratch, 'postgres15');
  const data = join(folder, 'data');
  const who = account();
  mkdirSync(folder);
  spawnSync('chmod', ['711', scratch]);
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid);
  const options = { ...who, cwd: folder };
  // Not the plain C: its character classes know ASCII only, and Chinese names could not be searched.
  const made = spawnSync(
    join(POSTGRES, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...options, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = String(await freePort());
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    jit: 'off',
    log_min_messages: 'fatal',
  };
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = launch(join(POSTGRES, 'postgres'), ['-D', data, '-p', port, ...given], {
    ...options,
    stdio: 'ignore',
  });
  const answers = () => spawnSync(join(POSTGRES, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', port]).status === 0;
  return whileRunning(server, answers, () => use(`postgres://postgres@127.0.0.1:${port}/postgres`));
}
