import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Checks, describeLimits, systemClock } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Costs, CurrentCtx, InvalidInputError, load, PageArgs, type Connection, IdArg } from '#platform/graphql';
import { ComputeScorecard } from '../application/compute-scorecard.js';
import { ManagementPolicy } from '../../management.policy.js';
import { upcomingOf } from '../application/prepare-due-reviews.js';
import { ReviewQueries } from '../application/review.queries.js';
import {
  type ActionRow,
  type AgendaRow,
  type KpiRow,
  type ParticipantRow,
  type ReviewPlanRow,
  type ReviewRow,
} from '../application/review.rows.js';
import { REVIEW_LIMITS } from '../domain/review.js';
import { differencesOf, type Scorecard } from '../domain/scorecard.js';
import { RecurrenceTextType, textOf } from '../../recurrence/graphql/recurrence-text.js';
import {
  ServiceReviewActionFilterInput,
  ServiceReviewFilterInput,
  ServiceReviewPlanFilterInput,
} from './review.inputs.js';
import { ReviewLoaders } from './review-loaders.js';
import {
  AgendaItemType,
  ParticipantType,
  ReviewActionConnection,
  ReviewActionType,
  ReviewConnection,
  ReviewKpiType,
  ReviewPlanConnection,
  ReviewPlanType,
  ReviewType,
  ReviewViewerCanType,
} from './review.types.js';
import { ScorecardComparisonType, ScorecardType } from './scorecard.types.js';

@Resolver(() => ReviewType)
export class ReviewResolver {
  constructor(
    private readonly queries: ReviewQueries,
    private readonly loaders: ReviewLoaders,
    private readonly scorecards: ComputeScorecard,
    private readonly policy: ManagementPolicy,
  ) {}

  @Query(() => ReviewType, {
    nullable: true,
    description: 'A service review by its id or its number; null when there is none or it may not be seen.',
  })
  @Requires('management.read')
  serviceReview(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'ServiceReview', { nullable: true, description: 'Its id; give this or the number.' })
    id?: string | null,
    @Args('number', { type: () => String, nullable: true, description: 'Its number, such as V-000012.' })
    number?: string | null,
  ): Promise<ReviewRow | null> {
    if ((id == null) === (number == null))
      throw new InvalidInputError([{ code: 'ONE_OF', field: 'id', params: { fields: 'id, number' } }]);
    return id != null ? load(ctx, this.loaders.reviewById, id) : this.queries.byNumber(ctx, number ?? '');
  }

  @Query(() => ReviewConnection, {
    description: 'Service reviews of the offices within reach and those one takes part in, the last planned first.',
  })
  @Requires('management.read')
  serviceReviews(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', {
      type: () => ServiceReviewFilterInput,
      nullable: true,
      description: 'Which ones; defaults to all.',
    })
    filter?: ServiceReviewFilterInput | null,
  ): Promise<Connection<ReviewRow>> {
    return this.queries.list(ctx, filter ?? {}, page);
  }

  @Query(() => ReviewActionConnection, {
    description:
      'What service reviews decided, of those within reach and what is one’s own to do; the soonest due first.',
  })
  @Requires('management.read')
  serviceReviewActions(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => ServiceReviewActionFilterInput, nullable: true, description: 'Which ones.' })
    filter?: ServiceReviewActionFilterInput | null,
  ): Promise<Connection<ActionRow>> {
    return this.queries.actions(ctx, filter ?? {}, page);
  }

  @Query(() => ScorecardComparisonType, {
    nullable: true,
    description:
      'The scorecard of a review as computed from the present data, and where it differs from the one that is kept: requests that were reopened, corrected or imported since. Stores nothing; null when the review is not found.',
  })
  @Requires('management.read')
  @Costs(5_000)
  async serviceReviewRecomputed(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'ServiceReview', { description: 'Which review.' }) id: string,
  ): Promise<ScorecardComparisonType | null> {
    const review = await load(ctx, this.loaders.reviewById, id);
    if (!review) return null;
    const now = await this.scorecards.of(review, systemClock.now());
    return { now: shownScorecard(now), differences: differencesOf(review.scorecard, now) };
  }

  @Query(() => [ReviewKpiType], {
    description:
      'The KPIs for scorecards of a customer: its own, else those of the nearest ancestor that has any, else the firm’s. Without a customer, or for one that you do not have access to, the firm’s.',
  })
  @Requires('management.read')
  async serviceReviewKpis(
    @CurrentCtx() ctx: Ctx,
    @IdArg('customerId', 'Customer', { nullable: true, description: 'For which customer.' })
    customerId?: string | null,
  ): Promise<KpiRow[]> {
    const seen = customerId == null ? false : (await this.queries.reached(ctx, [customerId])).has(customerId);
    return seen ? this.scorecards.kpisOf(customerId as string) : this.queries.kpis(null);
  }

  @ResolveField(() => ScorecardType, { description: 'As last worked out; once the review was held it is frozen.' })
  scorecard(@Parent() { scorecard }: ReviewRow): object {
    return shownScorecard(scorecard);
  }

  @ResolveField(() => [AgendaItemType], {
    description: `Its agenda, in order; ${describeLimits(REVIEW_LIMITS.agenda, false)} points.`,
  })
  agenda(@Parent() { id }: ReviewRow, @CurrentCtx() ctx: Ctx): Promise<AgendaRow[]> {
    return load(ctx, this.loaders.agendaByReview, id);
  }

  @ResolveField(() => [ParticipantType], {
    description: `Who takes part, in order; ${describeLimits(REVIEW_LIMITS.participants, false)}.`,
  })
  participants(@Parent() { id }: ReviewRow, @CurrentCtx() ctx: Ctx): Promise<ParticipantRow[]> {
    return load(ctx, this.loaders.participantsByReview, id);
  }

  @ResolveField(() => [ReviewActionType], { description: 'What it decided, in the order in which it was noted.' })
  actions(@Parent() { id }: ReviewRow, @CurrentCtx() ctx: Ctx): Promise<ActionRow[]> {
    return load(ctx, this.loaders.actionsByReview, id);
  }

  @ResolveField(() => [ReviewActionType], {
    description: 'Actions of earlier reviews of the same customer and job that were not done when it was prepared.',
  })
  carriedOver(@Parent() { id }: ReviewRow, @CurrentCtx() ctx: Ctx): Promise<ActionRow[]> {
    return load(ctx, this.loaders.carriedIntoReview, id);
  }

  @ResolveField(() => ReviewViewerCanType, { description: 'What the viewer may do with it.' })
  async viewerCan(@Parent() { officeId }: ReviewRow, @CurrentCtx() ctx: Ctx): Promise<ReviewViewerCanType> {
    return { manage: await this.policy.may(ctx, 'management.manage-reviews', officeId) };
  }
}

@Resolver(() => ReviewPlanType)
export class ReviewPlanResolver {
  constructor(
    private readonly queries: ReviewQueries,
    private readonly loaders: ReviewLoaders,
  ) {}

  @Query(() => ReviewPlanConnection, {
    description: 'Plans of service reviews of the offices within reach, the latest first.',
  })
  @Requires('management.read')
  serviceReviewPlans(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => ServiceReviewPlanFilterInput, nullable: true, description: 'Which ones.' })
    filter?: ServiceReviewPlanFilterInput | null,
  ): Promise<Connection<ReviewPlanRow>> {
    return this.queries.plans(ctx, filter ?? {}, page);
  }

  @ResolveField(() => RecurrenceTextType, { description: 'The rule in words.' })
  ruleText(@Parent() plan: ReviewPlanRow): RecurrenceTextType {
    return textOf(plan);
  }

  @ResolveField(() => [Date], { description: 'When the next reviews are held that are not prepared yet, in order.' })
  @Costs(50)
  upcoming(
    @Parent() plan: ReviewPlanRow,
    @Args('count', {
      type: () => Int,
      nullable: true,
      description: `How many, ${describeLimits(REVIEW_LIMITS.upcoming, false)}; defaults to 5.`,
    })
    count?: number | null,
  ): Date[] {
    const wrong = new Checks().integer('count', count, REVIEW_LIMITS.upcoming).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    if (plan.status === 'ENDED') return [];
    return upcomingOf(plan, plan.handledUntil.getTime(), count ?? 5).map((at) => new Date(at));
  }

  @ResolveField(() => ReviewConnection, { description: 'Reviews it has prepared, the last planned first.' })
  reviews(
    @Parent() { id }: ReviewPlanRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<ReviewRow>> {
    return this.loaders.page(ctx, id, page, 'plan', {});
  }
}

/** Instants are kept as texts. */
function shownScorecard(scorecard: Scorecard): ScorecardType {
  const figures = (of: Scorecard['figures']) => ({
    ...of,
    oldestOpen: of.oldestOpen && { ...of.oldestOpen, createdAt: new Date(of.oldestOpen.createdAt) },
  });
  return {
    ...scorecard,
    computedAt: new Date(scorecard.computedAt),
    figures: figures(scorecard.figures),
    before: figures(scorecard.before),
  };
}
