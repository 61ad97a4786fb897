// `npm start`: everything, from an empty clone to a system that answers. `npm start -- --timings` shows what took how long.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startPostgres } from '../libs/embedded/postgres.mjs';
import { codeOf, OperatorError } from '../libs/embedded/process.mjs';
import { freePort } from '../libs/embedded/server.mjs';
import { build } from './build.mjs';
import { checkNode, ensureInstalled } from './install.mjs';
import { restartBudget, runChild } from './lib/children.mjs';
import { command, endCommands } from './lib/command.mjs';
import { forgetPrepared, isPrepared, notePrepared, signIns } from './lib/database-state.mjs';
import { DATA, ensureDataFolder, loadSecret } from './lib/paths.mjs';
import { report, withProgress } from './lib/progress.mjs';
import { claimDataFolder, leaveNote } from './lib/runtime.mjs';

const say = (/** @type {string} */ text) => void process.stderr.write(`${text}\n`);

/** What has to be undone at the end, last thing first. @type {(() => void | Promise<void>)[]} */
const undo = [];
/** @type {import('./lib/children.mjs').Child[]} */
const children = [];
let stoppingSince = 0;

/** Ends the start where it is once somebody has asked to stop. */
function goOn() {
  if (stoppingSince > 0) throw new Error('stopping');
}

/** @param {number} code */
async function shutdown(code) {
  stoppingSince ||= Date.now();
  endCommands();
  for (let step = undo.pop(); step; step = undo.pop()) {
    try {
      await step();
    } catch (error) {
      report(error);
    }
  }
  process.exit(code);
}

/** npm passes on the Ctrl-C that the terminal has given us already: only a later one means impatience. */
function onSignal() {
  if (stoppingSince === 0) {
    say('\nStopping');
    void shutdown(0);
  } else if (Date.now() - stoppingSince > 1_500) {
    for (const child of children) child.kill();
  }
}

/** @param {string} name @param {number} fallback */
function portFrom(name, fallback) {
  const text = process.env[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new OperatorError(`${name}=${text} is not a port. Give a number from 1 to 65535, for instance ${name}=4010.`);
}

/** @param {string} name @param {number} port */
async function checkPort(name, port) {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    const code = await new Promise((resolve) => {
      const server = createServer();
      server.on('error', (error) => resolve(codeOf(error)));
      server.listen({ port, host }, () => server.close(() => resolve('')));
    });
    if (code === 'EADDRINUSE') {
      throw new OperatorError(
        `Port ${port} is used by another program. Choose another one:\n  ${name}=${port + 10} npm start`,
      );
    }
    if (code === 'EACCES')
      throw new OperatorError(`This user may not use port ${port}. Choose one above 1024:\n  ${name}=4010 npm start`);
  }
}

/** @returns {Promise<string>} the address of the database */
async function database() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const log = join(DATA, 'logs', 'postgres.log');
  const start = (/** @type {number | undefined} */ port) =>
    withProgress('Starting the database', (tell) =>
      startPostgres({
        dataDir: join(DATA, 'postgres'),
        durable: true,
        database: 'meridian',
        log,
        port,
        onProgress: tell,
      }),
    );
  const first = start(undefined);
  // whoever is stopped while the database starts still ends it
  undo.push(async () => (await first.catch(() => undefined))?.stop());
  let server = await first;
  if (server.adopted) say('Found the database still running, and took it over');
  const budget = restartBudget();
  let mending = false;
  const mend = async () => {
    say(`The database ended unexpectedly; its log: ${log}`);
    if (budget.next() === undefined) throw new OperatorError('The database keeps ending; giving up.');
    await server.stop();
    server = await start(server.port);
    say('The database is running again');
  };
  const guard = setInterval(() => {
    if (stoppingSince > 0 || mending || server.isAlive()) return;
    mending = true;
    mend()
      .catch((error) => {
        report(error);
        void shutdown(1);
      })
      .finally(() => (mending = false));
  }, 500);
  undo.push(async () => {
    clearInterval(guard);
    await server.stop();
  });
  return server.url;
}

/** What took how long, for `--timings`. @type {[string, number][]} */
const timings = [];

/** @template T @param {string} what @param {() => Promise<T>} work @returns {Promise<T>} */
async function timed(what, work) {
  const begun = Date.now();
  const result = await work();
  timings.push([what, Date.now() - begun]);
  return result;
}

/** @param {Record<string, number>} api @param {Record<string, number>} worker */
function showTimings(api, worker) {
  const parts = (/** @type {Record<string, number>} */ phases) =>
    Object.entries(phases)
      .map(([name, ms]) => `${name} ${ms}`)
      .join(', ');
  const lines = timings.map(([what, ms]) => `  ${what.padEnd(28)} ${String(ms).padStart(6)} ms`);
  process.stdout.write(
    `\nTimings\n${lines.join('\n')}\n  of the API    (ms): ${parts(api)}\n  of the worker (ms): ${parts(worker)}\n`,
  );
}

async function start() {
  const begun = Date.now();
  checkNode();
  const port = portFrom('PORT', 4000);
  ensureDataFolder();
  undo.push(claimDataFolder());
  await checkPort('PORT', port);
  if (process.env.WORKER_PORT) await checkPort('WORKER_PORT', portFrom('WORKER_PORT', 0));
  await timed('packages', ensureInstalled);
  goOn();
  // The database starts while the code is compiled.
  const [databaseUrl] = await Promise.all([timed('database', database), timed('build', () => build({ quiet: true }))]);
  goOn();
  const workerPort = portFrom('WORKER_PORT', await freePort());
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    WORKER_PORT: String(workerPort),
    MERIDIAN_SECRET: loadSecret(),
    MERIDIAN_DATA: DATA,
    NODE_ENV: 'production',
    EXPLORER: process.env.EXPLORER || 'demo',
    // From Node 22.1 on: compiled code is kept for the next start. Older versions ignore it.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(DATA, 'compile-cache'),
  };
  if (!(await timed('is it prepared?', () => isPrepared(databaseUrl)))) {
    forgetPrepared();
    await timed('migrations and demo data', () => command('Preparing the database', ['prepare'], env));
    notePrepared();
  }
  goOn();

  for (const [name, at] of /** @type {const} */ ([
    ['api', port],
    ['worker', workerPort],
  ])) {
    children.push(runChild({ name, port: at, env, say, onGivenUp: () => void shutdown(1) }));
  }
  undo.push(async () => void (await Promise.all(children.map((child) => child.stop()))));
  const reading = timed('sign-ins', () => signIns(databaseUrl));
  reading.catch(() => undefined);
  await timed('API and worker', () =>
    withProgress('Starting', () => Promise.all(children.map((child) => child.ready()))),
  );
  goOn();
  undo.push(leaveNote({ port, workerPort, databaseUrl, redisUrl: process.env.REDIS_URL || null }));

  const accounts = await reading;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  process.stdout.write(
    `\nMeridian is running (started in ${seconds} s)\n\n  Explorer  http://localhost:${port}/graphql\n  Data      ${DATA}\n\n${accounts.trimEnd()}\n\nStop it with Ctrl-C.\n`,
  );
  if (process.argv.includes('--timings')) {
    const [api = {}, worker = {}] = children.map((child) => child.phases());
    showTimings(api, worker);
  }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, onSignal);
// a terminal that was closed takes no more output
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

start().catch((error) => {
  if (stoppingSince > 0) return;
  report(error);
  void shutdown(1);
});
