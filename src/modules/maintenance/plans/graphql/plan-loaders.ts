import { Injectable } from '@nestjs/common';
import { byId, loaderWith, pagesByParent } from '#platform/graphql';
import { PlanQueries } from '../application/plan.queries.js';
import { type Plan } from '../domain/plan.js';

/** Loaders of plans and their occurrences. */
@Injectable()
export class PlanLoaders {
  constructor(private readonly plans: PlanQueries) {}

  readonly planById = byId<Plan>((ids, ctx) => this.plans.byIds(ctx, ids));

  readonly planPage = pagesByParent((_ctx, assetIds, page) => this.plans.plansOf(assetIds, page));

  readonly occurrencePage = pagesByParent((_ctx, planIds, page) => this.plans.occurrencesOf(planIds, page));

  readonly expected = loaderWith(async (ctx, planIds, count: number) => {
    const plans = await this.plans.byIds(ctx, planIds);
    const known = planIds.flatMap((id) => plans.get(id) ?? []);
    const lists = await this.plans.expected(known, count);
    const found = new Map(known.map((plan, i) => [plan.id, lists[i] ?? []]));
    return planIds.map((id) => found.get(id) ?? []);
  });
}
