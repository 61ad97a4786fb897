import { commandOf } from '#platform/graphql';
import { type UpdateContactCommand } from '../application/update-contact.js';
import { type ContactDetails } from '../domain/contact.js';
import { type RecordContactInput, type UpdateContactInput } from './inputs.js';

export const contactOf = (input: RecordContactInput, now: Date): ContactDetails => ({
  ...commandOf(input),
  personIds: input.personIds ?? [],
  occurredAt: input.occurredAt ?? now,
  confidential: input.confidential ?? false,
});

export function correctionOf(input: UpdateContactInput): UpdateContactCommand {
  const { personIds, ...rest } = commandOf(input);
  return {
    // Null where a value cannot be emptied goes on to the use case, which says so.
    ...(rest as Omit<typeof rest, 'occurredAt' | 'confidential'> & { occurredAt?: Date; confidential?: boolean }),
    personIds: personIds === null ? [] : personIds,
  };
}
