import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations, commandOf } from '#platform/graphql';
import { AssignRequest } from '../application/assign-request.js';
import { ChangeRequest } from '../application/change-request.js';
import { ChangeStatus } from '../application/change-status.js';
import { CreateRequest } from '../application/create-request.js';
import { WatchRequest } from '../application/watch-request.js';
import { correctionOf, creationOf } from './commands.js';
import {
  AssignServiceRequestInput,
  ChangeServiceRequestStatusInput,
  CreateServiceRequestInput,
  UnwatchServiceRequestInput,
  UpdateServiceRequestInput,
  WatchServiceRequestInput,
} from './inputs.js';
import {
  AssignServiceRequestPayload,
  ChangeServiceRequestStatusPayload,
  CreateServiceRequestPayload,
  ServiceRequestType,
  UnwatchServiceRequestPayload,
  UpdateServiceRequestPayload,
  WatchServiceRequestPayload,
} from './types.js';

const INPUT = { description: 'What to do.' };
const WHO =
  'For requests of the offices that `services.work` reaches, and for those assigned to oneself or to a team of one’s own.';

/** Runs a use case and answers with the request as it is afterwards. */
export abstract class RequestMutations {
  constructor(private readonly mutations: Mutations) {}

  protected answer(
    ctx: Ctx,
    input: { clientMutationId?: string | null },
    run: () => Promise<Result<{ id: string }>>,
  ): Promise<object> {
    return this.mutations.run(ctx, input, 'serviceRequest', run);
  }
}

@Resolver(() => ServiceRequestType)
export class ServiceRequestChangesResolver extends RequestMutations {
  constructor(
    private readonly creating: CreateRequest,
    private readonly moving: ChangeStatus,
    private readonly assigning: AssignRequest,
    private readonly changing: ChangeRequest,
    mutations: Mutations,
  ) {
    super(mutations);
  }

  @Mutation(() => CreateServiceRequestPayload, { description: 'Takes a request of a customer down, for any office.' })
  @Requires('services.create')
  async createServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateServiceRequestInput) {
    const command = creationOf(input);
    return this.answer(ctx, input, () => this.creating.run(ctx, command));
  }

  @Mutation(() => ChangeServiceRequestStatusPayload, {
    description: `Moves a request along its life cycle: pauses, resumes, completes, reopens, cancels it or moves it on. ${WHO}`,
  })
  @Requires('services.work')
  async changeServiceRequestStatus(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: ChangeServiceRequestStatusInput,
  ) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.moving.run(ctx, command));
  }

  @Mutation(() => AssignServiceRequestPayload, {
    description: `Assigns a request to an employee, a team or another office, or clears the assignment. ${WHO}`,
  })
  @Requires('services.work')
  async assignServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: AssignServiceRequestInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.assigning.run(ctx, command));
  }

  @Mutation(() => UpdateServiceRequestPayload, {
    description: `Corrects what a request is about, how pressing it is, where and for which job. ${WHO}`,
  })
  @Requires('services.work')
  async updateServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateServiceRequestInput) {
    const command = correctionOf(input);
    return this.answer(ctx, input, () => this.changing.run(ctx, command));
  }
}

@Resolver(() => ServiceRequestType)
export class WatchingResolver extends RequestMutations {
  constructor(
    private readonly watching: WatchRequest,
    mutations: Mutations,
  ) {
    super(mutations);
  }

  @Mutation(() => WatchServiceRequestPayload, {
    description: 'Begins to follow a request, oneself or another; twice is no error.',
  })
  @Requires('services.read')
  async watchServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: WatchServiceRequestInput) {
    const command = { ...commandOf(input), watching: true };
    return this.answer(ctx, input, () => this.watching.run(ctx, command));
  }

  @Mutation(() => UnwatchServiceRequestPayload, {
    description: 'Ends to follow a request, oneself or another; twice is no error.',
  })
  @Requires('services.read')
  async unwatchServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UnwatchServiceRequestInput) {
    const command = { ...commandOf(input), watching: false };
    return this.answer(ctx, input, () => this.watching.run(ctx, command));
  }
}
