import { Injectable } from '@nestjs/common';
import {
  byId,
  defineLoader,
  groupedInOrderOf,
  loaderWith,
  pagesByParent,
  type LoaderDefinition,
} from '#platform/graphql';
import { PyramidPolicy } from '../application/pyramid.policy.js';
import { PyramidQueries } from '../application/pyramid.queries.js';
import { RevenueQueries, type TierAssignment } from '../application/revenue.queries.js';
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

  readonly tierById = byId<Tier>(async () => new Map((await this.pyramid.tiers()).map((t) => [t.id, t])));

  readonly tierAssignmentByCustomer = byId<TierAssignment>(
    async (ids) => new Map((await this.revenue.tierAssignments(ids)).map((s) => [s.customerId, s])),
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

  readonly monthsByCustomer = loaderWith(async (_ctx, ids, range: MonthRange) =>
    groupedInOrderOf(ids, await this.revenue.monthsOf(ids, range), (r) => r.customerId),
  );

  readonly movesByCustomer = pagesByParent((_ctx, ids, page) => this.revenue.movesOf(ids, page));

  readonly entriesByCustomer = pagesByParent((_ctx, ids, page, range: Partial<MonthRange>) =>
    this.revenue.entriesOf(ids, page, range),
  );
}
