// Compiles libs and src to dist, file by file and only what has changed, and joins them into dist/bundle, from which the
// processes start. Types are checked by `npm run types`.
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../libs/embedded/lock.mjs';
import { codeOf, OperatorError } from '../libs/embedded/process.mjs';
import { bundle, bundleIsFresh } from './bundle.mjs';
import { ensureInstalled } from './install.mjs';
import { DIST, ROOT } from './lib/paths.mjs';
import { report, withProgress } from './lib/progress.mjs';

/** @typedef {{ size: number, mtime: number, hash: string }} Seen */
/** @typedef {{ key: string, files: Record<string, Seen> }} Manifest */
/** @typedef {{ path: string, out: string, compile: boolean }} Source */

const MANIFEST = join(DIST, '.build.json');
const PARALLEL = 8;

/** @param {string} folder @returns {string[]} every file below, as paths from the root */
function filesBelow(folder) {
  const found = [];
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (entry.isDirectory()) found.push(...filesBelow(path));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** @param {string} path @returns {Source | undefined} undefined for what does not belong in the product */
function asSource(path) {
  if (/\.(spec|bench)\.ts$|\.d\.m?ts$|\.(md|snap)$/.test(path)) return undefined;
  const compile = /\.m?ts$/.test(path);
  return { path, compile, out: compile ? path.replace(/ts$/, 'js') : path };
}

/** @param {string[]} folders @returns {Source[]} */
const sourcesIn = (folders) =>
  folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap(filesBelow)
    .flatMap((path) => asSource(path) ?? []);

/** A change of compiler or of its settings makes everything stale. */
function compilerKey() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/@swc/core/package.json'), 'utf8'));
  return createHash('sha1')
    .update(version)
    .update(readFileSync(join(ROOT, '.swcrc')))
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
}

/** @param {string} key @returns {Manifest} */
function readManifest(key) {
  try {
    const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));
    if (manifest.key === key) return manifest;
  } catch {
    // the first build
  }
  return { key, files: {} };
}

/** Written aside and moved into place: whoever reads meanwhile sees the old file or the new one.
 * @param {string} path @param {string | Buffer} content */
function put(path, content) {
  const draft = `${path}.${randomUUID()}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, content);
  renameSync(draft, path);
}

/** @param {Source} source @param {Manifest} manifest */
function isFresh({ path, out }, manifest) {
  const seen = manifest.files[path];
  if (!seen || !existsSync(join(DIST, out))) return false;
  const { size, mtimeMs } = statSync(join(ROOT, path));
  if (seen.size === size && seen.mtime === mtimeMs) return true;
  if (seen.size !== size || seen.hash !== hashOf(readFileSync(join(ROOT, path)))) return false;
  seen.mtime = mtimeMs;
  return true;
}

/** @param {Buffer} content */
const hashOf = (content) => createHash('sha1').update(content).digest('hex');

/** @param {Source} source @param {typeof import('@swc/core').transform} transform @returns {Promise<Seen>} */
async function make({ path, out, compile }, transform) {
  const [from, to] = [join(ROOT, path), join(DIST, out)];
  const { size, mtimeMs } = statSync(from);
  const content = readFileSync(from);
  if (compile) {
    const { code, map } = await transform(content.toString('utf8'), {
      filename: from,
      sourceFileName: relative(dirname(to), from),
      configFile: join(ROOT, '.swcrc'),
      swcrc: false,
      sourceMaps: true,
      inlineSourcesContent: false,
      cwd: ROOT,
    });
    const mapName = `${out.split(sep).at(-1)}.map`;
    if (map) put(`${to}.map`, map);
    put(to, map ? `${code}//# sourceMappingURL=${mapName}\n` : code);
  } else {
    put(to, content);
  }
  return { size, mtime: mtimeMs, hash: hashOf(content) };
}

/** Outputs whose source is gone. @param {string[]} folders @param {Source[]} sources @returns {string[]} */
function orphans(folders, sources) {
  const expected = new Set(sources.flatMap(({ out, compile }) => (compile ? [out, `${out}.map`] : [out])));
  const walk = (/** @type {string} */ folder) => {
    /** @type {string[]} */
    const found = [];
    for (const entry of readdirSync(join(DIST, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) found.push(...walk(path));
      else if (!expected.has(path)) found.push(path);
    }
    return found;
  };
  return folders.filter((folder) => existsSync(join(DIST, folder))).flatMap(walk);
}

/** @param {string[]} folders */
function survey(folders) {
  const manifest = readManifest(compilerKey());
  const sources = sourcesIn(folders);
  return {
    manifest,
    sources,
    stale: sources.filter((source) => !isFresh(source, manifest)),
    gone: orphans(folders, sources),
  };
}

/** @param {string[]} folders */
async function buildStale(folders) {
  const { manifest, sources, stale, gone } = survey(folders);
  for (const path of gone) rmSync(join(DIST, path), { force: true });
  const { transform } = stale.some(({ compile }) => compile)
    ? await import('@swc/core')
    : { transform: /** @type {never} */ (undefined) };
  const queue = [...stale];
  /** @type {string[]} */
  const failures = [];
  const work = async () => {
    for (let source = queue.pop(); source; source = queue.pop()) {
      try {
        manifest.files[source.path] = await make(source, transform);
      } catch (error) {
        delete manifest.files[source.path];
        failures.push(`${source.path}\n${/** @type {Error} */ (error).message.trim()}`);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  const known = new Set(sources.map(({ path }) => path));
  for (const path of Object.keys(manifest.files)) {
    if (folders.some((folder) => path.startsWith(folder + sep)) && !known.has(path)) delete manifest.files[path];
  }
  put(MANIFEST, JSON.stringify(manifest));
  if (failures.length > 0) throw new OperatorError(`The build failed:\n\n${failures.join('\n\n')}`);
  if (!bundleIsFresh()) await bundle();
  return { built: stale.length, removed: gone.length, total: sources.length };
}

/** @param {{ bench?: boolean, quiet?: boolean }} [options] */
export async function build({ bench = false, quiet = false } = {}) {
  const begun = performance.now();
  const folders = bench ? ['libs', 'src', 'bench'] : ['libs', 'src'];
  const { stale, gone, sources } = survey(folders);
  let done = { built: 0, removed: 0, total: sources.length };
  if (stale.length > 0 || gone.length > 0 || !bundleIsFresh()) {
    try {
      mkdirSync(DIST, { recursive: true });
      done = await withProgress('Building', () => withLock(join(DIST, '.build.lock'), () => buildStale(folders)));
    } catch (cause) {
      if (!['EACCES', 'EROFS', 'EPERM', 'ENOSPC'].includes(codeOf(cause))) throw cause;
      throw new OperatorError(`The build could not be written to ${DIST} (${codeOf(cause)}).`, { cause });
    }
  }
  if (quiet && done.built + done.removed === 0) return;
  const removed = done.removed > 0 ? `, removed ${done.removed}` : '';
  process.stderr.write(
    `Built ${done.built} of ${done.total} files${removed} in ${Math.round(performance.now() - begun)} ms\n`,
  );
}

if (realpathSync(process.argv[1] ?? '') === realpathSync(fileURLToPath(import.meta.url))) {
  try {
    await ensureInstalled();
    await build({ bench: process.argv.includes('--bench') });
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}
