import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { defineConfig, type Plugin, type UserWorkspaceConfig } from 'vitest/config';

const swcOptions = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8')) as Record<string, unknown>;

/** Compiles TypeScript exactly as the build does, so that decorator metadata is the same in tests and in production. */
const swc: Plugin = {
  name: 'swc',
  enforce: 'pre',
  async transform(code, id) {
    if (!/\.ts$/.test(id.split('?')[0] ?? '') || id.includes('node_modules')) return null;
    const out = await transform(code, {
      ...swcOptions,
      filename: id,
      swcrc: false,
      configFile: false,
      sourceMaps: true,
    });
    return { code: out.code, map: out.map ?? null };
  },
};

/** A test that hangs must end one day; no test of ours needs a fraction of this, and no busy machine turns it red. */
const WATCHDOG_MS = 10 * 60_000;

/**
 * Suites whose worker no other file may share: they declare jobs and events of their own, which the registries of the
 * process would hand to the next file, or they load modules twice (`vi.resetModules`), so that classes of a GraphQL type
 * would be there twice.
 */
export const ISOLATED = [
  ...['jobs', 'outbox', 'observability', 'realtime'].map((name) => `libs/platform/${name}/**/*.spec.ts`),
  'libs/kernel/calendar/calendar.properties.spec.ts',
  'src/modules/sla/engine/domain/clocks.properties.spec.ts',
];

const sources: Pick<UserWorkspaceConfig, 'plugins' | 'oxc' | 'esbuild' | 'resolve' | 'ssr'> = {
  plugins: [swc],
  oxc: false,
  esbuild: false,
  resolve: {
    conditions: ['source'],
    // As Node itself resolves it, or there would be two copies of graphql, one ESM and one CommonJS.
    alias: [
      { find: /^graphql$/, replacement: fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url)) },
    ],
  },
  ssr: { resolve: { conditions: ['source'] } },
};

const common = {
  setupFiles: ['libs/testing/setup.ts'],
  testTimeout: WATCHDOG_MS,
  hookTimeout: WATCHDOG_MS,
  teardownTimeout: 60_000,
};

/** Imports of whole data sets that are not part of the project: minutes, so only when asked for. */
const TRIALS = process.argv.includes('--project=trials');

export default defineConfig({
  ...sources,
  test: {
    // For both projects together: one PostgreSQL serves the whole run.
    globalSetup: ['libs/testing/global-setup.ts'],
    // One more than two cores keep busy: a worker that waits for a process it started leaves its core to the others.
    maxWorkers: 3,
    // Files share the modules of their worker, so their order must not matter. The run prints its seed.
    sequence: { shuffle: { files: true, tests: false } },
    projects: [
      {
        ...sources,
        test: {
          name: 'shared',
          include: ['libs/**/*.spec.ts', 'src/**/*.spec.ts', 'test/**/*.spec.ts'],
          exclude: ISOLATED,
          pool: 'forks',
          // Loading the application costs more than most files' tests: once per worker, not once per file.
          isolate: false,
          ...common,
        },
      },
      { ...sources, test: { name: 'isolated', include: ISOLATED, pool: 'forks', isolate: true, ...common } },
      ...(TRIALS ? [{ ...sources, test: { name: 'trials', include: ['test/**/*.trial.ts'], ...common } }] : []),
    ],
  },
});
