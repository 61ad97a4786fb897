// Ends a group of processes when whoever started it is gone, however that came about: a script that was killed outright
// can end nothing itself. Run as a program it is the guard; imported, it starts one.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { probe } from '../../libs/embedded/process.mjs';

const DISMISSED = 'dismissed';
const POLITE_MS = 10_000;

/** Guards the group until the answer is called; both do nothing on Windows, which has no groups.
 * @param {number} pgid @returns {() => void} */
export function guardGroup(pgid) {
  if (process.platform === 'win32') return () => undefined;
  const guard = spawn(process.execPath, [fileURLToPath(import.meta.url), String(pgid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  /** @type {import('node:net').Socket} */ (guard.stdin).unref();
  return () => guard.stdin.end(DISMISSED);
}

/** @param {number} pgid @param {NodeJS.Signals | 0} signal */
function send(pgid, signal) {
  try {
    process.kill(-pgid, signal);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const pgid = Number(process.argv[2]);
  let said = '';
  process.stdin.setEncoding('utf8').on('data', (text) => (said += text));
  process.stdin.on('error', () => undefined);
  // A Ctrl-C in the terminal is not for the guard: it waits for what becomes of the others.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => undefined);
  await new Promise((done) => process.stdin.on('close', done));
  if (said !== DISMISSED && pgid > 1 && send(pgid, 'SIGTERM')) {
    await probe(() => !send(pgid, 0), POLITE_MS);
    send(pgid, 'SIGKILL');
  }
}
