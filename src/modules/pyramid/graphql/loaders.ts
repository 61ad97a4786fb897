import { Injectable } from '@nestjs/common';
import {
  byId,
  defineLoader,
  groupedInOrderOf,
  inOrderOf,
  type Connection,
  type LoaderDefinition,
} from '#platform/graphql';
import { type PageRequest } from '#platform/paging';
import { PyramidPolicy } from '../application/pyramid.policy.js';
import { PyramidQueries } from '../application/pyramid.queries.js';
import {
  RevenueQueries,
  type MonthRevenue,
  type Move,
  type RevenueEntry,
  type TierAssignment,
} from '../application/revenue.queries.js';
import { type Tier } from '../application/tier-row.js';
import { type MonthRange } from '../domain/window.js';

/** Loaders for tiers and for what customers have of the pyramid. */
@Injectable()
export class PyramidLoaders {
  constructor(
    private readonly pyramid: PyramidQueries,
    private readonly revenue: RevenueQueries,
    private readonly policy: PyramidPolicy,
  ) {}

  readonly tierById = defineLoader<Tier | null>(async (_ctx, ids) =>
    inOrderOf(
      ids,
      await this.pyramid.tiers(),
      (t) => t.id,
      (t) => t as Tier | null,
      null,
    ),
  );

  readonly tierAssignmentByCustomer = defineLoader<TierAssignment | null>(async (_ctx, ids) =>
    inOrderOf(
      ids,
      await this.revenue.tierAssignments(ids),
      (s) => s.customerId,
      (s) => s as TierAssignment | null,
      null,
    ),
  );

  /** Whether the actor may see the revenue of a customer. */
  readonly revenueVisible = defineLoader<boolean>(async (ctx, ids) => {
    const reached = await this.policy.reached(ctx, 'pyramid.read', ids);
    return ids.map((id) => reached.has(id));
  });

  /** Loader of what belongs to a customer, without what the actor may not see of its revenue. */
  visible<R extends { readonly customerId: string }>(
    find: (ids: readonly string[]) => Promise<ReadonlyMap<string, R>>,
  ): LoaderDefinition<string, R | null> {
    return byId(async (ids, ctx) => {
      const rows = await find(ids);
      const customers = [...new Set([...rows.values()].map((row) => row.customerId))];
      const reached = await this.policy.reached(ctx, 'pyramid.read', customers);
      return new Map([...rows].filter(([, row]) => reached.has(row.customerId)));
    });
  }

  /** By customer; the key is the range, the page or whatever else the field was asked with, and the customer. */
  readonly monthsByCustomer = defineLoader<MonthRevenue[]>((_ctx, keys) =>
    byArguments<MonthRange, MonthRevenue[]>(keys, async (range, ids) => {
      const lists = groupedInOrderOf(ids, await this.revenue.monthsOf(ids, range), (r) => r.customerId);
      const own = new Map(ids.map((id, i) => [id, lists[i] as MonthRevenue[]]));
      return (id) => own.get(id) as MonthRevenue[];
    }),
  );

  readonly movesByCustomer = defineLoader<Connection<Move>>((_ctx, keys) =>
    byArguments<PageRequest, Connection<Move>>(keys, async (page, ids) => {
      const pages = await this.revenue.movesOf(ids, page);
      return (id) => pages.get(id) as Connection<Move>;
    }),
  );

  readonly entriesByCustomer = defineLoader<Connection<RevenueEntry>>((_ctx, keys) =>
    byArguments<PageRequest & Partial<MonthRange>, Connection<RevenueEntry>>(keys, async (args, ids) => {
      const pages = await this.revenue.entriesOf(ids, args);
      return (id) => pages.get(id) as Connection<RevenueEntry>;
    }),
  );
}

/** Key of a loader whose field has arguments. */
export function keyOf(args: object, id: string): string {
  return JSON.stringify([args, id]);
}

/** Fetches for each set of arguments once; in one operation there are few of them. */
async function byArguments<A, V>(
  keys: readonly string[],
  fetch: (args: A, ids: readonly string[]) => Promise<(id: string) => V>,
): Promise<V[]> {
  const wanted = keys.map((key) => JSON.parse(key) as [A, string]);
  const idsOf = new Map<string, { args: A; ids: string[] }>();
  for (const [args, id] of wanted) {
    const group = JSON.stringify(args);
    const entry = idsOf.get(group) ?? { args, ids: [] };
    idsOf.set(group, entry);
    entry.ids.push(id);
  }
  const found = new Map<string, (id: string) => V>();
  for (const [group, { args, ids }] of idsOf) found.set(group, await fetch(args, ids));
  return wanted.map(([args, id]) => (found.get(JSON.stringify(args)) as (id: string) => V)(id));
}
