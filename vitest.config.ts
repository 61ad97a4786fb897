import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { defineConfig, type Plugin } from 'vitest/config';

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

export default defineConfig({
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
  test: {
    environment: 'node',
    include: ['libs/**/*.spec.ts', 'src/**/*.spec.ts', 'test/**/*.spec.ts'],
    globalSetup: ['libs/testing/global-setup.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
