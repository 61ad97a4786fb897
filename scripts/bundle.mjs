// Joins the compiled files and most packages into a few files: reading and linking 3,000 modules takes Node longer than
// everything else that a start does.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLE, DIST, ENTRIES, ROOT } from './lib/paths.mjs';

/**
 * Packages that stay as they are: with native or data files of their own, with threads, or loaded only when they are
 * needed. The second list is not installed; Nest asks for these and goes on without.
 */
const EXTERNAL = [
  /^(?:@node-rs\/argon2|msgpackr-extract|pino|thread-stream|node-pg-migrate|pg-native)(?:\/|$)/,
  /^(?:@aws-sdk|@smithy)\//,
  /^(?:@graphql-yoga\/render-graphiql|@zxcvbn-ts|chinese-days|date-holidays|ical\.js|nodemailer|rrule-temporal|temporal-polyfill)(?:\/|$)/,
  /^(?:@nestjs\/(?:apollo|mercurius|microservices|platform-express|websockets)|@fastify\/(?:multipart|static|view))(?:\/|$)/,
  /^(?:@apollo\/(?:subgraph|gateway)|class-transformer|class-validator|ts-morph|bufferutil|utf-8-validate)(?:\/|$)/,
];
const external = (/** @type {string} */ id) => EXTERNAL.some((pattern) => pattern.test(id));

const KEY = join(DIST, '.bundle');

/** What the bundle is made from, in one short text: the compiled files, the packages, and how they are joined. */
function wanted() {
  const { files } = JSON.parse(readFileSync(join(DIST, '.build.json'), 'utf8'));
  const sources = Object.entries(files)
    .filter(([path]) => !path.startsWith('bench'))
    .map(([path, { hash }]) => `${path} ${hash}`);
  return createHash('sha1')
    .update(sources.sort().join('\n'))
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
}

/** Is there a bundle of just what was compiled? */
export function bundleIsFresh() {
  try {
    return readFileSync(KEY, 'utf8') === wanted() && ENTRIES.every((name) => existsSync(join(BUNDLE, `${name}.js`)));
  } catch {
    return false;
  }
}

/** Writes the bundle anew: made aside, then swapped with the old one. Callers hold the lock of the build. */
export async function bundle() {
  const { rolldown } = await import('rolldown');
  const key = wanted();
  const draft = `${BUNDLE}.${process.pid}`;
  const bundler = await rolldown({
    cwd: ROOT,
    input: Object.fromEntries(ENTRIES.map((name) => [name, join(DIST, 'src', `${name}.js`)])),
    platform: 'node',
    external,
    // Decorators register by being loaded: nothing of our own may be left out as unused.
    treeshake: false,
    onLog(level, log, report) {
      // Optional packages, which their users ask for in a try.
      if (log.code !== 'UNRESOLVED_IMPORT' && level !== 'info') report(level, log);
    },
  });
  try {
    await bundler.write({ dir: draft, format: 'esm', sourcemap: true, entryFileNames: '[name].js' });
    rmSync(KEY, { force: true });
    rmSync(BUNDLE, { recursive: true, force: true });
    renameSync(draft, BUNDLE);
    writeFileSync(KEY, key);
  } finally {
    await bundler.close();
    rmSync(draft, { recursive: true, force: true });
  }
}
