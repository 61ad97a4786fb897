// Installs the packages when, and only when, what is installed is not what the lock file says.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../libs/embedded/lock.mjs';
import { codeOf, OperatorError } from '../libs/embedded/process.mjs';
import { ROOT } from './lib/paths.mjs';
import { report, withProgress } from './lib/progress.mjs';

const NOTE = join(ROOT, 'node_modules', '.meridian-install');
const [MAJOR, MINOR] = [20, 19];

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return;
  throw new OperatorError(
    `Meridian needs Node ${MAJOR}.${MINOR} or later, and this is ${process.versions.node}. Install a newer one from https://nodejs.org (or: nvm install 24).`,
  );
}

/** @param {string} path @returns {any} */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** What has to be installed, in one short text. */
function wanted() {
  const manifest = readJson(join(ROOT, 'package.json'));
  const { dependencies, devDependencies, optionalDependencies, overrides } = manifest;
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides]))
    .update([process.version, process.platform, process.arch].join())
    .digest('hex');
}

function noted() {
  try {
    return readFileSync(NOTE, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} hash */
function note(hash) {
  try {
    writeFileSync(NOTE, hash);
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error))) throw error;
  }
}

/** An optional package that npm would not leave out here. Those without a platform of their own only serve others.
 * @param {{ os?: string[], cpu?: string[], libc?: string[] }} entry */
function isForThisMachine({ os, cpu, libc }) {
  return !!os?.includes(process.platform) && !!cpu?.includes(process.arch) && !libc;
}

/** Did somebody run npm by hand? Its own record says what it left behind; then there is nothing to do. */
function isInstalledByHand() {
  try {
    const lock = readJson(join(ROOT, 'package-lock.json')).packages;
    const present = readJson(join(ROOT, 'node_modules', '.package-lock.json')).packages;
    return Object.entries(lock).every(([path, entry]) => {
      if (path === '' || present[path]?.version === entry.version) return true;
      const dispensable = entry.optional || entry.devOptional || entry.peer;
      return dispensable && !present[path] && !isForThisMachine(entry);
    });
  } catch {
    return false;
  }
}

/** @param {string[]} args @returns {Promise<{ code: number | null, output: string }>} */
function npm(args) {
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = () => child.kill('SIGTERM');
    process.once('exit', end);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (cause) => reject(new OperatorError('npm was not found; it comes with Node.', { cause })));
    child.on('close', (code) => {
      process.off('exit', end);
      resolve({ code, output });
    });
  });
}

async function install() {
  process.stderr.write('Installing the packages (once, about half a minute)\n');
  const { code, output } = await withProgress('Installing the packages', () =>
    npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--no-progress']),
  );
  if (code === 0) return;
  const tail = output.trim().split('\n').slice(-20).join('\n');
  const hint = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(output)
    ? 'The package registry cannot be reached: check the connection or the proxy settings of npm.'
    : /EACCES|EROFS|EPERM/.test(output)
      ? `This user may not write in ${ROOT}.`
      : /ENOSPC/.test(output)
        ? 'The disk is full.'
        : '';
  throw new OperatorError(`The packages could not be installed. ${hint}\n${tail}`);
}

/** Sees to it that node_modules is what the lock file says. */
export async function ensureInstalled() {
  checkNode();
  if (noted() === wanted()) return;
  if (isInstalledByHand()) return note(wanted());
  const waiting = {
    onWait: () => process.stderr.write('Another process is installing the packages; waiting for it\n'),
  };
  await withLock(
    join(ROOT, '.install.lock'),
    async () => {
      const hash = wanted();
      if (noted() === hash) return;
      await install();
      note(hash);
    },
    { ...waiting, timeoutMs: 900_000 },
  );
}

if (realpathSync(process.argv[1] ?? '') === realpathSync(fileURLToPath(import.meta.url))) {
  ensureInstalled().catch((error) => {
    report(error);
    process.exitCode = 1;
  });
}
