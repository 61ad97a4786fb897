import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations, commandOf } from '#platform/graphql';
import { AddNote } from '../application/add-note.js';
import { RecordCustomerMessage } from '../application/record-customer-message.js';
import { ReplyToRequest } from '../application/reply-to-request.js';
import { AddServiceRequestNoteInput, RecordCustomerMessageInput, ReplyToServiceRequestInput } from './inputs.js';
import { RequestMutations } from './service-request-changes.resolver.js';
import {
  AddServiceRequestNotePayload,
  RecordCustomerMessagePayload,
  ReplyToServiceRequestPayload,
  ServiceRequestType,
} from './types.js';

const INPUT = { description: 'The text.' };
const WHO =
  'For requests of the offices that `services.work` reaches, and for those assigned to oneself or to a team of one’s own.';

/** What is said about a request, by us and by the customer. */
@Resolver(() => ServiceRequestType)
export class MessagesResolver extends RequestMutations {
  constructor(
    private readonly replying: ReplyToRequest,
    private readonly noting: AddNote,
    private readonly listening: RecordCustomerMessage,
    mutations: Mutations,
  ) {
    super(mutations);
  }

  @Mutation(() => ReplyToServiceRequestPayload, {
    description: `Answers the customer; a first answer stops the clock of the first response. ${WHO}`,
  })
  @Requires('services.work')
  async replyToServiceRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: ReplyToServiceRequestInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.replying.run(ctx, command));
  }

  @Mutation(() => AddServiceRequestNotePayload, {
    description: `Adds a remark that the customer cannot see; it stops no clock. ${WHO}`,
  })
  @Requires('services.work')
  async addServiceRequestNote(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: AddServiceRequestNoteInput) {
    const command = { id: input.id, body: input.body };
    return this.answer(ctx, input, () => this.noting.run(ctx, command));
  }

  @Mutation(() => RecordCustomerMessagePayload, {
    description: `Records a customer message; a request that waited for the customer resumes automatically, and a message to a merged request is recorded with the survivor. ${WHO}`,
  })
  @Requires('services.work')
  async recordCustomerMessage(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordCustomerMessageInput) {
    const command = { id: input.id, body: input.body, personId: input.personId };
    return this.answer(ctx, input, () => this.listening.run(ctx, command));
  }
}
