import fc from 'fast-check';
import {
  buildSchema,
  execute,
  getOperationAST,
  GraphQLError,
  GraphQLScalarType,
  Kind,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { compileOperation } from './compile.js';

/** Shows what a resolver gets: values of enums and scalars that are not their names, what is null and what is left out. */
function echoSchema(): GraphQLSchema {
  const schema = buildSchema(`
    scalar Stamp
    enum Colour { RED GREEN }
    input Inner { n: Int = 7, colour: Colour! = GREEN, at: Stamp }
    input Outer { text: String, read: Boolean! = true, inner: Inner, inners: [Inner!], numbers: [Int!] = [1, 2], ids: [ID!] }
    type Thing {
      echo(n: Int, must: Int! = 4, numbers: [Int!], deep: [[Int]], colour: Colour = RED, colours: [Colour!], text: String,
        at: Stamp, outer: Outer, outers: [Outer!], ids: [ID!], flag: Boolean): String
      need(outer: Outer!, n: Int!): String!
      thing: Thing
      things: [Thing!]!
    }
    type Query { thing: Thing, echo(text: String, n: Int = 1, colour: Colour, outer: Outer): String }
    type Mutation { echo(text: String, outer: Outer): String }
  `);
  const colours = schema.getType('Colour') as GraphQLEnumType;
  for (const value of colours.getValues()) value.value = `colour ${value.name}`;
  Object.assign(
    schema.getType('Stamp') as GraphQLScalarType,
    new GraphQLScalarType({
      name: 'Stamp',
      parseValue: (value) => {
        if (typeof value !== 'string') throw new GraphQLError('a Stamp is a text');
        return { stamp: value };
      },
      parseLiteral: (node) => {
        if (node.kind !== Kind.STRING) throw new GraphQLError('a Stamp is a text');
        return { stamp: node.value };
      },
    }),
  );
  return schema;
}

const schema = echoSchema();
/** Shows all arguments; their order means nothing. */
const shown = (_source: unknown, args: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(args).sort(([a], [b]) => a.localeCompare(b)));
for (const name of ['Thing', 'Query', 'Mutation'])
  for (const field of Object.values((schema.getType(name) as GraphQLObjectType).getFields()))
    if (field.name === 'echo' || field.name === 'need') field.resolve = shown;
const thing: Record<string, unknown> = {};
thing['thing'] = thing;
thing['things'] = [thing, thing];
const root = { thing };

type Answer = { data?: unknown; errors?: { message: string; path?: readonly (string | number)[] }[] };
const plain = ({ data, errors }: ExecutionResult): Answer => ({
  data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
  ...(errors ? { errors: errors.map(({ message, path }) => ({ message, path })) } : {}),
});

/** The answers of graphql-js and of the compiled form. */
async function both(query: string, variables: Record<string, unknown>): Promise<[Answer, Answer]> {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const compiled = compileOperation(schema, document, getOperationAST(document)!);
  if (!compiled) throw new Error('not compiled');
  const executed = (): ExecutionResult | Promise<ExecutionResult> =>
    execute({ schema, document, rootValue: root, contextValue: {}, variableValues: variables }) as ExecutionResult;
  return [plain(await executed()), plain(await (compiled.run(root, {}, variables) ?? executed()))];
}

describe('the compiled form of an operation', () => {
  it.each([
    ['a default of a required field', 'query ($o: Outer) { echo(outer: $o) }', { o: { text: 'x' } }],
    ['a default of a required enum', 'query ($o: Outer) { echo(outer: $o) }', { o: { inner: { n: 1 } } }],
    ['a variable with a default that is left out', 'query ($n: Int! = 3) { echo(n: $n) }', {}],
    ['null for a variable with a default', 'query ($n: Int = 3) { echo(n: $n) }', { n: null }],
    ['null for a required variable with a default', 'query ($n: Int! = 3) { echo(n: $n) }', { n: null }],
    ['an optional variable left out', 'query ($n: Int, $t: String) { echo(n: $n, text: $t) }', {}],
    ['a list where an object belongs', 'query ($o: Outer) { echo(outer: $o) }', { o: [] }],
    ['a single value for a list', 'query ($o: Outer) { echo(outer: $o) }', { o: { inners: { n: 1 }, ids: 7 } }],
    ['a field that is unknown', 'query ($o: Outer) { echo(outer: $o) }', { o: { colour: 'RED' } }],
    ['an enum', 'query ($c: Colour) { echo(colour: $c) }', { c: 'RED' }],
    ['a scalar that is refused', 'query ($o: Outer) { echo(outer: $o) }', { o: { inner: { at: 5 } } }],
    [
      'variables within a written object',
      'query ($t: String, $n: Int) { echo(outer: { text: $t, inner: { n: $n } }) }',
      {},
    ],
    [
      'a variable in a list of values that may not be null',
      'query ($n: Int! = 1) { thing { echo(numbers: [$n, 2]) } }',
      {},
    ],
    [
      'skip and include',
      'query ($s: Boolean! = true, $i: Boolean!) { a: echo @skip(if: $s) b: echo @include(if: $i) }',
      { i: true },
    ],
    [
      'values in fragments',
      'query ($t: String) { thing { ...F ...F } } fragment F on Thing { thing { echo(text: $t, at: "now") } }',
      { t: 'x' },
    ],
  ])('reads %s as graphql-js does', async (_what, query, variables) => {
    const [executed, compiled] = await both(query, variables);
    expect(compiled).toEqual(executed);
  });

  it('runs nothing that a client writes', async () => {
    const marks = globalThis as { written?: boolean };
    // What graphql-jit takes for a date of its own and puts into the generated code as it is.
    const text = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d0,globalThis.written=true';
    for (const query of [
      `{ echo(text: "${text}") }`,
      `{ echo(outer: { text: "${text}" }) }`,
      `query ($t: String = "${text}") { echo(text: $t) }`,
      `query ($o: Outer = { text: "${text}" }) { echo(outer: $o) }`,
    ]) {
      const [executed, compiled] = await both(query, {});
      expect(marks.written).toBeUndefined();
      expect(compiled).toEqual(executed);
    }
  });

  it('answers as graphql-js does, whatever is written and whatever comes in variables', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(operation, async ({ query, variables }) => {
        if (validate(schema, parse(query)).length > 0) return;
        compared++;
        const [executed, compiled] = await both(query, variables);
        expect(compiled, query).toEqual(executed);
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});

/** Types of arguments of `echo` below a thing, and values of them as they are written and as they come in JSON. */
const ARGUMENTS = {
  n: 'Int',
  must: 'Int!',
  numbers: '[Int!]',
  deep: '[[Int]]',
  colour: 'Colour',
  colours: '[Colour!]',
  text: 'String',
  at: 'Stamp',
  outer: 'Outer',
  outers: '[Outer!]',
  ids: '[ID!]',
  flag: 'Boolean',
} as const;

const written: Readonly<Record<string, readonly string[]>> = {
  Int: ['1', '-5', 'null', '$n'],
  'Int!': ['1', '$m'],
  '[Int!]': ['[]', '[1, 2]', '3', '[$m, 4]', 'null', '[$n]'],
  '[[Int]]': ['[[1], [null]]', '[[$n, 2]]', '5', '[$l]', '[null]'],
  Colour: ['RED', 'null', '$c'],
  '[Colour!]': ['[RED, GREEN]', 'GREEN', '[$c]', '[$d]'],
  String: ['"x"', '"""block"""', 'null', '$t'],
  Stamp: ['"now"', 'null', '$s'],
  Outer: [
    '{}',
    '{ read: false }',
    '{ text: $t, inner: { n: $n, at: $s } }',
    '{ inners: { n: 1 }, ids: 7 }',
    'null',
    '$o',
    '{ numbers: $l }',
    '{ inners: [{ colour: $d }] }',
  ],
  '[Outer!]': ['[]', '[{ text: "y" }, { text: $t }]', '{ text: $t }', '[$o]', 'null'],
  '[ID!]': ['["a", 1]', '"b"', '[$i]', '$j'],
  Boolean: ['true', 'null', '$f'],
};
const VARIABLES: Readonly<
  Record<string, { types: readonly string[]; defaults: readonly string[]; values: readonly unknown[] }>
> = {
  n: { types: ['Int', 'Int!'], defaults: ['3', 'null'], values: [1, null, '1', 1.5, 1e12] },
  m: { types: ['Int!', 'Int'], defaults: ['4'], values: [2, null] },
  l: { types: ['[Int!]', '[Int]', '[Int!]!'], defaults: ['[5]', '6'], values: [[1, 2], 3, [null], null, 'x'] },
  c: { types: ['Colour', 'Colour!'], defaults: ['GREEN'], values: ['RED', 'BLUE', null, 1] },
  d: { types: ['Colour!', 'Colour'], defaults: ['RED'], values: ['GREEN', null] },
  t: { types: ['String', 'String!'], defaults: ['"d"', 'null'], values: ['v', null, 5] },
  s: { types: ['Stamp', 'Stamp!'], defaults: ['"then"'], values: ['later', 5, null] },
  o: {
    types: ['Outer', 'Outer!'],
    defaults: ['{ text: "d" }', '{ inner: {} }'],
    values: [
      {},
      { text: null },
      { inner: { n: null } },
      { inners: [{}, { colour: 'RED' }] },
      { inners: { at: 1 } },
      { ids: 5 },
      { nothing: 1 },
      [],
      null,
      'x',
    ],
  },
  i: { types: ['ID!', 'ID'], defaults: ['9'], values: ['a', 7, null, 1.5] },
  j: { types: ['[ID!]', '[ID!]!'], defaults: ['"a"'], values: [['a'], 'b', 7, [null]] },
  f: { types: ['Boolean', 'Boolean!'], defaults: ['true'], values: [false, null, 'yes'] },
};

const operation = fc
  .record({
    args: fc.record(
      Object.fromEntries(Object.entries(ARGUMENTS).map(([name, type]) => [name, fc.constantFrom(...written[type]!)])),
      { requiredKeys: [] },
    ),
    given: fc.record(
      Object.fromEntries(
        Object.entries(VARIABLES).map(([name, { types, defaults, values }]) => [
          name,
          fc.record({
            type: fc.constantFrom(...types),
            fallback: fc.option(fc.constantFrom(...defaults)),
            value: fc.option(fc.constantFrom(...values), { nil: undefined }),
          }),
        ]),
      ),
    ),
    place: fc.constantFrom(
      'thing { echoed }',
      'thing { things { echoed } }',
      'thing { ... on Thing { thing { ...F } } }',
    ),
  })
  .map(({ args, given, place }) => {
    const listed = Object.entries(args).map(([name, value]) => `${name}: ${value}`);
    const echoed = listed.length > 0 ? `echo(${listed.join(', ')})` : 'echo';
    const used = Object.entries(given).filter(([name]) => new RegExp(`\\$${name}\\b`).test(echoed));
    const definitions = used.map(
      ([name, { type, fallback }]) => `$${name}: ${type}${fallback === null ? '' : ` = ${fallback}`}`,
    );
    const fragment = place.includes('...F') ? ` fragment F on Thing { ${echoed} }` : '';
    return {
      query: `query ${definitions.length > 0 ? `(${definitions.join(', ')})` : ''} { ${place.replace('echoed', echoed)} }${fragment}`,
      variables: Object.fromEntries(used.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]))),
    };
  });
