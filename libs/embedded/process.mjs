// What the scripts need to know about other processes, with nothing but Node.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A failure whose message tells the person at the keyboard what to do: printed without a stack. */
export class OperatorError extends Error {
  /** @param {string} message @param {{ cause?: unknown }} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = 'OperatorError';
  }
}

/** The error code of a failed system call, or ''. @param {unknown} error @returns {string} */
export const codeOf = (error) => String(/** @type {{ code?: unknown }} */ (error)?.code ?? '');

/** @param {number} ms @returns {Promise<void>} */
export const delay = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks again and again until the answer is truthy; undefined when the time is up.
 * @template T
 * @param {() => T | Promise<T>} ask
 * @param {number} timeoutMs
 * @param {number} [everyMs]
 * @returns {Promise<T | undefined>} */
export async function probe(ask, timeoutMs, everyMs = 20) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) return undefined;
    await delay(everyMs);
  }
}

/** State and start time of a process from /proc, where there is one. @param {number} pid */
function procStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], started: fields[19] };
  } catch {
    return undefined;
  }
}

/** True while the process runs; one that has ended but was not yet collected by its parent counts as gone.
 * @param {number} pid @returns {boolean} */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  const state = procStat(pid)?.state;
  return state !== 'Z' && state !== 'X';
}

/** Tells a process from a later one that was given the same number (after a reboot or in a restarted container).
 * @param {number} pid @returns {string} */
export function identityOf(pid) {
  if (process.platform === 'linux') {
    let boot = '';
    try {
      boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    } catch {
      // without it the start time alone has to do
    }
    return `${boot}/${procStat(pid)?.started ?? ''}`;
  }
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

/** @typedef {{ pid: number, identity: string }} Holder */

/** @type {Holder | undefined} */
let self;

/** This process, in the form in which it signs locks. @returns {Holder} */
export function thisProcess() {
  self ??= { pid: process.pid, identity: identityOf(process.pid) };
  return self;
}

/** @param {Partial<Holder> | undefined} holder @returns {boolean} */
export function isRunning(holder) {
  if (!holder?.pid || !isAlive(holder.pid)) return false;
  return !holder.identity || holder.identity === identityOf(holder.pid);
}
