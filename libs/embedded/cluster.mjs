// The data folder: made in one piece, or opened if it is one of ours.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { canReach } from './binaries.mjs';
import { codeOf, OperatorError } from './process.mjs';

/** @typedef {import('./binaries.mjs').Account} Account */
/** @typedef {import('./binaries.mjs').Binaries} Binaries */

const PASSWORD_FILE = 'meridian-password';
/** First one that the machine knows; the order of text never depends on it, only which characters are letters for the libraries that still ask the C library. */
const CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/** An environment without the PG* variables and the locale of whoever calls. */
export const serverEnv = () => ({ PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' });

/** @typedef {{ arg: string, fd: number | undefined, close: () => void }} Handle */

/** How PostgreSQL is to be told its data folder. An account that may not pass through the folders above it (a clone under
 * a closed home) is handed the folder itself, already opened, as descriptor 3.
 * @param {string} dataDir @param {Account} account @returns {Handle} */
export function openDataDir(dataDir, account) {
  if (canReach(dataDir, account)) return { arg: dataDir, fd: undefined, close: () => undefined };
  if (!existsSync('/proc/self/fd')) {
    throw new OperatorError(
      `PostgreSQL does not run as root, and the user it runs as cannot pass through ${dirname(dataDir)}. Start as an ordinary user, or keep the data where everybody may pass: MERIDIAN_DATA=/var/lib/meridian`,
    );
  }
  const fd = openSync(dataDir, 'r');
  return { arg: '/proc/self/fd/3', fd, close: () => closeSync(fd) };
}

/** @param {Binaries} binaries @param {string[]} args @param {Account} account @param {(number | undefined)[]} fds
 * @returns {Promise<{ code: number | null, output: string }>} */
function run(binaries, args, account, fds) {
  return new Promise((resolve, reject) => {
    const child = spawn(join(binaries.native, 'bin', 'initdb'), args, {
      ...account,
      cwd: '/',
      env: serverEnv(),
      stdio: ['ignore', 'pipe', 'pipe', ...fds.map((fd) => fd ?? /** @type {const} */ ('ignore'))],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** @param {string} path @param {Account} account */
function give(path, account) {
  if (account) chownSync(path, account.uid, account.gid);
}

/** @param {string} path @param {{ uid: number, gid: number }} account */
function giveAll(path, account) {
  lchownSync(path, account.uid, account.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) giveAll(inner, account);
    else lchownSync(inner, account.uid, account.gid);
  }
}

/** @param {string} text @returns {string} */
export function explain(text) {
  if (/No space left on device|Disk quota exceeded/i.test(text))
    return 'The disk is full. Free some space and start again.';
  if (/could not (create|map) (anonymous )?shared memory|Cannot allocate memory/i.test(text))
    return 'There is too little memory.';
  if (/initialized by PostgreSQL version|incompatible with server/i.test(text))
    return 'The data folder was made by another version of PostgreSQL.';
  if (/Read-only file system/i.test(text)) return 'The file system is read-only.';
  if (/Permission denied|Operation not permitted/i.test(text))
    return 'PostgreSQL may not read or write its data folder.';
  return 'The reason is in the lines below.';
}

/** Builds the folder beside its place and moves it there whole, so that whoever is killed half-way leaves nothing half made.
 * @param {{ dataDir: string, account: Account, binaries: Binaries, durable: boolean }} options */
async function createCluster({ dataDir, account, binaries, durable }) {
  const draft = `${dataDir}.draft-${process.pid}`;
  const secret = `${draft}.password`;
  const password = randomBytes(24).toString('base64url');
  try {
    writeFileSync(secret, `${password}\n`, { mode: 0o600 });
    give(secret, account);
    for (const ctype of CHARACTER_TYPES) {
      rmSync(draft, { recursive: true, force: true });
      mkdirSync(draft, { mode: 0o700 });
      give(draft, account);
      const handle = openDataDir(draft, account);
      const secretFd = openSync(secret, 'r');
      const args = ['-D', handle.arg, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile=/dev/fd/4', '-E', 'UTF8'];
      args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${ctype}`);
      if (!durable) args.push('--no-sync');
      const { code, output } = await run(binaries, args, account, [handle.fd, secretFd]).finally(() => {
        handle.close();
        closeSync(secretFd);
      });
      if (code === 0) break;
      if (/invalid locale name/.test(output) && ctype !== 'C') continue;
      throw new OperatorError(`The database could not be set up in ${dataDir}. ${explain(output)}\n${output.trim()}`);
    }
    writeFileSync(join(draft, PASSWORD_FILE), password, { mode: 0o600 });
    give(join(draft, PASSWORD_FILE), account);
    renameSync(draft, dataDir);
  } finally {
    rmSync(secret, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Rests of set-ups that were killed. @param {string} dataDir */
function sweepDrafts(dataDir) {
  const prefix = `${basename(dataDir)}.draft-`;
  for (const name of readdirSync(dirname(dataDir))) {
    if (name.startsWith(prefix)) rmSync(join(dirname(dataDir), name), { recursive: true, force: true });
  }
}

/** @param {string} dataDir @returns {string[] | undefined} what is in it; undefined when there is no such folder */
function contentOf(dataDir) {
  try {
    return readdirSync(dataDir);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (codeOf(error) !== 'EACCES') throw error;
    throw new OperatorError(
      `The data folder ${dataDir} cannot be read by this user: it was probably made by another one (root?). Start as that user, or keep the data elsewhere: MERIDIAN_DATA=/another/folder`,
    );
  }
}

/** Makes the data folder if there is none, and refuses one that is not ours.
 * @param {{ dataDir: string, account: Account, binaries: Binaries, durable: boolean, onProgress?: (message: string) => void }} options */
export async function prepareCluster(options) {
  const { dataDir, account, binaries } = options;
  const content = contentOf(dataDir);
  if (!content?.length) {
    options.onProgress?.('Setting up the database');
    sweepDrafts(dataDir);
    await createCluster(options);
    return;
  }
  if (!content.includes('PG_VERSION')) {
    throw new OperatorError(
      `${dataDir} holds something that is not a database. Choose another folder: MERIDIAN_DATA=/another/folder`,
    );
  }
  const found = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  const wanted = binaries.version.split('.')[0];
  if (found !== wanted) {
    throw new OperatorError(
      `The data in ${dataDir} was written by PostgreSQL ${found}, and this is PostgreSQL ${wanted}. Copy it with that version's pg_dump, or start afresh elsewhere: MERIDIAN_DATA=/another/folder`,
    );
  }
  const { uid, mode } = statSync(dataDir);
  if (account && uid !== account.uid) giveAll(dataDir, account);
  if (!account && uid !== process.getuid?.()) {
    throw new OperatorError(
      `The data folder ${dataDir} belongs to another user. Start as that user, or: MERIDIAN_DATA=/another/folder`,
    );
  }
  if (mode & 0o027) chmodSync(dataDir, 0o700);
}

/** @param {string} dataDir @returns {string} */
export function passwordOf(dataDir) {
  try {
    return readFileSync(join(dataDir, PASSWORD_FILE), 'utf8').trim();
  } catch (cause) {
    throw new OperatorError(
      `The database in ${dataDir} was not made by Meridian, or its password is lost (${PASSWORD_FILE}).`,
      {
        cause,
      },
    );
  }
}
