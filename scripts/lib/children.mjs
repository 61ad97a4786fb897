// Runs the API and the worker, watches over them and ends them.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { OperatorError, probe } from '../../libs/embedded/process.mjs';
import { follow, lastLines, rotate, sizeOf, startupPhases } from './logs.mjs';
import { DATA, main, NODE_FLAGS, ROOT } from './paths.mjs';

const READY_MS = 90_000;
const STOP_MS = 10_000;
const MINUTE = 60_000;
const MOST_RESTARTS = 5;

/** Gives up after five restarts in a minute. */
export function restartBudget() {
  /** @type {number[]} */
  let times = [];
  return {
    /** @returns {number | undefined} how long to wait before the next one; undefined when it is enough */
    next() {
      const now = Date.now();
      times = [...times.filter((time) => now - time < MINUTE), now];
      return times.length > MOST_RESTARTS ? undefined : 250 * 2 ** times.length;
    },
  };
}

/** @typedef {{ name: 'api' | 'worker', port: number, env: NodeJS.ProcessEnv, say: (text: string) => void, onGivenUp: () => void }} Options */
/** @typedef {{ ready: () => Promise<void>, phases: () => Record<string, number>, stop: () => Promise<void>, kill: () => void }} Child */

/** @param {number} port */
async function isReady(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** @param {Options} options @returns {Child} */
export function runChild({ name, port, env, say, onGivenUp }) {
  const log = join(DATA, 'logs', `${name}.log`);
  rotate(log);
  const tail = follow(log, (text) => say(`${name}: ${text}`));
  const budget = restartBudget();
  let stopping = false;
  let wasReady = false;
  /** @type {string | undefined} */
  let failed;
  /** @type {NodeJS.Timeout | undefined} */
  let again;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;

  let from = 0;
  const launch = () => {
    from = sizeOf(log);
    // Its own group: the terminal's Ctrl-C is ours to pass on, in the right order. An open pipe tells it that we live.
    const current = spawn(process.execPath, [...NODE_FLAGS, main(name)], {
      cwd: ROOT,
      env: { ...env, MERIDIAN_PARENT_PIPE: '1' },
      stdio: ['pipe', tail.fd, tail.fd],
      detached: true,
    });
    child = current;
    current.stdin?.on('error', () => undefined);
    let over = false;
    const ended = (/** @type {string} */ how) => {
      if (over) return;
      over = true;
      child = undefined;
      if (stopping) return;
      if (!wasReady) {
        failed = how;
        return;
      }
      say(`${name} ended unexpectedly (${how}). Its last words:\n${lastLines(log, from)}`);
      const wait = budget.next();
      if (wait === undefined) {
        say(`${name} keeps ending; giving up. The whole log: ${log}`);
        onGivenUp();
        return;
      }
      say(`${name} is started again in ${wait / 1000} s`);
      again = setTimeout(launch, wait);
    };
    current.on('error', (error) => ended(error.message));
    current.on('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
  };
  launch();

  return {
    async ready() {
      const answer = await probe(() => stopping || failed !== undefined || isReady(port), READY_MS, 50);
      if (stopping) return;
      if (failed === undefined && answer) {
        wasReady = true;
        return;
      }
      const how =
        failed === undefined ? `is not ready after ${READY_MS / 1000} seconds` : `ended while starting (${failed})`;
      throw new OperatorError(`The ${name} ${how}. Its last words:\n${lastLines(log, from)}\n(whole log: ${log})`);
    },
    phases: () => startupPhases(log, from),
    async stop() {
      stopping = true;
      clearTimeout(again);
      const current = child;
      if (current) {
        current.kill('SIGTERM');
        if (!(await probe(() => child === undefined, STOP_MS))) {
          say(`${name} does not stop by itself; ending it`);
          current.kill('SIGKILL');
          await probe(() => child === undefined, STOP_MS);
        }
      }
      tail.stop();
    },
    kill() {
      child?.kill('SIGKILL');
    },
  };
}
