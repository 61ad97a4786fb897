import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { MAX_PAGE } from '#platform/paging';
import { ANONYMOUS_LIMITS, LIMITS } from '../../libs/platform/graphql/limits.js';
import { LIST_SIZE } from '../../libs/platform/graphql/operation-cost.js';
import { Operations } from '../../libs/platform/graphql/operations.js';
import { ROOT } from '../arch/cruise.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const operations = new Operations(buildSchema(read('schema.graphql')));
const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The GraphQL of a page, block by block. */
const blocksOf = (text: string): string[] =>
  [...text.matchAll(/^ *```(?:graphql|gql)\n([\s\S]*?)^ *```/gm)].map(([, block = '']) => block);

/** What the gateway would refuse in the blocks of a page, limits included. */
const wrongIn = (text: string): string[] =>
  blocksOf(text).flatMap((block) => {
    const prepared = operations.prepare(block, undefined, {});
    return 'kind' in prepared ? [] : prepared.map(({ message }) => message);
  });

test.each(pages)('%s asks only what the schema answers', (page) => expect(wrongIn(read(page))).toEqual([]));

test('the pages with queries are read', () => {
  expect(blocksOf(read('README.md')).length).toBeGreaterThanOrEqual(2);
  expect(blocksOf(read('docs/clients.md')).length).toBeGreaterThanOrEqual(8);
});

test('a wrong block is found', () => {
  const page = (query: string): string => `Text.\n\n\`\`\`graphql\n${query}\n\`\`\`\n`;
  expect(wrongIn(page('{ viewer { employee { name } } }'))).toEqual([]);
  expect(wrongIn(page('{ viewer { shoeSize } }'))).toEqual(['Cannot query field "shoeSize" on type "Viewer".']);
  expect(wrongIn(page('{ viewer { employee { name } }'))).toEqual([expect.stringContaining('Syntax Error')]);
  expect(wrongIn(page('query ($id: String!) { node(id: $id) { id } }'))).toEqual([expect.stringContaining('"$id"')]);
  expect(
    wrongIn(page('{ customers(first: 200) { nodes { contacts(first: 200) { nodes { id subject } } } } }')),
  ).toEqual([expect.stringContaining('the limit is 50000')]);
});

test('docs/clients.md has the limits of the gateway', () => {
  const limits = read('docs/clients.md').split('## Limits')[1]!;
  const rows = [...limits.matchAll(/\| ([\d,]+)(?: [a-z]+)? +\|$/gm)].map(([, n = '']) =>
    Number(n.replaceAll(',', '')),
  );
  const { body, depth, aliases, length, fields, comparisons, tokens, cost } = LIMITS;
  expect(rows).toEqual([body, 1_000_000, depth, aliases, length, fields, comparisons, tokens, cost, MAX_PAGE]);
  const said = (n: number): string => n.toLocaleString('en');
  expect(limits).toContain(
    `may send ${said(ANONYMOUS_LIMITS.tokens)} tokens and a cost of ${said(ANONYMOUS_LIMITS.cost)}`,
  );
  expect(limits).toContain(`${LIST_SIZE} for any other list`);
});
