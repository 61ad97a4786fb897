import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './cruise.js';
import { sourcesBelow } from './sources.js';

type Imports = Readonly<Record<string, { readonly source: string; readonly default: string }>>;
type Paths = Readonly<Record<string, readonly string[]>>;

const json = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const { imports } = json('package.json') as { imports: Imports };
const { paths } = (json('tsconfig.json') as { compilerOptions: { paths: Paths } }).compilerOptions;

/** What tsconfig.json must say for tools that do not read the imports of package.json. */
const pathsOf = (given: Imports): Paths =>
  Object.fromEntries(Object.entries(given).map(([name, { source }]) => [name, [source]]));

/** Entries whose built file is not what the build makes of their source. */
const notBuilt = (given: Imports): string[] =>
  Object.entries(given)
    .filter(([, { source, default: built }]) => built !== source.replace(/^\.\/(.*)\.ts$/, './dist/$1.js'))
    .map(([name]) => name);

test('tsconfig.json has the paths that package.json imports', () => expect(paths).toEqual(pathsOf(imports)));

test('an import that leads elsewhere, is missing or is too much is found', () => {
  const [first = '', ...others] = Object.keys(paths);
  expect({ ...paths, [first]: ['./libs/elsewhere/index.ts'] }).not.toEqual(pathsOf(imports));
  expect(Object.fromEntries(others.map((name) => [name, paths[name]]))).not.toEqual(pathsOf(imports));
  expect({ ...paths, '#more': ['./libs/more/index.ts'] }).not.toEqual(pathsOf(imports));
});

test('each import leads to the same file built and unbuilt', () => {
  expect(notBuilt(imports)).toEqual([]);
  const wrong = { '#kernel': { source: './libs/kernel/index.ts', default: './dist/libs/kernel.js' } };
  expect(notBuilt(wrong)).toEqual(['#kernel']);
});

/** Names that a bench takes from built files whose sources export no such value. */
async function missingIn(path: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const [, names = '', from = ''] of text.matchAll(/\{([^{}]*)\} = await import\('[./]*\/dist\/([^']+)\.js'\)/g)) {
    const source = (await import(join(ROOT, `${from}.ts`))) as Record<string, unknown>;
    for (const name of names.split(',').map((n) => n.trim()))
      if (name !== '' && !(name in source)) found.push(`${path}: ${name} of ${from}`);
  }
  return found;
}

test('benches import what exists; a name that does not is found', async () => {
  const benches = sourcesBelow(['bench'], /\.mjs$/);
  expect((await Promise.all(benches.map(({ path, text }) => missingIn(path, text)))).flat()).toEqual([]);
  const planted = `const { ok, Nothing } = await import('../../dist/libs/kernel/index.js');`;
  expect(await missingIn('bench/x.mjs', planted)).toEqual(['bench/x.mjs: Nothing of libs/kernel/index']);
});
