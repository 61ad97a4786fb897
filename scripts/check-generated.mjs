// Files made from the code: schema.graphql, .env.example, src/app/traditional.ts, docs/jobs.md, the module diagram of docs/architecture.md.
// Checks that they are up to date; with --write brings them up to date (`npm run schema`).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { main, ROOT } from './lib/paths.mjs';
import { report } from './lib/progress.mjs';
import { traditionalModule } from './lib/traditional.mjs';

/** @param {string[]} args @returns {string} what the product's command line prints; it needs no database for this */
function cli(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main('cli'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      REDIS_URL: '',
      MERIDIAN_SECRET: 'only-to-print-what-needs-no-secret-at-all',
    },
  });
  if (status !== 0) throw new Error(`main.cli.js ${args.join(' ')} failed:\n${stderr}`);
  return stdout;
}

export const DIAGRAM = { start: '<!-- modules: generated -->', end: '<!-- /modules -->' };

/** Arrows that say something: one that others already imply is left out.
 * @param {Record<string, readonly string[]>} modules */
export function diagramOf(modules) {
  /** @param {string} name @returns {Set<string>} */
  const below = (name) => new Set((modules[name] ?? []).flatMap((next) => [next, ...below(next)]));
  const lines = Object.entries(modules).flatMap(([name, allowed]) => {
    const implied = new Set(allowed.flatMap((next) => [...below(next)]));
    const direct = allowed.filter((next) => !implied.has(next));
    return direct.length > 0 ? direct.map((next) => `  ${name} --> ${next}`) : [`  ${name}`];
  });
  return ['```mermaid', 'flowchart BT', ...lines, '```'].join('\n');
}

/** @param {string} page @param {Record<string, readonly string[]>} modules @returns {string} */
export function withDiagram(page, modules) {
  const [before, rest] = page.split(DIAGRAM.start);
  const after = rest?.split(DIAGRAM.end)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/architecture.md has lost ${DIAGRAM.start}`);
  return `${before}${DIAGRAM.start}\n\n${diagramOf(modules)}\n\n${DIAGRAM.end}${after}`;
}

const { modules } = createRequire(import.meta.url)('../architecture.cjs');
const read = (/** @type {string} */ path) =>
  existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : '';

/** What each file should say. @type {Record<string, () => string>} */
const GENERATED = {
  'schema.graphql': () => cli(['schema']),
  '.env.example': () => cli(['env-example']),
  'src/app/traditional.ts': () => traditionalModule(JSON.parse(cli(['chinese-texts']))),
  'docs/jobs.md': () => cli(['jobs-page']),
  'docs/architecture.md': () => withDiagram(read('docs/architecture.md'), modules),
};

async function run() {
  await ensureInstalled();
  await build({ quiet: true });
  const write = process.argv.includes('--write');
  for (const [path, make] of Object.entries(GENERATED)) {
    const wanted = make();
    if (read(path) === wanted) process.stdout.write(`${path} is up to date\n`);
    else if (write) {
      writeFileSync(join(ROOT, path), wanted);
      process.stdout.write(`${path} written\n`);
    } else {
      process.stdout.write(`${path} is not what the code says: npm run schema\n`);
      process.exitCode = 1;
    }
  }
}

if (realpathSync(process.argv[1] ?? '') === realpathSync(fileURLToPath(import.meta.url))) {
  try {
    await run();
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}
