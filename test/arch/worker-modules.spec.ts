import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing';
import { startProcess } from '../faults/processes.js';
import { ROOT } from './cruise.js';

const folder = mkdtempSync(join(tmpdir(), 'meridian-modules-'));
const record = join(folder, 'loaded');
let database: TestDatabase;

const loaded = (): string[] => readFileSync(record, 'utf8').split('\n');
const graphqlAmong = (urls: readonly string[]): string[] =>
  urls.filter((url) =>
    /node_modules\/(@nestjs\/graphql|graphql|graphql-[^/]+)\/|\/platform\/graphql\/|modules\/[^/]+\/graphql\//.test(
      url,
    ),
  );

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('a running worker has loaded no GraphQL code', async () => {
  const worker = await startProcess(
    'worker',
    {
      DATABASE_URL: database.url,
      NODE_OPTIONS: `--import=${join(ROOT, 'test/arch/record-modules.mjs')}`,
      RECORD_MODULES_TO: record,
    },
    // File by file: in the bundle nobody sees which modules are loaded.
    { file: 'dist/src/main.worker.js' },
  );
  await worker.stop();
  expect(loaded().length).toBeGreaterThan(300);
  expect(loaded().some((url) => url.endsWith('dist/src/app/worker.module.js'))).toBe(true);
  expect(graphqlAmong(loaded())).toEqual([]);
});

/** Modules in the files of the bundle that `entry` loads at its start. */
function bundled(entry: string): string[] {
  const files = new Set([entry]);
  const modules: string[] = [];
  for (const file of files) {
    const path = join(ROOT, 'dist/bundle', file);
    const text = readFileSync(path, 'utf8');
    if (existsSync(`${path}.map`))
      modules.push(...(JSON.parse(readFileSync(`${path}.map`, 'utf8')) as { sources: string[] }).sources);
    for (const [, next = ''] of text.matchAll(/^(?:import|export)\b[^'"]*["']\.\/([^"']+)["']/gm)) files.add(next);
  }
  return modules;
}

test('nor does its bundle hold any, while that of the API does', () => {
  expect(bundled('main.worker.js').some((path) => path.endsWith('src/app/worker.module.js'))).toBe(true);
  expect(graphqlAmong(bundled('main.worker.js'))).toEqual([]);
  expect(graphqlAmong(bundled('main.api.js')).length).toBeGreaterThan(100);
});

test('a process that loads it is found, by import and by require', () => {
  for (const code of [
    `import '@nestjs/graphql'`,
    `import { createRequire } from 'node:module'; createRequire('${ROOT}/x.js')('graphql')`,
  ]) {
    rmSync(record, { force: true });
    const { status } = spawnSync(
      process.execPath,
      [
        `--import=${join(ROOT, 'test/arch/record-modules.mjs')}`,
        '--input-type=module',
        '-e',
        `import 'reflect-metadata'; ${code}`,
      ],
      { cwd: ROOT, env: { ...process.env, RECORD_MODULES_TO: record } },
    );
    expect(status).toBe(0);
    expect(graphqlAmong(loaded())).not.toEqual([]);
  }
});
