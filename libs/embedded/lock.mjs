// A lock between processes: a file that names its holder. A holder that died loses it.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { codeOf, delay, isRunning, OperatorError, thisProcess } from './process.mjs';

const UNSIGNED_MS = 5_000;

/** @param {string} path @returns {(import('./process.mjs').Holder & { token?: string }) | undefined} */
function holderOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function ageOf(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

/** @param {string} path */
function isStale(path) {
  const holder = holderOf(path);
  return holder ? !isRunning(holder) : ageOf(path) > UNSIGNED_MS;
}

/** Removes the lock of a dead holder. A second file makes sure that of many waiting only one does it, and only once.
 * @param {string} path */
function removeStale(path) {
  if (!isStale(path)) return;
  const guard = `${path}.steal`;
  try {
    writeFileSync(guard, '', { flag: 'wx' });
  } catch {
    if (ageOf(guard) > 2 * UNSIGNED_MS) rmSync(guard, { force: true });
    return;
  }
  try {
    if (isStale(path)) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Takes the lock if nobody alive holds it.
 * @param {string} path
 * @returns {{ release: () => void } | { holder: number }} */
export function tryLock(path) {
  const mine = { ...thisProcess(), token: randomUUID() };
  mkdirSync(dirname(path), { recursive: true });
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, JSON.stringify(mine), { flag: 'wx', mode: 0o644 });
      return {
        release: () => {
          if (holderOf(path)?.token === mine.token) rmSync(path, { force: true });
        },
      };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      removeStale(path);
    }
  }
  return { holder: holderOf(path)?.pid ?? 0 };
}

/** Runs the work while holding the lock, waiting for its turn.
 * @template T
 * @param {string} path
 * @param {() => T | Promise<T>} work
 * @param {{ timeoutMs?: number, onWait?: (holder: number) => void }} [options]
 * @returns {Promise<T>} */
export async function withLock(path, work, { timeoutMs = 300_000, onWait } = {}) {
  const end = Date.now() + timeoutMs;
  let told = false;
  for (;;) {
    const lock = tryLock(path);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) onWait?.(lock.holder);
    told = true;
    if (Date.now() > end) {
      throw new OperatorError(`Process ${lock.holder} has held ${path} for too long. End it, or remove the file.`);
    }
    await delay(25);
  }
}
