// The note a running instance leaves, by which other commands find its database.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from '../../libs/embedded/lock.mjs';
import { isRunning, OperatorError, thisProcess } from '../../libs/embedded/process.mjs';
import { DATA } from './paths.mjs';

/** @typedef {{ pid: number, identity: string, port: number, workerPort: number, databaseUrl: string, redisUrl: string | null, startedAt: string }} Runtime */

const NOTE = join(DATA, 'runtime.json');

/** @returns {Runtime | undefined} the instance running on this data folder */
export function runningInstance() {
  try {
    /** @type {Runtime} */
    const runtime = JSON.parse(readFileSync(NOTE, 'utf8'));
    return isRunning(runtime) ? runtime : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Omit<Runtime, 'pid' | 'identity' | 'startedAt'>} runtime @returns {() => void} removes it */
export function leaveNote(runtime) {
  const draft = `${NOTE}.${process.pid}`;
  writeFileSync(
    draft,
    `${JSON.stringify({ ...thisProcess(), ...runtime, startedAt: new Date().toISOString() }, null, 2)}\n`,
    {
      mode: 0o600,
    },
  );
  renameSync(draft, NOTE);
  return () => rmSync(NOTE, { force: true });
}

/** One instance per data folder; that of a dead process is taken over. @returns {() => void} gives it up */
export function claimDataFolder() {
  const lock = tryLock(join(DATA, 'start.lock'));
  if ('release' in lock) return lock.release;
  const instance = runningInstance();
  const where = instance ? ` at http://localhost:${instance.port}` : '';
  throw new OperatorError(
    `Meridian is already running on this data${where} (process ${lock.holder}). Stop that one with Ctrl-C, or start another beside it:\n  MERIDIAN_DATA=.meridian/second PORT=4010 npm start`,
  );
}
