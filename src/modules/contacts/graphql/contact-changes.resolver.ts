import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { systemClock } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations } from '#platform/graphql';
import { CompleteFollowUp } from '../application/complete-follow-up.js';
import { RecordContact } from '../application/record-contact.js';
import { UpdateContact } from '../application/update-contact.js';
import { contactOf, correctionOf } from './commands.js';
import { CompleteContactFollowUpInput, RecordContactInput, UpdateContactInput } from './inputs.js';
import {
  CompleteContactFollowUpPayload,
  ContactRecordType,
  RecordContactPayload,
  UpdateContactPayload,
} from './types.js';

const INPUT = { description: 'What to save.' };

@Resolver(() => ContactRecordType)
export class ContactChangesResolver {
  constructor(
    private readonly recordUseCase: RecordContact,
    private readonly updateUseCase: UpdateContact,
    private readonly completeUseCase: CompleteFollowUp,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => RecordContactPayload, {
    description: 'Records a contact, as the one who is signed in and for that office.',
  })
  @Requires('contacts.record')
  async recordContact(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordContactInput) {
    const contact = contactOf(input, systemClock.now());
    return this.mutations.write(ctx, input, 'contact', () => this.recordUseCase.run(ctx, contact));
  }

  @Mutation(() => UpdateContactPayload, {
    description:
      'Corrects a contact one recorded oneself, or one of an office that `contacts.update` reaches. Another follow-up date opens the follow-up again.',
  })
  @Requires('contacts.read')
  async updateContact(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateContactInput) {
    const command = correctionOf(input);
    return this.mutations.write(ctx, input, 'contact', () => this.updateUseCase.run(ctx, command));
  }

  @Mutation(() => CompleteContactFollowUpPayload, {
    description:
      'Completes the follow-up of a contact one recorded oneself, or of an office that `contacts.update` reaches.',
  })
  @Requires('contacts.read')
  async completeContactFollowUp(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CompleteContactFollowUpInput) {
    const command = { id: input.id, version: input.version, note: input.note };
    return this.mutations.write(ctx, input, 'contact', () => this.completeUseCase.run(ctx, command));
  }
}
