import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { defineLoader, groupedInOrderOf, load } from '#platform/graphql';
import { type Connection, type PageRequest } from '#platform/paging';
import { ReviewQueries, type ReviewFilter, type ReviewParent } from '../application/review.queries.js';
import {
  type ActionRow,
  type AgendaRow,
  type KpiRow,
  type ParticipantRow,
  type ReviewPlanRow,
  type ReviewRow,
} from '../application/review.rows.js';
import { shared } from './loaders.js';

@Injectable()
export class ReviewLoaders {
  constructor(private readonly queries: ReviewQueries) {}

  /** The review, or null when there is none or the viewer may not see it. */
  readonly reviewById = defineLoader<ReviewRow | null>(async (ctx, ids) => {
    const found = await this.queries.byIds(ctx, ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly planById = defineLoader<ReviewPlanRow | null>(async (ctx, ids) => {
    const found = await this.queries.plansByIds(ctx, ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly actionById = defineLoader<ActionRow | null>(async (ctx, ids) => {
    const found = await this.queries.actionsByIds(ctx, ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly kpiById = defineLoader<KpiRow | null>(async (ctx, ids) => {
    if (!ctx.actor.permissions.has('management.read')) return ids.map(() => null);
    const found = await this.queries.kpisByIds(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly actionsByReview = defineLoader<ActionRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.actionsOf(ids), (a) => a.reviewId),
  );

  readonly carriedIntoReview = defineLoader<ActionRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.carriedInto(ids), (a) => a.of),
  );

  readonly agendaByReview = defineLoader<AgendaRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.agendaOf(ids), (i) => i.reviewId),
  );

  readonly participantsByReview = defineLoader<ParticipantRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.participantsOf(ids), (p) => p.reviewId),
  );

  /** A page of the reviews of a parent; the same page of many parents takes one statement. */
  page(
    ctx: Ctx,
    parent: ReviewParent,
    id: string,
    filter: ReviewFilter,
    { first, after, last, before }: PageRequest,
  ): Promise<Connection<ReviewRow>> {
    const args = { first, after, last, before };
    const key = `management.reviews ${parent} ${JSON.stringify([args, filter])}`;
    return load(
      ctx,
      shared(ctx, key, (ids) => this.queries.listOf(ctx, parent, ids, filter, args)),
      id,
    );
  }
}
