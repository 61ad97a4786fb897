import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Costs, CurrentCtx, Mutations, commandOf } from '#platform/graphql';
import { FinalizeReviews } from '../application/hold-reviews.js';
import { PlanReviews } from '../application/plan-reviews.js';
import {
  ScheduleServiceReviewInput,
  CloseServiceReviewInput,
  CreateServiceReviewPlanInput,
  EndServiceReviewPlanInput,
  FinalizeServiceReviewInput,
  RefreshServiceReviewInput,
  UpdateServiceReviewInput,
  UpdateServiceReviewPlanInput,
} from './review.inputs.js';
import {
  ScheduleServiceReviewPayload,
  CloseServiceReviewPayload,
  CreateServiceReviewPlanPayload,
  EndServiceReviewPlanPayload,
  FinalizeServiceReviewPayload,
  RefreshServiceReviewPayload,
  ReviewType,
  UpdateServiceReviewPayload,
  UpdateServiceReviewPlanPayload,
} from './review.types.js';

const INPUT = { description: 'What to do.' };
const WHO = 'For reviews of the offices that `management.manage-reviews` reaches.';
const MANAGE = 'management.manage-reviews';

interface WithId {
  readonly clientMutationId?: string | null;
}

@Resolver(() => ReviewType)
export class ReviewChangesResolver {
  constructor(
    private readonly planning: PlanReviews,
    private readonly holding: FinalizeReviews,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => CreateServiceReviewPlanPayload, {
    description: `Plans service reviews that come again and again. ${WHO}`,
  })
  @Requires(MANAGE)
  @Costs(4_000)
  async createServiceReviewPlan(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateServiceReviewPlanInput) {
    const command = commandOf(input);
    return this.plan(ctx, input, () => this.planning.create(ctx, command));
  }

  @Mutation(() => UpdateServiceReviewPlanPayload, { description: `Changes a plan of service reviews. ${WHO}` })
  @Requires(MANAGE)
  @Costs(4_000)
  async updateServiceReviewPlan(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateServiceReviewPlanInput) {
    const command = commandOf(input);
    return this.plan(ctx, input, () => this.planning.update(ctx, command));
  }

  @Mutation(() => EndServiceReviewPlanPayload, {
    description: `Ends a plan of service reviews for good; reviews it prepared stay. ${WHO}`,
  })
  @Requires(MANAGE)
  async endServiceReviewPlan(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: EndServiceReviewPlanInput) {
    const command = { id: input.id, version: input.version };
    return this.plan(ctx, input, () => this.planning.end(ctx, command));
  }

  @Mutation(() => ScheduleServiceReviewPayload, {
    description: `Calls a service review that no plan calls; it is prepared at once. ${WHO}`,
  })
  @Requires(MANAGE)
  @Costs(2_000)
  async scheduleServiceReview(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: ScheduleServiceReviewInput) {
    const command = commandOf(input);
    return this.review(ctx, input, () => this.holding.call(ctx, command));
  }

  @Mutation(() => UpdateServiceReviewPayload, {
    description: `Changes a service review: what is planned while it is prepared, minutes and participants until it is closed. ${WHO}`,
  })
  @Requires(MANAGE)
  async updateServiceReview(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateServiceReviewInput) {
    const command = commandOf(input);
    return this.review(ctx, input, () => this.holding.update(ctx, command));
  }

  @Mutation(() => RefreshServiceReviewPayload, {
    description: `Works the scorecard of a prepared service review out again. ${WHO}`,
  })
  @Requires(MANAGE)
  @Costs(5_000)
  async refreshServiceReview(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RefreshServiceReviewInput) {
    const command = commandOf(input);
    return this.review(ctx, input, () => this.holding.refresh(ctx, command));
  }

  @Mutation(() => FinalizeServiceReviewPayload, {
    description: `Notes that a service review was held. Its scorecard is worked out for the last time and frozen; the period must be over. ${WHO}`,
  })
  @Requires(MANAGE)
  @Costs(5_000)
  async finalizeServiceReview(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: FinalizeServiceReviewInput) {
    const command = commandOf(input);
    return this.review(ctx, input, () => this.holding.hold(ctx, command));
  }

  @Mutation(() => CloseServiceReviewPayload, {
    description: `Closes a service review that was held and whose minutes are written. ${WHO}`,
  })
  @Requires(MANAGE)
  async closeServiceReview(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CloseServiceReviewInput) {
    const command = commandOf(input);
    return this.review(ctx, input, () => this.holding.close(ctx, command));
  }

  private plan(ctx: Ctx, input: WithId, run: () => Promise<Result<{ id: string }>>): Promise<object> {
    return this.mutations.run(ctx, input, 'serviceReviewPlan', run);
  }

  private review(ctx: Ctx, input: WithId, run: () => Promise<Result<{ id: string }>>): Promise<object> {
    return this.mutations.run(ctx, input, 'serviceReview', run);
  }
}
