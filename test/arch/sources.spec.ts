import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ISOLATED } from '../../vitest.config.js';
import { modules, ROOT, slices } from './cruise.js';
import {
  environmentIsReadInConfigOnly,
  foldersAreKnown,
  frontDoorsAreDoors,
  globalDeclarationsAreIsolated,
  limitsAreDeclared,
  noTestHasATimeLimit,
  permissionsAreAskedInOnePlace,
  reachIsDecidedInIdentity,
  scriptsNeedNoPackages,
  sqlStaysInItsSchema,
  suppressionsCarryReasons,
  wordsAreDeclaredOnce,
} from './source-rules.js';
import { sourcesBelow, type Source } from './sources.js';

const product = sourcesBelow(['libs', 'src']);
const everything = [...product, ...sourcesBelow(['test', 'bench'])].filter(
  ({ path }) => !path.startsWith('test/arch/'),
);

const planted = (path: string, text = ''): Source[] => [{ path, text }];
const M = 'src/modules/customers';

describe('folders of a module', () => {
  test('are the known ones everywhere', () => expect(foldersAreKnown(product)).toEqual([]));
  test.each(['utils', 'helpers', 'common', 'dto'])('a folder %s is found', (folder) =>
    expect(foldersAreKnown(planted(`${M}/${folder}/x.ts`))).toHaveLength(1),
  );
  test.each(['consulting', 'management', 'maintenance'])('services has no part %s of its own', (folder) =>
    expect(foldersAreKnown(planted(`src/modules/services/${folder}/x.ts`))).toHaveLength(1),
  );
  test.each(['src/modules/sla/utils/x.ts', 'src/modules/sla/terms/utils/x.ts', 'src/modules/customers/terms/x.ts'])(
    'a folder that is no slice, and a strange one in a slice, are found: %s',
    (path) => expect(foldersAreKnown(planted(path))).toHaveLength(1),
  );
  test.each(Object.entries(slices).flatMap(([name, parts]) => Object.keys(parts).map((part) => `${name}/${part}`)))(
    'the slice %s has a README',
    (slice) => expect(existsSync(join(ROOT, 'src/modules', slice, 'README.md'))).toBe(true),
  );
  test.each(Object.keys(modules))('%s has a README and a front door', (name) => {
    expect(existsSync(join(ROOT, 'src/modules', name, 'README.md'))).toBe(true);
    expect(existsSync(join(ROOT, 'src/modules', name, 'index.ts'))).toBe(true);
  });
});

describe('front doors', () => {
  test('give away no class of the application', () => expect(frontDoorsAreDoors(product)).toEqual([]));
  test.each([
    `export * from './application/move-customer.js';`,
    `export { MoveCustomer } from './application/move-customer.js';`,
    `export { type MoveCode, MoveCustomer } from './application/move-customer.js';`,
    `export {\n  MoveCustomer,\n  type MoveCode,\n} from './tree/application/move-customer.js';`,
  ])('%s is found', (text) => expect(frontDoorsAreDoors(planted(`${M}/index.ts`, text))).toHaveLength(1));
  test.each([
    [`${M}/index.ts`, `export { type MoveCode } from './application/move-customer.js';`],
    [`${M}/index.ts`, `export * from './customers.api.js';`],
    [`${M}/seeding.ts`, `export { MoveCustomer } from './application/move-customer.js';`],
  ])('%s may say %s', (path, text) => expect(frontDoorsAreDoors(planted(path, text))).toEqual([]));
});

describe('words of the business', () => {
  test('are declared in the vocabulary only', () => expect(wordsAreDeclaredOnce(product)).toEqual([]));
  test.each([
    `const PRIORITIES = ['CRITICAL', 'HIGH', 'MODERATE', 'LOW'] as const;`,
    `const ORDER = ['LOW', 'MODERATE', 'HIGH', 'CRITICAL'];`,
    `const LINES = [\n  'CONSULTING',\n  'MANAGEMENT',\n  'MAINTENANCE',\n];`,
    `type Line = 'CONSULTING' | 'MANAGEMENT' | 'MAINTENANCE';`,
    `  readonly state:\n    | 'RUNNING'\n    | 'PAUSED'\n    | 'MET'\n    | 'BREACHED'\n    | 'MISSED'\n    | 'CANCELLED';`,
  ])('%s is found in customers', (text) =>
    expect(wordsAreDeclaredOnce(planted(`${M}/domain/x.ts`, text))).toHaveLength(1),
  );
  test('some of them, or others, are no second declaration', () =>
    expect(wordsAreDeclaredOnce(planted(`${M}/domain/x.ts`, `const PRESSING = ['CRITICAL', 'HIGH'];`))).toEqual([]));
});

describe('SQL of a module', () => {
  test('stays in its own schema everywhere', () => expect(sqlStaysInItsSchema(product)).toEqual([]));
  test.each([
    'sql`select 1 from identity.office`',
    'sql`select 1 from customers.customer c\n      left join identity.office o on true`',
    'sql`insert into contacts.contact (id) values (1)`',
    'sql`update platform.outbox_event set name = name`',
    'sql`delete from only services.request`',
    `insertMany('contacts.contact', COLUMNS, rows)`,
    'sql`TRUNCATE bullmq.job`',
    `insert('contacts.contact', row)`,
    `insert(\n  'contacts.contact',\n  { id },\n)`,
    'insert(`maintenance.${kind}`, row)',
    `insertColumns('sla.ledger', LEDGER, entries)`,
    `insertColumns<Entry>('sla.ledger', LEDGER, entries)`,
    `saved(this.db, 'identity.team', existing, changes)`,
    `updateVersioned(db, 'maintenance.part', id)`,
    'sql`select 1 from ${ident("identity.office")}`',
    `raw('identity.office o')`,
    `const LINK = { table: 'services.linked_contact', column: 'contact_id' }`,
    `const table = 'identity.office'`,
  ])('%s is found in customers', (text) =>
    expect(sqlStaysInItsSchema(planted(`${M}/application/x.ts`, text))).toHaveLength(1),
  );
  test('may read its own tables and the audit trail', () =>
    expect(
      sqlStaysInItsSchema(
        planted(`${M}/application/x.ts`, 'sql`from customers.job join platform.audit_entry a on true`'),
      ),
    ).toEqual([]));
});

describe('the environment', () => {
  test('is read in the config only', () => expect(environmentIsReadInConfigOnly(product)).toEqual([]));
  test.each(['process.env.PORT', `process['env']`, `import { env } from 'node:process'`])('%s is found', (text) =>
    expect(environmentIsReadInConfigOnly(planted(`${M}/application/x.ts`, text))).toHaveLength(1),
  );
});

describe('row access', () => {
  test('is decided by the reach of identity everywhere', () => expect(reachIsDecidedInIdentity(product)).toEqual([]));
  test.each([
    `import { scopeOf, type Ctx } from '#platform/context';`,
    `import {\n  type Ctx,\n  scopeOf,\n} from '#platform/context';`,
    `const scope = ctx.actor.permissions.get('customers.write');`,
    `if (scope === 'region') return all;`,
    `switch (s) { case 'office': return []; }`,
    `(await this.identity.allOffices()).filter((o) => o.regionId === regionId)`,
    `all.filter(({ regionId }) => regionId === wanted)`,
    `offices.some((o) => o.regionId === ctx.actor.regionId)`,
  ])('%s is found in customers', (text) =>
    expect(reachIsDecidedInIdentity(planted(`${M}/application/x.ts`, text))).toHaveLength(1),
  );
  test('permissions are asked with their scope', () => expect(permissionsAreAskedInOnePlace(product)).toEqual([]));
  test.each([
    `if (!ctx.actor.permissions.has('audit.read')) return null;`,
    `const { permissions } = ctx.actor;`,
    `permissions.get('contacts.read')`,
    `import { ForbiddenError, holds } from '#platform/access';`,
  ])('%s is found', (text) =>
    expect(permissionsAreAskedInOnePlace(planted(`${M}/application/x.ts`, text))).toHaveLength(1),
  );
  test('is decided in identity', () =>
    expect(reachIsDecidedInIdentity(planted('src/modules/identity/application/x.ts', `scope === 'region'`))).toEqual(
      [],
    ));
});

describe('limits', () => {
  const input = (field: string): Source[] =>
    planted(
      `${M}/graphql/inputs.ts`,
      `import { Field, InputType } from '@nestjs/graphql';\n@InputType({ description: 'X.' })\nclass X {\n  ${field}\n  x!: string;\n}`,
    );
  test('are in no description by hand', () => expect(limitsAreDeclared(product)).toEqual([]));
  test.each([
    "@Field({ description: 'Name, at most 200 characters.' })",
    "@Field({ description: 'Name, 1 to 20,000 characters; cannot be emptied.' })",
    '@Field({ description: `Name of ${KINDS}, at most 80 characters.` })',
    "@IdsField('Person', { description: 'Persons, at most 50.' })",
    "@Field(() => [Rate], { description: 'One to 60; the narrowest counts.' })",
  ])('%s is found', (field) => expect(limitsAreDeclared(input(field))).toHaveLength(1));
  test('are found in constants that descriptions use, and where an input repeats one of the domain', () => {
    const constant = `import { Field } from '@nestjs/graphql';\nconst NAME = { description: 'Name, at most 200 characters.' };`;
    expect(limitsAreDeclared(planted(`${M}/graphql/inputs.ts`, constant))).toHaveLength(1);
    const rule = product.map(({ path, text }) => ({
      path,
      text: text.replaceAll('{limits}', 'at most 50 characters'),
    }));
    expect(limitsAreDeclared(rule).length).toBeGreaterThan(50);
  });
  test.each([
    "@Limited(LIMITS.name) @Field({ description: 'Name, {limits}; unique.' })",
    "@Field({ description: 'Amount, at most 4 digits after the point.' })",
    "@Field({ description: 'Last day; at most 1,100 days in all.' })",
  ])('%s is right', (field) => expect(limitsAreDeclared(input(field))).toEqual([]));
});

describe('suppressed checks', () => {
  test('carry their reason everywhere', () => expect(suppressionsCarryReasons(everything)).toEqual([]));
  test.each([
    '// eslint-disable-next-line no-console',
    '/* eslint-disable */',
    '// @ts-ignore because',
    '// @ts-expect-error',
  ])('%s is found', (text) => expect(suppressionsCarryReasons(planted('src/x.ts', `${text}\n`))).toHaveLength(1));
});

describe('tests', () => {
  const specs = everything.filter(({ path }) => path.endsWith('.spec.ts'));
  test('have no limit in wall-clock time', () => expect(noTestHasATimeLimit(specs)).toEqual([]));
  test.each([
    'expect(Date.now() - asked).toBeLessThan(3_000);',
    'expect(performance.now() - began).toBeLessThanOrEqual(5);',
    'await expect.poll(() => rows()).toBe(1);',
    "it('is quick', async () => {\n  await work();\n}, 10_000);",
    "test('is quick', () => {\n}, { timeout: 500 });",
  ])('%s is found', (text) => expect(noTestHasATimeLimit(planted('src/x.spec.ts', text))).toHaveLength(1));

  test('declare jobs and events, or load modules twice, in isolated files only', () =>
    expect(globalDeclarationsAreIsolated(ISOLATED)(specs)).toEqual([]));
  test.each(["defineJob({ name: 'test.x' })", "defineEvent<{ id: string }>('test.x')", 'vi.resetModules()'])(
    '%s is found in another file',
    (text) => {
      const rule = globalDeclarationsAreIsolated(ISOLATED);
      expect(rule(planted('src/modules/customers/x.spec.ts', text))).toHaveLength(1);
      expect(rule(planted('libs/platform/jobs/x.spec.ts', text))).toEqual([]);
    },
  );
});

describe('scripts that run before packages are installed', () => {
  const entries = ['start', 'test', 'cli', 'build', 'bench', 'install', 'ci'].map((name) => `scripts/${name}.mjs`);
  const scripts = sourcesBelow(['scripts', 'libs/embedded'], /\.mjs$/);
  test('need none', () => expect(scriptsNeedNoPackages(entries)(scripts)).toEqual([]));
  test('one that does is found, also below another', () => {
    const found = scriptsNeedNoPackages(['scripts/a.mjs'])([
      { path: 'scripts/a.mjs', text: `import { join } from 'node:path';\nimport { b } from './lib/b.mjs';\n` },
      { path: 'scripts/lib/b.mjs', text: `import pg from 'pg';\nconst { x } = await import('ws');\n` },
    ]);
    expect(found).toEqual(['scripts/lib/b.mjs:1 pg']);
  });
});
