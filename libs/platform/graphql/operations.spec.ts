import { buildSchema, getIntrospectionQuery, type DocumentNode, type GraphQLError } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { ANONYMOUS, byOffice, definePermissions, UnauthenticatedError, type AccessRule } from '#platform/access';
import { systemCtx, type Ctx, type Scope } from '#platform/context';
import { LIMITS } from './limits.js';
import { Operations } from './operations.js';

definePermissions({ 'operations-spec.read': byOffice('read things') });
const rules: Readonly<Record<string, AccessRule>> = {
  thing: { kind: 'permission', permission: 'operations-spec.read' },
  mine: { kind: 'signed-in' },
  keys: { kind: 'public' },
};
const schema = buildSchema(`
  type Thing { id: ID! name: String a: Thing b: Thing things(first: Int): [Thing!]! }
  type Query { thing: Thing mine: Thing keys: Thing forgotten: Thing }
`);
for (const field of Object.values(schema.getQueryType()?.getFields() ?? {}))
  field.extensions = { access: rules[field.name] };

const caller = (id: string | null, permissions: Record<string, Scope> = {}): Ctx => ({
  ...systemCtx('api'),
  actor: { ...ANONYMOUS, id, permissions: new Map(Object.entries(permissions)) },
});
const nobody = caller(null);
const somebody = caller('somebody');
const reader = caller('reader', { 'operations-spec.read': 'firm' });

let operations: Operations;
beforeEach(() => void (operations = new Operations(schema)));

const isDocument = (prepared: DocumentNode | readonly GraphQLError[]): prepared is DocumentNode => 'kind' in prepared;

/** Sends a query as the gateway does. */
async function send(query: string, ctx: Ctx, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    const document = operations.prepare(query, undefined, {}, ctx);
    if (isDocument(document)) await operations.execute({ schema, document, contextValue: ctx });
  }
}

const messagesOf = (query: string, ctx: Ctx = reader): string[] => {
  const prepared = operations.prepare(query, undefined, {}, ctx);
  return isDocument(prepared) ? [] : prepared.map(({ message }) => message);
};

/** Fragments of which each spreads the next twice. */
const doubling = (levels: number, root = 'thing'): string =>
  `{ ${root} { ...F0 } } ${Array.from({ length: levels }, (_, i) => `fragment F${i} on Thing { id ${i < levels - 1 ? `a { ...F${i + 1} } b { ...F${i + 1} }` : ''} }`).join(' ')}`;

describe('documents that are kept', () => {
  const query = '{ thing { id name } }';

  it('are kept from the second use on and compiled at the fourth', async () => {
    await send(query, reader);
    expect(operations.use).toMatchObject({ documents: 0, compilations: 0 });
    await send(query, reader);
    expect(operations.use).toMatchObject({ documents: 1, compilations: 0 });
    await send(query, reader, 2);
    expect(operations.use).toMatchObject({ documents: 1, compilations: 1 });
    await send(query, reader, 20);
    expect(operations.use).toMatchObject({ documents: 1, compilations: 1 });
  });

  it.each([
    ['has not signed in', nobody],
    ['lacks the permission of a root field', somebody],
  ])('are not those of a caller who %s', async (_who, ctx) => {
    for (const asked of [query, doubling(8), '{ ...R } fragment R on Query { keys { id } thing { id } }'])
      await send(asked, ctx, 10);
    expect(operations.use).toEqual({ documents: 0, bytes: 0, compilations: 0 });
  });

  it('are not those with a root field that declares no access', async () => {
    await send('{ forgotten { id } }', reader, 5);
    expect(operations.use.documents).toBe(0);
  });

  it('are not compiled for somebody without a permission when others have made them known', async () => {
    await send(query, reader, 3);
    await send(query, somebody, 5);
    expect(operations.use).toMatchObject({ documents: 1, compilations: 0 });
  });

  it('are kept, but not compiled, when everybody may run them', async () => {
    await send('{ keys { id } }', nobody, 10);
    expect(operations.use).toMatchObject({ documents: 1, compilations: 0 });
  });

  it('are not those that are wrong', async () => {
    for (let i = 0; i < 50; i++) await send(`{ thing { nothing${i} } }`, reader, 3);
    for (let i = 0; i < 50; i++) await send(`{ thing { `, reader, 3);
    expect(operations.use).toEqual({ documents: 0, bytes: 0, compilations: 0 });
  });

  it('take a bounded number of bytes, those of nobody in particular a few', async () => {
    const long = (i: number, root: string): string =>
      `query Q${i} { ${root} { ${'name @skip(if: true) '.repeat(80)} } } # ${'x'.repeat(15_000)}`;
    for (let i = 0; i < 150; i++) await send(long(i, 'keys'), nobody, 2);
    const { bytes, documents } = operations.use;
    expect(bytes).toBeLessThanOrEqual(2_000_000);
    expect(documents).toBeGreaterThan(1);
    expect(documents).toBeLessThan(150);
    for (let i = 0; i < 30; i++) await send(long(i, 'thing'), reader, 4);
    expect(operations.use.bytes).toBeLessThanOrEqual(66_000_000);
    expect(operations.use.bytes).toBeGreaterThan(bytes);
  });

  it('are not compiled when they are large once their fragments are unfolded', async () => {
    await send(doubling(7), reader, 6);
    expect(operations.use).toMatchObject({ documents: 1, compilations: 1 });
    await send(doubling(10), reader, 6);
    expect(operations.use).toMatchObject({ documents: 2, compilations: 1 });
  });
});

describe('a document that would take long to look at', () => {
  it.each([
    ['fragments within fragments', doubling(13), 'fields'],
    ['hundreds of them', doubling(150), 'fields'],
    ['one name for two ways', doubling(60).replace(/b \{/g, 'a {'), 'fields'],
    ['fragments that nobody spreads', `{ mine { id } } ${doubling(60).replace('{ thing { ...F0 } }', '')}`, 'fields'],
    [
      'fragments of one name',
      `{ mine { id } } ${'fragment F on Thing { a { ...G } b { ...G } } '.repeat(40)} fragment G on Thing { ${'id name '.repeat(40)} }`,
      'fields',
    ],
    [
      'operations beside it',
      Array.from({ length: 90 }, (_, i) => `query Q${i} { mine { ...F } }`).join(' ') +
        `fragment F on Thing { ${'id name '.repeat(40)} }`,
      'fields',
    ],
    ['a field again and again', `{ mine { ${'id '.repeat(400)} } }`, 'comparisons'],
    ['inline fragments again and again', `{ mine { ${'... on Thing { a { id } } '.repeat(300)} } }`, 'comparisons'],
    [
      'long arguments again and again',
      `{ mine { ${`things(first: ${'['.repeat(40)}${']'.repeat(40)}) { id } `.repeat(40)} } }`,
      'comparisons',
    ],
    ['depth', `{ mine { ${'a { '.repeat(200)} id ${'} '.repeat(200)} } }`, 'depth'],
    ['aliases', `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: mine { id }`).join(' ')} }`, 'aliases'],
    ['comments', `{ mine { id } } ${'#\n'.repeat(60_000)}`, 'length'],
  ])('is refused before it is validated: %s', (_what, query, limit) => {
    const prepared = operations.prepare(query, undefined, {}, reader) as readonly GraphQLError[];
    expect(prepared).toHaveLength(1);
    const { name, allowed, given } = prepared[0]?.extensions['limit'] as {
      name: string;
      allowed: number;
      given: number;
    };
    expect(name).toBe(limit);
    expect(allowed).toBe(LIMITS[limit as keyof typeof LIMITS]);
    expect(given).toBeGreaterThan(allowed);
    expect(prepared[0]?.message).toContain(`the limit is ${allowed}, it is ${given - allowed} over`);
  });

  it('is refused for its tokens, of which a caller who has not signed in has fewer', () => {
    const query = `{ keys { ${Array.from({ length: 1200 }, (_, i) => `a${i % 10}`).join(' ')} } }`;
    expect(messagesOf(query, nobody)).toEqual([expect.stringMatching(/1000 tokens.*sign in/is)]);
    expect(messagesOf(`${query} ${query} ${query} ${query}`)).toEqual([expect.stringMatching(/4000 tokens/)]);
  });

  it('is answered with the demand to sign in, where that is what matters', () => {
    const query = `{ mine { things(first: 1) { ${'things(first: 1) { '.repeat(4)} id ${'} '.repeat(4)} } } }`;
    const [error] = operations.prepare(query, undefined, {}, nobody) as readonly GraphQLError[];
    expect(error?.originalError).toBeInstanceOf(UnauthenticatedError);
    expect(messagesOf(query)).toEqual([expect.stringContaining('the limit is 50000')]);
  });

  it('names the circle of fragments that spread themselves', () => {
    const circle = Array.from(
      { length: 50 },
      (_, i) => `fragment F${i} on Thing { a { ...F${(i + 1) % 50} ...F${(i * 3) % 50} } }`,
    );
    expect(messagesOf(`{ thing { ...F0 } } ${circle.join(' ')}`)[0]).toMatch(/Cannot spread fragment .* within itself/);
  });

  it('does not list thousands of mistakes', () => {
    const query = `{ thing { ${Array.from({ length: 300 }, (_, i) => `wrong${i}`).join(' ')} } }`;
    expect(messagesOf(query).length).toBeLessThan(25);
    expect(messagesOf(query, nobody).length).toBeLessThan(10);
  });

  it('says so where values are nested without end', () => {
    const nested = `{ thing { things(first: ${'['.repeat(1_950)}${']'.repeat(1_950)}) { id } } }`;
    for (const message of messagesOf(nested)) expect(message).not.toMatch(/call stack/);
  });
});

describe('a look at the schema', () => {
  it('is free to everybody, but once at a time without a sign-in', () => {
    expect(messagesOf(getIntrospectionQuery(), nobody)).toEqual([]);
    const looks = (times: number): string =>
      `{ ${Array.from({ length: times }, (_, i) => `a${i}: __schema { types { name } }`).join(' ')} }`;
    expect(messagesOf(looks(1), nobody)).toEqual([]);
    expect(messagesOf(looks(4), nobody)).toEqual([expect.stringContaining('the limit is 20000')]);
    expect(messagesOf(looks(4))).toEqual([]);
    expect(messagesOf(looks(30))).toEqual([expect.stringContaining('the limit is 50000')]);
  });

  it('costs more the more it asks for', () => {
    const fields = [...'abcdefghij'].map((name) => `${name}: T0`).join(' ');
    const types = Array.from({ length: 60 }, (_, i) => `type T${i} { ${fields} }`).join(' ');
    operations = new Operations(buildSchema(`type Query { a: T0 } ${types}`));
    const nested = (names: number): string =>
      `{ __schema { types { fields { type { fields { ${'name '.repeat(names)} } } } } } }`;
    expect(messagesOf(nested(10), nobody)).toEqual([]);
    expect(messagesOf(nested(130), nobody)).toEqual([expect.stringContaining('the limit is 20000')]);
  });
});
