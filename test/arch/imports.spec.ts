import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { brokenImportRules, importRules, modules, ROOT, slices } from './cruise.js';
import { LAWFUL, PLANTS, WORKER_PLANT } from './planted-imports.js';

const folders: string[] = [];

function plant(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-planted-'));
  folders.push(folder);
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const top of ['libs', 'src', 'test', 'bench']) mkdirSync(join(folder, top));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test('no import in the product breaks a rule, and the rules saw the whole tree', async () => {
  const { violations, files } = await brokenImportRules();
  expect(violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([]);
  for (const name of Object.keys(modules)) expect(files).toContain(`src/modules/${name}/index.ts`);
  expect(files).toContain('libs/platform/database/index.ts');
});

test('the lawful tree beside the plants breaks no rule', async () => {
  expect((await brokenImportRules(plant(LAWFUL))).violations).toEqual([]);
});

test('each planted import is found by its rule', async () => {
  const files = Object.fromEntries(PLANTS.flatMap((p) => [[p.file, p.text], ...Object.entries(p.also ?? {})]));
  const { violations } = await brokenImportRules(plant({ ...LAWFUL, ...files }));
  const found = new Set(violations.map(({ rule, from }) => `${rule}: ${from}`));
  for (const { rule, file } of PLANTS) expect(found).toContain(`${rule}: ${file}`);
  const guilty = new Set(Object.keys(files));
  expect(violations.filter(({ from }) => !guilty.has(from))).toEqual([]);
});

test('GraphQL code that the worker reaches through other files is found', async () => {
  const { violations } = await brokenImportRules(plant({ ...LAWFUL, [WORKER_PLANT.file]: WORKER_PLANT.text }));
  expect(violations.map(({ rule }) => rule)).toContain(WORKER_PLANT.rule);
});

test('every rule has a plant', () => {
  const planted = new Set([...PLANTS, WORKER_PLANT].map(({ rule }) => rule));
  const arrows = importRules.forbidden.filter(({ name }) => name.startsWith('arrows-of-'));
  const parts = Object.values(slices).flatMap((part) => Object.keys(part));
  expect(arrows).toHaveLength(Object.keys(modules).length + parts.length);
  const others = importRules.forbidden.filter((rule) => !arrows.includes(rule)).map(({ name }) => name);
  expect(others.filter((name) => !planted.has(name))).toEqual([]);
});

test.each([['modules', modules] as const, ...Object.entries(slices)])(
  'the arrows of %s make no circle',
  (_of, arrows) => {
    const reached = (name: string, seen: readonly string[] = []): void => {
      if (seen.includes(name)) throw new Error(`circle: ${[...seen, name].join(' → ')}`);
      for (const next of arrows[name] ?? []) reached(next, [...seen, name]);
    };
    for (const name of Object.keys(arrows)) reached(name);
  },
);
