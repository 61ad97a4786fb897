import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { costVaries, LIMITS, operationCost } from './limits.js';

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
});
