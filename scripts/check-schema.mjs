// Does schema.graphql break clients of the last release? Compares with the newest tag v*, or with --base=REF, or with
// --old=FILE. Removals and the like wait for a major version (then: --major).
import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './lib/paths.mjs';

/** @param {string} oldText @param {string} newText */
export async function compareSchemas(oldText, newText) {
  const { buildSchema, findBreakingChanges, findDangerousChanges } = await import('graphql');
  const [before, after] = [buildSchema(oldText), buildSchema(newText)];
  return {
    breaking: findBreakingChanges(before, after).map(({ description }) => description),
    dangerous: findDangerousChanges(before, after).map(({ description }) => description),
  };
}

/** @param {string[]} args @returns {string | undefined} */
function git(args) {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? stdout : undefined;
}

/** @param {string[]} argv @returns {{ name: string, text: string } | string} the text is why there is nothing to compare with */
function baseOf(argv) {
  const given = (/** @type {string} */ name) => argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);
  const file = given('old');
  if (file) return { name: file, text: readFileSync(file, 'utf8') };
  const ref = given('base') ?? git(['tag', '--list', 'v*', '--sort=-version:refname'])?.split('\n')[0];
  if (!ref) return 'There is no release (no tag v*) to compare with.';
  const text = git(['show', `${ref}:schema.graphql`]);
  if (text !== undefined) return { name: ref, text };
  if (given('base')) throw new Error(`${ref} has no schema.graphql`);
  return `${ref} has no schema.graphql to compare with.`;
}

/** @param {string[]} argv @returns {Promise<number>} the exit code */
export async function checkSchema(argv) {
  const say = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);
  const base = baseOf(argv);
  if (typeof base === 'string') {
    say(base);
    return 0;
  }
  const current = argv.find((a) => a.startsWith('--new='))?.slice(6) ?? join(ROOT, 'schema.graphql');
  const { breaking, dangerous } = await compareSchemas(base.text, readFileSync(current, 'utf8'));
  for (const line of dangerous) say(`may surprise clients: ${line}`);
  for (const line of breaking) say(`breaks clients: ${line}`);
  say(`${breaking.length} breaking and ${dangerous.length} surprising changes since ${base.name}.`);
  return breaking.length > 0 && !argv.includes('--major') ? 1 : 0;
}

if (realpathSync(process.argv[1] ?? '') === realpathSync(fileURLToPath(import.meta.url)))
  process.exitCode = await checkSchema(process.argv.slice(2));
