import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations, commandOf } from '#platform/graphql';
import { ManageKpis } from '../application/manage-kpis.js';
import { ReviewActions } from '../application/review-actions.js';
import {
  AddServiceReviewActionInput,
  CompleteServiceReviewActionInput,
  CreateServiceReviewKpiInput,
  DeleteServiceReviewKpiInput,
  UpdateServiceReviewActionInput,
  UpdateServiceReviewKpiInput,
} from './review-parts.inputs.js';
import {
  AddServiceReviewActionPayload,
  CompleteServiceReviewActionPayload,
  CreateServiceReviewKpiPayload,
  DeleteServiceReviewKpiPayload,
  ReviewActionType,
  UpdateServiceReviewActionPayload,
  UpdateServiceReviewKpiPayload,
} from './review.types.js';

const INPUT = { description: 'What to do.' };
const WHO = 'For reviews of the offices that `management.manage-reviews` reaches.';
const KPIS = 'For customers of the offices that `management.manage-kpis` reaches; for the firm’s it reaches the firm.';

interface WithId {
  readonly clientMutationId?: string | null;
}

/** What reviews decide, and what they are judged by. */
@Resolver(() => ReviewActionType)
export class ReviewPartsResolver {
  constructor(
    private readonly actions: ReviewActions,
    private readonly kpis: ManageKpis,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => AddServiceReviewActionPayload, {
    description: `Notes a decision or an action of a service review. ${WHO}`,
  })
  @Requires('management.manage-reviews')
  async addServiceReviewAction(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: AddServiceReviewActionInput) {
    const command = commandOf(input);
    return this.action(ctx, input, () => this.actions.add(ctx, command));
  }

  @Mutation(() => UpdateServiceReviewActionPayload, {
    description: `Changes a decision, or an action that is not done, also after the review was closed. ${WHO}`,
  })
  @Requires('management.manage-reviews')
  async updateServiceReviewAction(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateServiceReviewActionInput) {
    const command = commandOf(input);
    return this.action(ctx, input, () => this.actions.update(ctx, command));
  }

  @Mutation(() => CompleteServiceReviewActionPayload, {
    description: 'Marks an action as done: by its owner, or with `management.manage-reviews` for its office.',
  })
  @Requires('management.read')
  async completeServiceReviewAction(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: CompleteServiceReviewActionInput,
  ) {
    const command = commandOf(input);
    return this.action(ctx, input, () => this.actions.complete(ctx, command));
  }

  @Mutation(() => CreateServiceReviewKpiPayload, { description: `Takes down a KPI. ${KPIS}` })
  @Requires('management.manage-kpis')
  async createServiceReviewKpi(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateServiceReviewKpiInput) {
    const { customerId = null, ...values } = commandOf(input);
    return this.kpi(ctx, input, () => this.kpis.create(ctx, { customerId, ...values }));
  }

  @Mutation(() => UpdateServiceReviewKpiPayload, { description: `Changes a KPI. ${KPIS}` })
  @Requires('management.manage-kpis')
  async updateServiceReviewKpi(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateServiceReviewKpiInput) {
    const command = commandOf(input);
    return this.kpi(ctx, input, () => this.kpis.update(ctx, command));
  }

  @Mutation(() => DeleteServiceReviewKpiPayload, {
    description: `Deletes a KPI; a customer without any uses those above it again. ${KPIS}`,
  })
  @Requires('management.manage-kpis')
  async deleteServiceReviewKpi(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: DeleteServiceReviewKpiInput) {
    const command = { id: input.id, version: input.version };
    return this.kpi(ctx, input, () => this.kpis.remove(ctx, command));
  }

  private action(ctx: Ctx, input: WithId, run: () => Promise<Result<{ id: string }>>): Promise<object> {
    return this.mutations.run(ctx, input, 'serviceReviewAction', run);
  }

  private kpi(ctx: Ctx, input: WithId, run: () => Promise<Result<{ id: string }>>): Promise<object> {
    return this.mutations.run(ctx, input, 'serviceReviewKpi', run);
  }
}
