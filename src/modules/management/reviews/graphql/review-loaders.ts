import { Injectable } from '@nestjs/common';
import { byId, defineLoader, groupedInOrderOf, pagesByParent } from '#platform/graphql';
import { ReviewQueries, type ReviewFilter, type ReviewParent } from '../application/review.queries.js';
import { type ActionRow, type AgendaRow, type KpiRow, type ParticipantRow } from '../application/review.rows.js';

@Injectable()
export class ReviewLoaders {
  constructor(private readonly queries: ReviewQueries) {}

  /** The review, or null when there is none or the viewer may not see it. */
  readonly reviewById = byId((ids, ctx) => this.queries.byIds(ctx, ids));

  readonly planById = byId((ids, ctx) => this.queries.plansByIds(ctx, ids));

  readonly actionById = byId((ids, ctx) => this.queries.actionsByIds(ctx, ids));

  readonly kpiById = byId<KpiRow>((ids, ctx) => this.queries.kpisByIds(ctx, ids));

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

  /** A page of the reviews of a parent. */
  readonly page = pagesByParent((ctx, ids, page, parent: ReviewParent, filter: ReviewFilter) =>
    this.queries.listOf(ctx, parent, ids, filter, page),
  );
}
