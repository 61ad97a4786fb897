import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrationsFolder } from '#platform/database';
import { problemsOf, seal } from '../../scripts/check-migrations.mjs';

let folder: string;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-sealed-'));
  write('0001_a.sql', 'create table a ();\n');
  write('0002_b.sql', 'create table b ();\n');
  expect(seal(folder)).toEqual(['0001_a.sql', '0002_b.sql']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('no released migration of the product was edited', () => expect(problemsOf(migrationsFolder())).toEqual([]));

test('new migrations and other line ends are no matter', () => {
  write('0001_a.sql', 'create table a ();\r\n');
  write('0003_c.sql', 'create table c ();\n');
  expect(problemsOf(folder)).toEqual([]);
});

test('an edited one is found, and sealing again does not hide it', () => {
  write('0001_a.sql', 'create table a (id int);\n');
  seal(folder);
  expect(problemsOf(folder)).toEqual([expect.stringContaining('0001_a.sql was released and has been edited')]);
});

test('one that is gone is found', () => {
  renameSync(join(folder, '0002_b.sql'), join(folder, '0003_b.sql'));
  expect(problemsOf(folder)).toEqual(['0002_b.sql was released and is gone']);
});

test('one that slips in before a released one is found', () => {
  write('0000_z.sql', 'create table z ();\n');
  expect(problemsOf(folder)).toEqual([expect.stringContaining('give it a higher number')]);
});
