// Runs programs for .ci/run: in groups of their own, so that nothing of them is left behind.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { delay } from '../libs/embedded/process.mjs';
import { sweepTestServers } from '../libs/embedded/test-server.mjs';
import { guardGroup } from './lib/group-guard.mjs';
import { ROOT } from './lib/paths.mjs';

/** A step that cannot run here; the message says why. */
export class Skipped extends Error {}

/** @type {Set<number>} process groups that run */
const groups = new Set();

let heardAt = Date.now();

/** How long no program has said or finished anything. */
export const silentMs = () => Date.now() - heardAt;

/** @param {number} pid @param {NodeJS.Signals} signal */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody left
  }
}

/** Whether what still runs has been asked to end: a leader that is gone may then leave others of its group behind it that
 * still end groups of their own (`npm test` ends Vitest, Vitest its PostgreSQL). */
let ending = false;

/** Ends whatever still runs: first politely, since only the programs themselves know the groups below them.
 * @param {number} [patienceMs] */
export async function endAll(patienceMs = 15_000) {
  ending = true;
  for (const pid of groups) signalGroup(pid, 'SIGINT');
  const left = () => [...groups].some(groupRuns);
  for (const end = Date.now() + patienceMs; left() && Date.now() < end;) await delay(50);
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
  // Servers of test runs that did not get as far as ending them.
  await sweepTestServers();
}

/** @param {number} pid */
function groupRuns(pid) {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Neither the databases nor the port of whoever runs this.
 * @param {NodeJS.ProcessEnv} [more] @returns {NodeJS.ProcessEnv} */
export function cleanEnv(more = {}) {
  const env = { ...process.env, CI: '1', npm_config_update_notifier: 'false' };
  for (const name of [
    'DATABASE_URL',
    'REDIS_URL',
    'PORT',
    'WORKER_PORT',
    'MERIDIAN_DATA',
    'MERIDIAN_SECRET',
    'NODE_ENV',
    'TZ',
  ])
    delete env[name];
  return { ...env, ...more };
}

/** @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} [options]
 * @param {{ sweep?: boolean }} [how] whether what it leaves behind is ended with it */
export function launch(command, args, options = {}, { sweep = true } = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: cleanEnv(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...options,
  });
  // What it says is the proof that it goes on.
  heardAt = Date.now();
  child.stdout?.on('data', () => (heardAt = Date.now()));
  child.stderr?.on('data', () => (heardAt = Date.now()));
  if (!options.stdio) {
    child.stdout?.pipe(process.stdout, { end: false });
    child.stderr?.pipe(process.stderr, { end: false });
  }
  const { pid } = child;
  if (pid) {
    groups.add(pid);
    const dismiss = guardGroup(pid);
    child.on('exit', () => {
      if (!sweep || ending) return;
      signalGroup(pid, 'SIGKILL');
      groups.delete(pid);
      dismiss();
    });
  }
  return child;
}

/** Runs it to its end. @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} the exit code */
export function exitCodeOf(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = launch(command, args, options);
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Counts as one check. @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<void>} */
export async function program(command, args, options) {
  const code = await exitCodeOf(command, args, options);
  if (code !== 0) throw new Error(`ended with exit code ${code}`);
}

/** What Vitest's JSON report says of one file.
 * @typedef {{ name: string, status: string, message: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }} FileReport */

/** What failed, a line each: the file, the test and the first line of its error.
 * @param {FileReport[]} files @returns {string[]} */
export function failuresIn(files) {
  const firstLine = (/** @type {string | undefined} */ text) => (text ?? '').trim().split('\n')[0]?.slice(0, 300) ?? '';
  return files
    .filter((file) => file.status === 'failed')
    .flatMap((file) => {
      const path = file.name.replace(`${ROOT}/`, '');
      const failed = file.assertionResults.filter((test) => test.status === 'failed');
      // A file that could not even be loaded has no tests to count.
      if (failed.length === 0) return [`${path}: ${firstLine(file.message)}`];
      return failed.map((test) => `${path} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
    });
}

/** Runs tests and counts them one by one.
 * @param {string} scratch @param {string} name @param {string[]} filters @param {NodeJS.ProcessEnv} env @param {{ script?: boolean }} [how]
 * @returns {Promise<{ passed: number, failed: number, failures: string[] }>} */
export async function vitest(scratch, name, filters, env, { script = false } = {}) {
  const report = join(scratch, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // As anybody runs them the first time; later only Vitest itself, since all is installed and built.
  const [command, first] = script
    ? ['npm', ['test', '--', ...reporters]]
    : [process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...filters, ...reporters]];
  const code = await exitCodeOf(command, first, { env: cleanEnv(env) });
  if (!existsSync(report)) throw new Error(`ended with exit code ${code} and without a report`);
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const failures = failuresIn(testResults);
  const failed = Math.max(numFailedTests, failures.length);
  if (failed === 0 && code !== 0)
    return { passed: numPassedTests, failed: 1, failures: [`ended with exit code ${code}`] };
  return { passed: numPassedTests, failed, failures };
}
