import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { byId } from '#platform/graphql';
import { type Connection, type PageRequest } from '#platform/paging';
import { loadShared, plain } from '../../basics/graphql/load-shared.js';
import { PlanQueries, type ExpectedOccurrence, type PastOccurrence } from '../application/plan.queries.js';
import { type Plan } from '../domain/plan.js';

/** Loaders of plans and their occurrences. */
@Injectable()
export class PlanLoaders {
  constructor(private readonly plans: PlanQueries) {}

  readonly planById = byId<Plan>((ids, ctx) => this.plans.byIds(ctx, ids));

  planPage(ctx: Ctx, assetId: string, page: PageRequest): Promise<Connection<Plan>> {
    const args = plain(page);
    return loadShared(ctx, ['plans', args], assetId, (ids) => this.plans.plansOf(ids, args));
  }

  occurrencePage(ctx: Ctx, planId: string, page: PageRequest): Promise<Connection<PastOccurrence>> {
    const args = plain(page);
    return loadShared(ctx, ['occurrences', args], planId, (ids) => this.plans.occurrencesOf(ids, args));
  }

  expected(ctx: Ctx, planId: string, count: number): Promise<ExpectedOccurrence[]> {
    return loadShared(ctx, ['expected', count], planId, async (ids) => {
      const plans = await this.plans.byIds(ctx, ids);
      const known = ids.flatMap((id) => plans.get(id) ?? []);
      const lists = await this.plans.expected(known, count);
      const found = new Map(known.map((plan, i) => [plan.id, lists[i] ?? []]));
      return ids.map((id) => found.get(id) ?? []);
    });
  }
}
