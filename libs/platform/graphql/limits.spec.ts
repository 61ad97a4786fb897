import { buildSchema, parse, type GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { costVaries, LIMITS, operationCost } from './limits.js';
import { COSTS_KEY, LIST_SIZE_KEY } from './operation-cost.js';

const cost = (query: string, variables: Record<string, unknown> = {}): number =>
  operationCost(parse(query), undefined, variables);

describe('what an operation may bring back', () => {
  const plain = '{ customers(first: 200) { nodes { jobs(first: 100) { nodes { id } } } } }';

  it('is every field times the sizes of the pages above it', () => {
    expect(cost(plain)).toBe(1 + 200 * (1 + (1 + 100 * 2)));
  });

  it('is the same whether nodes are asked for directly, in an inline fragment or in a named one', () => {
    expect(cost('{ customers(first: 200) { ... { nodes { jobs(first: 100) { ... { nodes { id } } } } } } }')).toBe(
      cost(plain),
    );
    expect(
      cost(`{ customers(first: 200) { ...C } }
            fragment C on CustomerConnection { nodes { jobs(first: 100) { ...J } } }
            fragment J on JobConnection { nodes { id } }`),
    ).toBe(cost(plain));
  });

  it('counts the default of a page size that comes through a variable', () => {
    const query = 'query ($n: Int = 200) { customers(first: $n) { nodes { id } } }';
    expect(cost(query)).toBe(1 + 200 * 2);
    expect(cost(query, { n: 5 })).toBe(1 + 5 * 2);
  });

  it('varies with a page size that is a variable, however it is written', () => {
    expect(costVaries(parse('query ($n: Int) { customers(first: $n) { nodes { id } } }'))).toBe(true);
    expect(costVaries(parse('query ($n: Int) { customers(first:,$n) { nodes { id } } }'))).toBe(true);
    expect(costVaries(parse('query ($n: Int) { customers(first: # so many\n $n) { nodes { id } } }'))).toBe(true);
    expect(costVaries(parse(plain))).toBe(false);
  });

  it('lets tools look at the whole schema, but not thirty times at once', () => {
    const look = (times: number) =>
      cost(`{ __typename ${Array.from({ length: times }, (_, i) => `a${i}: __schema { types { name } }`).join(' ')} }`);
    expect(look(1)).toBeLessThan(LIMITS.cost);
    expect(look(30)).toBeGreaterThan(LIMITS.cost);
  });

  it('is known at once for fragments that spread one another twice, and is too much', () => {
    const levels = Array.from({ length: 200 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`);
    const query = `{ ...f0 } ${levels.join(' ')} fragment f200 on Query { viewer { employee { id } } }`;
    expect(cost(query)).toBe(Number.MAX_SAFE_INTEGER);
  });

  describe('by the schema', () => {
    const schema = buildSchema(`
      type Office { code: String region: Region! tags: [String!]! }
      type Region { code: String offices: [Office!]! matrix: [[Office!]!]! all: [Office!] }
      type RegionConnection { nodes: [Region!]! edges: [RegionEdge!]! }
      type RegionEdge { node: Region! }
      type Query { regions: [Region!]! page(first: Int): RegionConnection! heavy: String }
      type Mutation { change: String costly: String }
    `);
    const declare = (type: string, field: string, extensions: Record<string, number>): void => {
      const found = (schema.getType(type) as GraphQLObjectType).getFields()[field];
      if (found) found.extensions = extensions;
    };
    declare('Region', 'all', { [LIST_SIZE_KEY]: 500 });
    declare('Query', 'heavy', { [COSTS_KEY]: 2000 });
    declare('Mutation', 'costly', { [COSTS_KEY]: 700 });
    const price = (query: string): number => operationCost(parse(query), undefined, {}, schema);

    it('counts lists without pages as ten, or as they declare', () => {
      expect(price('{ regions { code } }')).toBe(1 + 10);
      expect(price('{ regions { offices { code tags } } }')).toBe(1 + 10 * (1 + 10 * 2));
      expect(price('{ regions { matrix { code } } }')).toBe(1 + 10 * (1 + 100));
      expect(price('{ regions { all { code } } }')).toBe(1 + 10 * (1 + 500));
      expect(price('{ page(first: 200) { nodes { offices { code } } } }')).toBe(1 + 200 * (1 + (1 + 10)));
      expect(price('{ page(first: 200) { edges { node { code } } } }')).toBe(1 + 200 * 3);
    });

    it('refuses circles of lists, directly and through fragments', () => {
      const circle = `${'offices { region { '.repeat(4)} code ${'} } '.repeat(4)}`;
      expect(price(`{ regions { ${circle} } }`)).toBeGreaterThan(LIMITS.cost);
      const turns = [0, 1, 2, 3].map((i) => `fragment F${i} on Region { offices { region { ...F${i + 1} } } }`);
      expect(price(`{ regions { ...F0 } } ${turns.join(' ')} fragment F4 on Region { code }`)).toBe(
        price(`{ regions { ${circle} } }`),
      );
    });

    it('adds the price of what is computed, once for each alias', () => {
      expect(price('{ heavy }')).toBe(2001);
      expect(price('{ a: heavy b: heavy ...F } fragment F on Query { c: heavy }')).toBe(3 * 2001);
      expect(price('mutation { change costly }')).toBe(1 + 100 + 1 + 700);
    });
  });
});
