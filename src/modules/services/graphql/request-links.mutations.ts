import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations, commandOf } from '#platform/graphql';
import { SetParentRequest } from '../application/set-parent-request.js';
import { LinkRequest } from '../application/link-request.js';
import { MergeRequests } from '../application/merge-requests.js';
import { SplitRequest } from '../application/split-request.js';
import { TakeRequest } from '../application/take-request.js';
import { splitOf, tieOf } from './commands.js';
import {
  LinkServiceRequestInput,
  MergeServiceRequestsInput,
  SetServiceRequestParentInput,
  SplitServiceRequestInput,
  TakeServiceRequestInput,
  UnlinkServiceRequestInput,
} from './relation.types.js';
import { RequestMutations } from './service-request-changes.resolver.js';
import {
  LinkServiceRequestPayload,
  MergeServiceRequestsPayload,
  ServiceRequestType,
  SetServiceRequestParentPayload,
  SplitServiceRequestPayload,
  TakeServiceRequestPayload,
  UnlinkServiceRequestPayload,
} from './types.js';

const INPUT = { description: 'What to do.' };
const WHO = 'For requests that one may work on.';

/** Takes a request out of a queue. */
@Resolver(() => ServiceRequestType)
export class QueueResolver extends RequestMutations {
  constructor(
    private readonly taking: TakeRequest,
    mutations: Mutations,
  ) {
    super(mutations);
  }

  @Mutation(() => TakeServiceRequestPayload, {
    description: `Assigns an unassigned request to oneself; of two attempts at once, one fails because it is taken. ${WHO}`,
  })
  @Requires('services.work')
  async takeServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: TakeServiceRequestInput) {
    const id = input.id;
    return this.answer(ctx, input, () => this.taking.run(ctx, id));
  }
}

/** What ties requests to one another and to other things. */
@Resolver(() => ServiceRequestType)
export class TyingResolver extends RequestMutations {
  constructor(
    private readonly hanging: SetParentRequest,
    private readonly linking: LinkRequest,
    private readonly merging: MergeRequests,
    private readonly splitting: SplitRequest,
    mutations: Mutations,
  ) {
    super(mutations);
  }

  @Mutation(() => SetServiceRequestParentPayload, {
    description: `Makes a request a part of another, at most five above one another, or takes it out. ${WHO}`,
  })
  @Requires('services.work')
  async setServiceRequestParent(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: SetServiceRequestParentInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.hanging.run(ctx, { ...command, parentId: command.parentId ?? null }));
  }

  @Mutation(() => LinkServiceRequestPayload, {
    description: `Links a request to another, to a contact or to a job, at most a hundred in all; repeating it is no error. ${WHO}`,
  })
  @Requires('services.work')
  async linkServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: LinkServiceRequestInput) {
    const command = tieOf(input, true);
    return this.answer(ctx, input, () => this.linking.run(ctx, command));
  }

  @Mutation(() => UnlinkServiceRequestPayload, {
    description: `Undoes what linkServiceRequest did; where there is nothing to undo that is no error. ${WHO}`,
  })
  @Requires('services.work')
  async unlinkServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UnlinkServiceRequestInput) {
    const command = tieOf(input, false);
    return this.answer(ctx, input, () => this.linking.run(ctx, command));
  }

  @Mutation(() => MergeServiceRequestsPayload, {
    description: `Merges a duplicate into the surviving request and returns the survivor. The duplicate is cancelled, with its SLA clocks; a question in it that waits for an answer becomes one of the other, from the instant at which it was asked. Its watchers, contacts, jobs, links and child requests move over, its messages are shown in the timeline of the survivor, and later customer messages are recorded there. For those who may work on both.`,
  })
  @Requires('services.work')
  async mergeServiceRequests(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: MergeServiceRequestsInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.merging.run(ctx, command));
  }

  @Mutation(() => SplitServiceRequestPayload, {
    description: `Creates a request from messages of another, with copies of them, and returns it; both are linked. Its SLA clocks start at the first of these messages. ${WHO}`,
  })
  @Requires('services.work')
  async splitServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: SplitServiceRequestInput) {
    const command = splitOf(input);
    return this.answer(ctx, input, () => this.splitting.run(ctx, command));
  }
}
