import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type Database } from './database.js';

export interface DrainSteps<T> {
  /** Is anything due? One look into an index, before a transaction is begun for it. */
  readonly due?: () => Promise<boolean>;
  /** One batch, in a transaction of its own; undefined when it found nothing to do or got nowhere. */
  readonly batch: () => Promise<Result<T | undefined, never>>;
}

/**
 * Works off what is due, batch by batch, until nothing is; gives the sums of what the batches counted. A worker that
 * dies loses the batch it is at, and any number may run at once when each batch skips what others hold.
 */
export async function drain<T extends { readonly [K in keyof T]: number }>(
  db: Database,
  ctx: Ctx,
  none: T,
  { due, batch }: DrainSteps<T>,
): Promise<T> {
  const keys = Object.keys(none) as (keyof T)[];
  let sum = none;
  for (;;) {
    if (due && !(await due())) return sum;
    const done = await db.transaction(ctx, batch);
    if (!done.ok || done.value === undefined) return sum;
    const { value } = done;
    sum = Object.fromEntries(keys.map((key) => [key, sum[key] + value[key]])) as unknown as T;
  }
}
