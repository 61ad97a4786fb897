import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing';
import { check, perFile, type Findings } from './statements/check.js';
import { Describer } from './statements/describe.js';
import { NOT_CHECKED, PARTLY_CHECKED } from './statements/not-checked.js';
import { PLANTED } from './statements/planted.js';
import { Project } from './statements/program.js';

let database: TestDatabase;
let describer: Describer;
let product: Findings;
let planted: Findings;

beforeAll(async () => {
  const project = new Project();
  database = await createTestDatabase();
  describer = await Describer.connect(database.url);
  product = await check(project, describer, (path) => /^(src|libs)\//.test(path));
  planted = await check(project, describer, (path) => path === 'test/arch/statements/planted.ts');
});
afterAll(async () => {
  await describer?.end();
  await database?.drop();
});

describe('rows of statements', () => {
  test('are what PostgreSQL says of them', () => expect(product.wrong).toEqual([]));

  test('are checked, apart from those listed', () => {
    expect(perFile(product.unchecked), product.unchecked.join('\n')).toEqual(NOT_CHECKED.counts);
    expect(perFile(product.partly), product.partly.join('\n')).toEqual(PARTLY_CHECKED.counts);
    expect(product.checked).toBeGreaterThan(400);
    expect(product.columns).toBeGreaterThan(2500);
  });
});

describe('planted rows', () => {
  const found = (): string[] => planted.wrong.map((finding) => finding.replace(/^\S+ /, ''));

  test.each(PLANTED)('%s', (finding) => expect(found()).toContain(finding));
  test('nothing else is found', () => expect(found().sort()).toEqual([...PLANTED].sort()));
  test('a statement whose text is not known is counted', () => expect(planted.unchecked).toHaveLength(1));
});
