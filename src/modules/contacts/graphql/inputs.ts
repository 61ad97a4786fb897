import { Field, InputType, Int } from '@nestjs/graphql';
import { Country, IdField, IdsField, Limited, LocalDate, MutationInput, OrderBy, UpdateOf } from '#platform/graphql';
import { type Channel } from '#modules/vocabulary';
import { LIMITS, type Direction } from '../domain/contact.js';
import { TYPE_LIMITS, MAX_TYPE_DEPTH } from '../domain/contact-type.js';
import { type ContactOrder } from '../application/contact.queries.js';
import { ContactChannel, ContactDirection } from './enums.js';

@InputType({ description: 'A contact that took place.' })
export class RecordContactInput extends MutationInput {
  @IdField('Customer', { description: 'Customer it was with.' })
  customerId!: string;
  @IdField('Branch', { nullable: true, description: 'Branch it concerned; of the same customer or its group.' })
  branchId?: string | null;
  @IdField('Job', { nullable: true, description: 'Job it concerned; of the same customer or its group.' })
  jobId?: string | null;
  @Limited(LIMITS.people)
  @IdsField('Person', { nullable: true, description: 'Persons of the customer who took part.' })
  personIds?: string[] | null;
  @IdField('ContactType', { description: 'Contact type; one in use.' })
  typeId!: string;
  @Field(() => ContactChannel, { description: 'How it came about.' })
  channel!: Channel;
  @Field(() => ContactDirection, { description: 'Who began it.' })
  direction!: Direction;
  @Limited(LIMITS.subject)
  @Field({ description: 'What it was about.' })
  subject!: string;
  @Limited(LIMITS.body)
  @Field(() => String, { nullable: true, description: 'What was said.' })
  body?: string | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When it took place, from 1990 to five minutes from now; defaults to now.',
  })
  occurredAt?: Date | null;
  @Field(() => Country, { nullable: true, description: 'Country it took place in.' })
  country?: string | null;
  @Limited(LIMITS.city)
  @Field(() => String, { nullable: true, description: 'City it took place in.' })
  city?: string | null;
  @Limited(LIMITS.place)
  @Field(() => String, { nullable: true, description: 'Where exactly, in words.' })
  place?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day on which to follow it up; not before the contact itself.',
  })
  followUpOn?: string | null;
  @Limited(LIMITS.followUpNote)
  @Field(() => String, {
    nullable: true,
    description: 'What is to be done then, {limits}; needs a date.',
  })
  followUpNote?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether only few may see it (see Contact.confidential); defaults to false.',
  })
  confidential?: boolean | null;
}

@InputType({ description: 'Corrections to a contact; what is left out stays.' })
export class UpdateContactInput extends UpdateOf('Contact', RecordContactInput) {}

@InputType({ description: 'A follow-up that was done.' })
export class CompleteContactFollowUpInput extends MutationInput {
  @IdField('Contact', { description: 'Which contact.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Limited(LIMITS.followUpNote)
  @Field(() => String, {
    nullable: true,
    description: 'What came of it, {limits}; replaces the note when given.',
  })
  note?: string | null;
}

@InputType({ description: 'A new contact type.' })
export class CreateContactTypeInput extends MutationInput {
  @Limited(TYPE_LIMITS.code)
  @Field({ description: 'Unique code: capital letters, digits, ".", "_", "-", {limits}, such as COMPLAINT.DELAY.' })
  code!: string;
  @Limited(TYPE_LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(TYPE_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @IdField('ContactType', {
    nullable: true,
    description: `Type above it; none makes it a root. At most ${MAX_TYPE_DEPTH} levels.`,
  })
  parentId?: string | null;
}

@InputType({ description: 'Changes to a contact type; what is left out stays.' })
export class UpdateContactTypeInput extends UpdateOf('ContactType', CreateContactTypeInput) {
  @Field(() => Boolean, {
    nullable: true,
    description: 'False retires it and everything below it; true takes it alone into use again.',
  })
  active?: boolean | null;
}

@InputType('ContactFilter', { description: 'Which contacts: those that meet everything given.' })
export class ContactFilterInput {
  @IdField('Customer', { nullable: true, description: 'With this customer.' })
  customerId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'With customerId: also with all customers below it in the tree; defaults to false.',
  })
  includeBelow?: boolean | null;
  @IdField('Branch', { nullable: true, description: 'Concerning this branch.' })
  branchId?: string | null;
  @IdField('Job', { nullable: true, description: 'Concerning this job.' })
  jobId?: string | null;
  @IdField('Person', { nullable: true, description: 'In which this person took part.' })
  personId?: string | null;
  @IdField('ContactType', { nullable: true, description: 'Of this contact type or any below it.' })
  typeId?: string | null;
  @Field(() => ContactChannel, { nullable: true, description: 'By this channel.' })
  channel?: Channel | null;
  @Field(() => ContactDirection, { nullable: true, description: 'In this direction.' })
  direction?: Direction | null;
  @IdField('Office', { nullable: true, description: 'Recorded by this office.' })
  officeId?: string | null;
  @IdField('Region', { nullable: true, description: 'Recorded by any office of this region.' })
  regionId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Recorded by this employee.' })
  recordedById?: string | null;
  @Field(() => Date, { nullable: true, description: 'Took place at this instant or later.' })
  occurredFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Took place before this instant.' })
  occurredBefore?: Date | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: with an open follow-up; false: without one (none planned, or completed).',
  })
  followUpOpen?: boolean | null;
  @Field(() => LocalDate, { nullable: true, description: 'With an open follow-up due before this date.' })
  followUpDueBefore?: string | null;
  @Limited(LIMITS.search)
  @Field(() => String, {
    nullable: true,
    description: 'Part of subject or body, whatever its case.',
  })
  text?: string | null;
}

export const ContactOrderInput = OrderBy<ContactOrder['field']>(
  'Contact',
  { input: 'In which order contacts come.', fields: 'What contacts can be ordered by.' },
  { OCCURRED_AT: 'When the contact took place.', RECORDED_AT: 'When it was recorded.' },
);

@InputType('ContactFeedFilter', { description: 'Filter of contacts; all conditions apply.' })
export class ContactFeedFilterInput {
  @IdField('Office', { nullable: true, description: 'Recorded by this office.' })
  officeId?: string | null;
  @IdField('Region', { nullable: true, description: 'Recorded by any office of this region.' })
  regionId?: string | null;
  @IdField('Customer', { nullable: true, description: 'With this customer or any below it in the tree.' })
  customerId?: string | null;
}
