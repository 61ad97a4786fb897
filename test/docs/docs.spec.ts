import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleEnv, SETTINGS } from '#platform/config';
import { diagramOf, withDiagram } from '../../scripts/check-generated.mjs';
import { modules, ROOT } from '../arch/cruise.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...['docs', 'docs/adr'].flatMap(markdownIn),
  ...Object.keys(modules).map((name) => `src/modules/${name}/README.md`),
].filter((path) => existsSync(join(ROOT, path)));
const settings: string[] = Object.values(SETTINGS).flatMap((group) => Object.keys(group.settings));

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** Links to files that are not there. */
function brokenLinks(page: string, text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !existsSync(join(ROOT, dirname(page), decodeURIComponent(target))));
}

/** What a compose file or a page sets or shows as a setting and the code does not know. */
function unknownSettings(text: string): string[] {
  const ofOthers = /^(POSTGRES_(USER|PASSWORD|DB)|NODE_ENV)$/;
  return [...text.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !settings.includes(name) && !ofOthers.test(name));
}

describe('generated files', () => {
  test('.env.example lists the settings of the code (npm run schema)', () =>
    expect(read('.env.example')).toBe(exampleEnv(SETTINGS)));

  test('docs/architecture.md draws the modules as architecture.cjs has them (npm run schema)', () => {
    const page = read('docs/architecture.md');
    expect(withDiagram(page, modules)).toBe(page);
  });

  test('an arrow that is gone or new is noticed', () => {
    const page = read('docs/architecture.md');
    expect(withDiagram(page, { ...modules, customers: [] })).not.toBe(page);
    expect(withDiagram(page, { ...modules, knowledge: ['contacts'] })).not.toBe(page);
  });

  test('what other arrows imply is not drawn', () => {
    const lines = diagramOf({ a: [], b: ['a'], c: ['a', 'b'] }).split('\n');
    expect(lines).toContain('  c --> b');
    expect(lines).not.toContain('  c --> a');
  });
});

describe('pages', () => {
  test.each(pages)('%s links to what is there', (page) => expect(brokenLinks(page, read(page))).toEqual([]));
  test('a broken link is found', () =>
    expect(brokenLinks('docs/x.md', 'see [this](nowhere.md#part) and [that](glossary.md)')).toEqual(['nowhere.md']));

  test.each(markdownIn('docs/adr').filter((path) => /\d{4}-/.test(path)))(
    '%s has context, decision and consequences on one page',
    (page) => {
      const text = read(page);
      for (const part of ['**Context.**', '**Decision.**', '**Consequences.**']) expect(text).toContain(part);
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
    },
  );
});

describe('docker-compose.yml', () => {
  const compose = read('docker-compose.yml');
  test('sets only settings that the code knows', () => expect(unknownSettings(compose)).toEqual([]));
  test('a misspelt one is found', () =>
    expect(unknownSettings('    environment:\n      DATABSE_URL: x\n')).toEqual(['DATABSE_URL']));
  test('starts files that the build makes', () => {
    const started = [...(compose + read('Dockerfile')).matchAll(/dist\/bundle\/(main\.\w+)\.js/g)].map(
      ([, path]) => path,
    );
    expect(new Set(started)).toEqual(new Set(['main.api', 'main.worker', 'main.cli']));
    for (const path of started) expect(existsSync(join(ROOT, `src/${path}.ts`))).toBe(true);
  });
});
