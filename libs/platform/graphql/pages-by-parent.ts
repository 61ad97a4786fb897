import { type Ctx } from '#platform/context';
import { type Connection, type PageRequest } from '#platform/paging';
import { loaderWith } from './loaders.js';

/**
 * Pages of the children of many parents: `fetch` gets the parents that ask for the same page with the same arguments in
 * the same operation together, and answers in their order (`pagesOf` of `#platform/paging` does so with one statement).
 */
export function pagesByParent<R, A extends readonly unknown[] = []>(
  fetch: (ctx: Ctx, parents: readonly string[], page: PageRequest, ...asked: A) => Promise<readonly Connection<R>[]>,
): (ctx: Ctx, parent: string, page: PageRequest, ...asked: A) => Promise<Connection<R>> {
  const page = loaderWith(fetch);
  return (ctx, parent, { first, after, last, before }, ...asked) =>
    page(ctx, parent, { first, after, last, before }, ...asked);
}
