import { expect, it } from 'vitest';
import { type Ctx } from '#platform/context';
import { pageOfList } from '#platform/paging';
import { pagesByParent } from './pages-by-parent.js';

const order = {
  list: 'words',
  keys: [{ column: { text: '', values: [] } as never, type: 'text' as const, value: (row: string) => row }],
  direction: 'ASC' as const,
};

it('parents that ask for the same page are fetched together, those that ask otherwise apart', async () => {
  const fetched: unknown[] = [];
  const page = pagesByParent((_ctx, parents, asked, kind: string, wanted: ReadonlySet<string>) => {
    fetched.push([parents, kind, [...wanted]]);
    return Promise.resolve(parents.map((parent) => pageOfList([`${kind} of ${parent}`], asked, order)));
  });
  const ctx = { memo: new Map() } as unknown as Ctx;
  const first = { first: 1, filter: 'belongs to the field' };
  const pages = await Promise.all([
    page(ctx, 'a', first, 'duty', new Set(['id'])),
    page(ctx, 'b', first, 'duty', new Set(['id'])),
    page(ctx, 'a', { first: 2 }, 'duty', new Set(['id'])),
    page(ctx, 'a', first, 'review', new Set(['id'])),
    page(ctx, 'a', first, 'duty', new Set(['name'])),
  ]);
  expect(pages.flatMap((p) => p.nodes)).toEqual(['duty of a', 'duty of b', 'duty of a', 'review of a', 'duty of a']);
  expect(fetched).toEqual([
    [['a', 'b'], 'duty', ['id']],
    [['a'], 'duty', ['id']],
    [['a'], 'review', ['id']],
    [['a'], 'duty', ['name']],
  ]);
});
