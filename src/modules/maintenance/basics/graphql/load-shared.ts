import { type Ctx } from '#platform/context';
import { defineLoader, load, type LoaderDefinition } from '#platform/graphql';
import { type PageRequest } from '#platform/paging';

/** A page without what else was given with it. */
export const plain = ({ first, after, last, before }: PageRequest): PageRequest => ({ first, after, last, before });

/** What belongs to an id, read at once for all that ask for the same within an operation. */
export function loadShared<V>(
  ctx: Ctx,
  [name, args]: readonly [name: string, args: unknown],
  id: string,
  batch: (ids: readonly string[]) => Promise<V[]>,
): Promise<V> {
  const key = `maintenance.${name} ${JSON.stringify(args)}`;
  let loader = ctx.memo.get(key) as LoaderDefinition<string, V> | undefined;
  if (!loader) {
    loader = defineLoader((_ctx, ids) => batch(ids));
    ctx.memo.set(key, loader);
  }
  return load(ctx, loader, id);
}
