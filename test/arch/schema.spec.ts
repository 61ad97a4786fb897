import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { buildSchema, lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NodeRegistry } from '#platform/graphql';
import { createTestApp, type TestApp } from '#testing/app';
import { ROOT } from './cruise.js';
import {
  connectionsHaveTheirShape,
  credentialsNeedAPerson,
  deprecationsCarryReasons,
  everythingIsDescribed,
  mutationsHaveTheirShape,
  namesFollowTheConventions,
  nodesAreRegistered,
} from './schema-rules.js';

let app: TestApp;
let schema: GraphQLSchema;

beforeAll(async () => {
  app = await createTestApp();
  ({ schema } = app.get(GraphQLSchemaHost));
});

test('schema.graphql is what the code serves', () => {
  const committed = existsSync(join(ROOT, 'schema.graphql')) ? readFileSync(join(ROOT, 'schema.graphql'), 'utf8') : '';
  const served = `${printSchema(lexicographicSortSchema(schema)).trimEnd()}\n`;
  expect(committed === served, 'schema.graphql is not what the code serves. Regenerate it: npm run schema').toBe(true);
});

/** A rule, and a schema that breaks it once for every entry of `finds`. */
const RULES: [string, (schema: GraphQLSchema) => string[], { sdl: string; finds: string[] }][] = [
  [
    'everything is described',
    everythingIsDescribed,
    {
      sdl: `type Query { "Needs the permission \`a.b\`." thing("" id: ID): Thing } type Thing { "x" a: E } "x" enum E { A }`,
      finds: ['Thing', 'Query.thing', 'Query.thing(id:)', 'E.A'],
    },
  ],
  [
    'passwords, tokens, sessions and second factors are changed by people',
    credentialsNeedAPerson,
    {
      sdl: `type Query { a: Int } type Mutation {
              "For anyone signed in." resetPassword: Int "For anyone signed in." endAllSessions: Int
              "Open to everybody." refreshSession: Int "For anyone signed in. Not for API tokens." createApiToken: Int }`,
      finds: ['resetPassword', 'endAllSessions'],
    },
  ],
  [
    'names follow the conventions',
    namesFollowTheConventions,
    {
      sdl: `type Query { a_b(Id: ID): thing } type thing { a: E } enum E { open IN_Work DONE }`,
      finds: ['type thing', 'Query.a_b', 'Query.a_b(Id:)', 'E.open', 'E.IN_Work'],
    },
  ],
  [
    'mutations take one input and answer with userErrors',
    mutationsHaveTheirShape,
    {
      sdl: `type Query { a: Int } type Mutation { a(id: ID!): APayload! b(input: BInput!): Boolean c(input: CInput!, x: Int): APayload! }
            type APayload { a: Int } input BInput { a: Int } input CInput { clientMutationId: String }`,
      finds: ['a takes', 'APayload has no', 'BInput has no', 'b answers', 'c takes', 'APayload has no'],
    },
  ],
  [
    'connections have their shape and arguments',
    connectionsHaveTheirShape,
    {
      sdl: `type Query { things(first: Int, after: String): ThingConnection! } type Thing { a: Int }
            type ThingConnection { edges: [ThingEdge!]! nodes: [Thing!] pageInfo: PageInfo! } type ThingEdge { cursor: String! node: Thing }
            type PageInfo { a: Int }`,
      finds: ['Query.things has no last', 'Query.things has no before', 'the edge of', '.nodes is', '.totalCount is'],
    },
  ],
  [
    'deprecations carry their reason',
    deprecationsCarryReasons,
    {
      sdl: `type Query { a: Int @deprecated b: Int @deprecated(reason: "Use c.") c: E } enum E { A @deprecated }`,
      finds: ['Query.a', 'E.A'],
    },
  ],
];

describe.each(RULES)('%s', (_name, rule, plant) => {
  test('in the whole schema', () => expect(rule(schema)).toEqual([]));
  test('and what breaks it is found', () => {
    const found = rule(buildSchema(plant.sdl));
    for (const what of plant.finds) expect(found).toContainEqual(expect.stringContaining(what));
    expect(found).toHaveLength(plant.finds.length);
  });
});

describe('every thing with a global id is found by node(id:)', () => {
  test('in the whole schema', () => expect(nodesAreRegistered(schema, app.get(NodeRegistry).types)).toEqual([]));
  test('and a forgotten one is found', () => {
    const sdl = `interface Node { id: ID! } type A implements Node { id: ID! } type Query { a: A }`;
    expect(nodesAreRegistered(buildSchema(sdl), ['B'])).toEqual([
      'A is not found by node(id:)',
      'B does not implement Node',
    ]);
  });
});

describe('the check for breaking changes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-schema-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const OLD = `type Query { a(x: Int): String! b: E } enum E { A B }`;
  const check = (next: string, ...more: string[]) => {
    writeFileSync(join(folder, 'old.graphql'), OLD);
    writeFileSync(join(folder, 'new.graphql'), next);
    const files = [`--old=${join(folder, 'old.graphql')}`, `--new=${join(folder, 'new.graphql')}`];
    return spawnSync(process.execPath, ['scripts/check-schema.mjs', ...files, ...more], {
      cwd: ROOT,
      encoding: 'utf8',
    });
  };

  test('lets additions pass', () => expect(check(`${OLD} extend type Query { c: Int }`).status).toBe(0));
  test.each([
    ['a removed field', `type Query { b: E } enum E { A B }`],
    ['a field that may be null now', `type Query { a(x: Int): String b: E } enum E { A B }`],
    ['a new required argument', `type Query { a(x: Int, y: Int!): String! b: E } enum E { A B }`],
    ['a removed enum value', `type Query { a(x: Int): String! b: E } enum E { A }`],
  ])('stops %s', (_what, next) => {
    const { status, stdout } = check(next);
    expect(status).toBe(1);
    expect(stdout).toContain('breaks clients');
    expect(check(next, '--major').status).toBe(0);
  });
  test('has nothing to say before the first release, or passes against it', () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/check-schema.mjs'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stdout).not.toBe('');
    expect(status).toBe(0);
  });
});
