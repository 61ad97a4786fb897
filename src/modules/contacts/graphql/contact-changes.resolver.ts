import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ok, systemClock, type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, decodeId, Mutations } from '#platform/graphql';
import { CompleteFollowUp } from '../application/complete-follow-up.js';
import { ContactQueries } from '../application/contact.queries.js';
import { type ContactRow } from '../application/contact.rows.js';
import { RecordContact } from '../application/record-contact.js';
import { UpdateContact } from '../application/update-contact.js';
import { contactOf, correctionOf, withCurrent } from './global-ids.js';
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
    private readonly queries: ContactQueries,
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
    return this.change(ctx, input, () => this.recordUseCase.run(ctx, contact));
  }

  @Mutation(() => UpdateContactPayload, {
    description:
      'Corrects a contact one recorded oneself, or one of an office that `contacts.update` reaches. Another follow-up date opens the follow-up again.',
  })
  @Requires('contacts.read')
  async updateContact(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateContactInput) {
    const command = correctionOf(input);
    return this.change(ctx, input, () => this.updateUseCase.run(ctx, command));
  }

  @Mutation(() => CompleteContactFollowUpPayload, {
    description:
      'Completes the follow-up of a contact one recorded oneself, or of an office that `contacts.update` reaches.',
  })
  @Requires('contacts.read')
  async completeContactFollowUp(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CompleteContactFollowUpInput) {
    const command = { id: decodeId('Contact', input.id, 'id'), version: input.version, note: input.note };
    return this.change(ctx, input, () => this.completeUseCase.run(ctx, command));
  }

  /** The row that the change wrote is the answer; only a retry reads it again. */
  private change(ctx: Ctx, input: { clientMutationId?: string | null }, run: () => Promise<Result<ContactRow>>) {
    let written: ContactRow | undefined;
    const work = async (): Promise<Result<{ id: string }>> => {
      const result = await run();
      if (!result.ok) return withCurrent(result);
      written = result.value;
      return ok({ id: written.id });
    };
    return this.mutations.run(ctx, input, 'contact', work, ({ id }) => written ?? this.queries.byId(ctx, id));
  }
}
