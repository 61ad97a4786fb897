import { Field, ObjectType } from '@nestjs/graphql';
import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { load } from '#platform/graphql';
import { messageOf } from '#platform/messages';
import { CustomerLoaders } from './loaders.js';

@ObjectType('RecordWarning', {
  description: 'Something about a record that should be checked; it was saved all the same.',
})
export class RecordWarningType {
  @Field({ description: 'Stable code, for programs; the key of the message.' })
  code!: string;
  @Field({ description: 'The input field that it concerns, such as `branchId`.' })
  field!: string;
  @Field({ description: 'What should be checked and how to correct it, in the language of the request.' })
  message!: string;
}

/** What a record refers to; absent ids are not looked at. Those of persons go by the input field that names them. */
export interface ReferredParts {
  readonly customerId: string;
  readonly branchId?: string | null;
  readonly persons: readonly { readonly id: string | null; readonly field: string }[];
}

/**
 * Warns of parts of a customer that are no longer in use at the moment of reading. They are no errors: what happened with
 * a former customer, or with somebody who has left, happened.
 */
@Injectable()
export class ReferenceWarnings {
  constructor(private readonly loaders: CustomerLoaders) {}

  async of(ctx: Ctx, { customerId, branchId, persons }: ReferredParts): Promise<RecordWarningType[]> {
    const [customer, branch, ...people] = await Promise.all([
      load(ctx, this.loaders.customerById, customerId),
      branchId == null ? null : load(ctx, this.loaders.branchById, branchId),
      ...persons.map(({ id }) => (id === null ? null : load(ctx, this.loaders.personById, id))),
    ]);
    const warning = (code: string, field: string): RecordWarningType => ({
      ...{ code, field },
      message: messageOf({ code, field }, ctx.locale),
    });
    return [
      ...(customer && !customer.active ? [warning('CUSTOMER_INACTIVE', 'customerId')] : []),
      ...(branch && !branch.active ? [warning('BRANCH_CLOSED', 'branchId')] : []),
      ...people.flatMap((person, i) =>
        person && !person.active ? [warning('PERSON_HAS_LEFT', persons[i]?.field ?? '')] : [],
      ),
    ];
  }
}
