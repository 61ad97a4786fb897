// Where things are, whatever folder the command was called from.
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf, OperatorError } from '../../libs/embedded/process.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/(.)\/$/, '$1');
export const DIST = join(ROOT, 'dist');

/** The folder of everything this installation keeps: database, logs, secret. */
export const DATA = process.env.MERIDIAN_DATA ? resolve(process.env.MERIDIAN_DATA) : join(ROOT, '.meridian');

/** Where the processes are started from: their compiled files and packages, joined into a few. */
export const BUNDLE = join(DIST, 'bundle');
export const ENTRIES = ['main.api', 'main.worker', 'main.cli'];
export const main = (/** @type {'api' | 'worker' | 'cli'} */ name) => join(BUNDLE, `main.${name}.js`);

/**
 * Long-lived objects are few, short-lived ones many: a larger nursery halves the work of the garbage collector. What
 * V8 puts straight into the old space keeps the rows of operations long past alive: with lists a quarter of the time.
 */
export const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=128', '--no-allocation-site-pretenuring'];

/** Makes the data folder, or says what is wrong with it. */
export function ensureDataFolder() {
  try {
    mkdirSync(join(DATA, 'logs'), { recursive: true, mode: 0o755 });
    const trial = join(DATA, `.trial-${process.pid}`);
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (cause) {
    throw new OperatorError(
      `The data folder ${DATA} cannot be written to (${codeOf(cause)}). Make it writable for this user, or choose another: MERIDIAN_DATA=/another/folder npm start`,
      { cause },
    );
  }
}

/** The secret that signs sessions: given, or made once and kept. @returns {string} */
export function loadSecret() {
  if (process.env.MERIDIAN_SECRET) return process.env.MERIDIAN_SECRET;
  const path = join(DATA, 'secret');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const secret = readFileSync(path, 'utf8').trim();
      if (secret) return secret;
      rmSync(path);
    } catch (cause) {
      if (codeOf(cause) !== 'ENOENT')
        throw new OperatorError(`The secret in ${path} cannot be read by this user.`, { cause });
    }
    // Written aside and linked into place: of two that start at once both get the same one, and never half of it.
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') writeFileSync(path, readFileSync(draft), { mode: 0o600, flag: 'wx' });
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return readFileSync(path, 'utf8').trim();
}
