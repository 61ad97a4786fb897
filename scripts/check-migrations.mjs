// Migrations that a release has carried to somebody's database are never edited: their checksums are sealed in
// migrations/checksums.json. Checks them; `--seal` adds those of the migrations that are new, before a release is tagged.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './lib/paths.mjs';

/** @param {string} text line ends do not count: git may change them */
const sumOf = (text) => createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');

/** What is wrong with the migrations of a folder. @param {string} folder @returns {string[]} */
export function problemsOf(folder) {
  const sealed = sealedIn(folder);
  const names = migrationsIn(folder);
  const last = Object.keys(sealed).sort().at(-1) ?? '';
  return [
    ...Object.entries(sealed).flatMap(([name, sum]) => {
      if (!names.includes(name)) return [`${name} was released and is gone`];
      const same = sumOf(readFileSync(join(folder, name), 'utf8')) === sum;
      return same ? [] : [`${name} was released and has been edited: undo that, and write a new migration`];
    }),
    ...names
      .filter((name) => !(name in sealed) && name < last)
      .map((name) => `${name} comes before ${last}, which was released: give it a higher number`),
  ];
}

/** Adds new ones; never changes what is sealed. @param {string} folder @returns {string[]} the names that were added */
export function seal(folder) {
  const sealed = sealedIn(folder);
  const added = migrationsIn(folder).filter((name) => !(name in sealed));
  for (const name of added) sealed[name] = sumOf(readFileSync(join(folder, name), 'utf8'));
  writeFileSync(join(folder, 'checksums.json'), `${JSON.stringify(sealed, null, 2)}\n`);
  return added;
}

/** @param {string} folder @returns {Record<string, string>} */
function sealedIn(folder) {
  const path = join(folder, 'checksums.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** @param {string} folder */
const migrationsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();

if (realpathSync(process.argv[1] ?? '') === realpathSync(fileURLToPath(import.meta.url))) {
  const folder = join(ROOT, 'migrations');
  const problems = problemsOf(folder);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
  else if (process.argv.includes('--seal'))
    process.stdout.write(`sealed: ${seal(folder).join(', ') || 'nothing new'}\n`);
  else process.stdout.write('No released migration was edited.\n');
}
