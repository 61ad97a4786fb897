import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  const worker = await startProcess('worker', {
    DATABASE_URL: database.url,
    NODE_OPTIONS: `--import=${join(ROOT, 'test/arch/record-modules.mjs')}`,
    RECORD_MODULES_TO: record,
  });
  await worker.stop();
  expect(loaded().length).toBeGreaterThan(300);
  expect(loaded().some((url) => url.endsWith('dist/src/app/worker.module.js'))).toBe(true);
  expect(graphqlAmong(loaded())).toEqual([]);
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
