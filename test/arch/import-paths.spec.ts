import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './cruise.js';

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
