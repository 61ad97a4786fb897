import DataLoader from 'dataloader';
import { type Ctx } from '#platform/context';

/** A way to fetch many things at once; one DataLoader of it lives per operation. */
export interface LoaderDefinition<K, V> {
  readonly batch: (ctx: Ctx, keys: readonly K[]) => Promise<readonly V[]>;
}

/**
 * Defines a loader; `batch` answers in the order of its keys. Use it in field resolvers with `load(ctx, loader, key)`.
 * Keys are strings.
 */
export function defineLoader<V>(
  batch: (ctx: Ctx, keys: readonly string[]) => Promise<readonly V[]>,
): LoaderDefinition<string, V> {
  return { batch };
}

/** A loader of things by their ids; `find` gives those that there are (and that may be seen), the loader null for others. */
export function byId<V>(
  find: (ids: readonly string[], ctx: Ctx) => Promise<ReadonlyMap<string, V>>,
): LoaderDefinition<string, V | null> {
  return defineLoader(async (ctx, ids) => {
    const found = await find(ids, ctx);
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** The thing of that key, fetched together with all others the operation asks for at the same moment. */
export function load<V>(ctx: Ctx, definition: LoaderDefinition<string, V>, key: string): Promise<V> {
  let loader = ctx.memo.get(definition) as DataLoader<string, V> | undefined;
  if (!loader) {
    loader = new DataLoader<string, V>((keys) => definition.batch(ctx, keys), { maxBatchSize: 1000 });
    ctx.memo.set(definition, loader);
  }
  return loader.load(key);
}

/** The same as `load`, for a key that may be absent. */
export async function loadOptional<V>(
  ctx: Ctx,
  definition: LoaderDefinition<string, V>,
  key: string | null | undefined,
): Promise<V | null> {
  return key == null ? null : load(ctx, definition, key);
}

/**
 * Loads by a key and by what the field was asked with (JSON values, dates and sets): keys that are asked for with the
 * same within an operation are fetched together. `batch` answers in the order of its keys.
 */
export function loaderWith<A extends readonly unknown[], V>(
  batch: (ctx: Ctx, keys: readonly string[], ...asked: A) => Promise<readonly V[]>,
): (ctx: Ctx, key: string, ...asked: A) => Promise<V> {
  const memo = Symbol('loaders by what is asked');
  return (ctx, key, ...asked) => {
    let loaders = ctx.memo.get(memo) as Map<string, LoaderDefinition<string, V>> | undefined;
    if (!loaders) ctx.memo.set(memo, (loaders = new Map()));
    const name = JSON.stringify(asked, (_name, value: unknown) => (value instanceof Set ? [...value] : value));
    let loader = loaders.get(name);
    if (!loader) loaders.set(name, (loader = defineLoader((c, keys) => batch(c, keys, ...asked))));
    return load(ctx, loader, key);
  };
}

/** Puts rows in the order of their keys; a key without a row gives `missing`. */
export function inOrderOf<R, V>(
  keys: readonly string[],
  rows: readonly R[],
  keyOf: (row: R) => string,
  valueOf: (row: R) => V,
  missing: V,
): V[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), valueOf(row)]));
  return keys.map((key) => byKey.get(key) ?? missing);
}

/** Groups rows by key, in the order of the keys. */
export function groupedInOrderOf<R>(keys: readonly string[], rows: readonly R[], keyOf: (row: R) => string): R[][] {
  const groups = new Map<string, R[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
