import { type Ctx } from '#platform/context';
import { type Wanted } from '#platform/database';
import { type Connection, type PageRequest } from '#platform/paging';
import { defineLoader, load, type LoaderDefinition } from './loaders.js';

/**
 * Pages of the children of many parents: `fetch` gets the parents that ask for the same page in the same operation
 * together, and answers in their order (`pagesOf` of `#platform/paging` does so with one statement).
 */
export function pagesByParent<R>(
  fetch: (ctx: Ctx, parents: readonly string[], page: PageRequest, wanted: Wanted) => Promise<readonly Connection<R>[]>,
): (ctx: Ctx, parent: string, page: PageRequest, wanted?: Wanted) => Promise<Connection<R>> {
  const memo = Symbol('pages by parent');
  return (ctx, parent, { first, after, last, before }, wanted = null) => {
    let loaders = ctx.memo.get(memo) as Map<string, LoaderDefinition<string, Connection<R>>> | undefined;
    if (!loaders) ctx.memo.set(memo, (loaders = new Map()));
    const key = `${first} ${after} ${last} ${before} ${wanted && [...wanted].join()}`;
    let loader = loaders.get(key);
    if (!loader) {
      const page = { first, after, last, before };
      loaders.set(key, (loader = defineLoader((c, parents) => fetch(c, parents, page, wanted))));
    }
    return load(ctx, loader, parent);
  };
}
