// `npm run cli -- <command>`: the product's command line, on the running instance's database or, if none runs, on its own.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../libs/embedded/postgres.mjs';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { command, endCommands } from './lib/command.mjs';
import { DATA, ensureDataFolder, loadSecret, main } from './lib/paths.mjs';
import { report } from './lib/progress.mjs';
import { runningInstance } from './lib/runtime.mjs';

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
/** @type {NodeJS.Signals | undefined} */
let interrupted;

/** @param {NodeJS.Signals} signal */
function onSignal(signal) {
  interrupted ??= signal;
  endCommands();
  // a terminal gives its Ctrl-C to the command itself
  if (signal !== 'SIGINT' || !process.stdin.isTTY) child?.kill(signal);
}

/** @returns {Promise<{ env: NodeJS.ProcessEnv, release: () => Promise<void> }>} */
async function environment() {
  const base = { ...process.env, MERIDIAN_DATA: DATA, NODE_ENV: process.env.NODE_ENV ?? 'production' };
  const none = async () => undefined;
  ensureDataFolder();
  const secret = { MERIDIAN_SECRET: loadSecret() };
  if (process.env.DATABASE_URL) return { env: { ...base, ...secret }, release: none };
  const instance = runningInstance();
  if (instance) {
    const redis = process.env.REDIS_URL ?? instance.redisUrl;
    const env = { ...base, ...secret, DATABASE_URL: instance.databaseUrl, ...(redis ? { REDIS_URL: redis } : {}) };
    return { env, release: none };
  }
  const server = await startPostgres({
    dataDir: join(DATA, 'postgres'),
    durable: true,
    database: 'meridian',
    log: join(DATA, 'logs', 'postgres.log'),
  });
  const env = { ...base, ...secret, DATABASE_URL: server.url };
  try {
    await command('Preparing the database', ['migrate'], env);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { env, release: () => server.stop() };
}

/** npm runs scripts in the project's folder; paths in the arguments mean the folder of whoever called. */
const callersFolder = () => (process.env.npm_lifecycle_event && process.env.INIT_CWD) || process.cwd();

/** @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function run(args, env) {
  return new Promise((resolve, reject) => {
    child = spawn(process.execPath, ['--enable-source-maps', main('cli'), ...args], {
      cwd: callersFolder(),
      env,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, onSignal);

try {
  await ensureInstalled();
  await build({ quiet: true });
  const { needsDatabase } = await import('../dist/src/app/cli/index.js');
  const { env, release } = needsDatabase(process.argv.slice(2))
    ? await environment()
    : { env: process.env, release: async () => undefined };
  try {
    process.exitCode = interrupted ? 128 + constants.signals[interrupted] : await run(process.argv.slice(2), env);
  } finally {
    await release();
  }
} catch (error) {
  report(error);
  process.exitCode = 1;
}
