import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { byId, defineLoader, groupedInOrderOf, load, type LoaderDefinition } from '#platform/graphql';
import { type Connection, type PageRequest } from '#platform/paging';
import { ReviewQueries, type ReviewFilter, type ReviewParent } from '../application/review.queries.js';
import {
  type ActionRow,
  type AgendaRow,
  type KpiRow,
  type ParticipantRow,
  type ReviewRow,
} from '../application/review.rows.js';

@Injectable()
export class ReviewLoaders {
  constructor(private readonly queries: ReviewQueries) {}

  /** The review, or null when there is none or the viewer may not see it. */
  readonly reviewById = byId((ids, ctx) => this.queries.byIds(ctx, ids));

  readonly planById = byId((ids, ctx) => this.queries.plansByIds(ctx, ids));

  readonly actionById = byId((ids, ctx) => this.queries.actionsByIds(ctx, ids));

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
    let loader = ctx.memo.get(key) as LoaderDefinition<string, Connection<ReviewRow>> | undefined;
    if (!loader) {
      loader = defineLoader((_ctx, ids) => this.queries.listOf(ctx, parent, ids, filter, args));
      ctx.memo.set(key, loader);
    }
    return load(ctx, loader, id);
  }
}
