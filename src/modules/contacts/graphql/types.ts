import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  ConnectionOf,
  Country,
  LocalDate,
  Node,
  Reference,
  payloadsOf,
  VisibleToSignedIn,
  VisibleWith,
} from '#platform/graphql';
import { type Direction } from '../domain/contact.js';
import { ContactChannel, ContactDirection } from './enums.js';
import { CustomerType, BranchType, JobType } from '#modules/customers/graphql';
import { EmployeeType, OfficeType } from '#modules/identity/graphql';
import { type Channel } from '#modules/vocabulary';

@VisibleToSignedIn()
@ObjectType('ContactType', {
  implements: () => [Node],
  description: 'A node of the tree of contact types: inquiry, order, complaint, and whatever is below them.',
})
export class ContactTypeType extends Node {
  @Field({ description: 'Unique code, such as COMPLAINT.DELAY.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field({ description: 'Whether new contacts can have this type; false when it is retired.' })
  active!: boolean;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  parentId!: string | null;
  path!: readonly string[];
}

@ObjectType('ContactFollowUp', { description: 'What is still to be done after a contact.' })
export class ContactFollowUpType {
  @Field(() => LocalDate, { description: 'Day on which it is due.' })
  dueOn!: string;
  @Field(() => String, { nullable: true, description: 'What is to be done, or what came of it; null when not noted.' })
  note!: string | null;
  @Field({ description: 'Whether it is completed.' })
  done!: boolean;
  @Field(() => Date, { nullable: true, description: 'When it was completed; null while it is open.' })
  doneAt!: Date | null;
  @Reference('doneBy', () => EmployeeType, { nullable: true, description: 'Who completed it; null while it is open.' })
  doneById!: string | null;
}

@ObjectType('ContactViewerCan', { description: 'What the viewer may do with a contact.' })
export class ContactViewerCanType {
  @Field({ description: 'Correct it.' })
  update!: boolean;
  @Field({ description: 'Complete its follow-up; false also when none is open.' })
  completeFollowUp!: boolean;
}

@VisibleWith('contacts.read')
@ObjectType('Contact', { implements: () => [Node], description: 'One recorded contact with a customer.' })
export class ContactRecordType extends Node {
  @Field(() => ContactChannel, { description: 'How it came about.' })
  channel!: Channel;
  @Field(() => ContactDirection, { description: 'Who began it.' })
  direction!: Direction;
  @Field({ description: 'What it was about.' })
  subject!: string;
  @Field(() => String, {
    nullable: true,
    description: 'What was said; null when not noted.',
  })
  body!: string | null;
  @Field({ description: 'When it took place.' })
  occurredAt!: Date;
  @Field(() => Country, { nullable: true, description: 'Country it took place in; null when not noted.' })
  country!: string | null;
  @Field(() => String, { nullable: true, description: 'City it took place in; null when not noted.' })
  city!: string | null;
  @Field(() => String, { nullable: true, description: 'Where exactly, in words; null when not noted.' })
  place!: string | null;
  @Field({ description: 'When it was recorded.' })
  recordedAt!: Date;
  @Field({
    description:
      "Whether only its recorder, the customer's account manager and those with `contacts.read-confidential` for its office see it.",
  })
  confidential!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Where it was taken over from, "source:key"; null when recorded here.',
  })
  externalRef!: string | null;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  @Reference('customer', () => CustomerType, { description: 'Customer it was with.' })
  customerId!: string;
  @Reference('branch', () => BranchType, { nullable: true, description: 'Branch it concerned; null when not noted.' })
  branchId!: string | null;
  @Reference('job', () => JobType, { nullable: true, description: 'Job it concerned; null when none.' })
  jobId!: string | null;
  @Reference('type', () => ContactTypeType, { description: 'What kind of contact it was.' })
  typeId!: string;
  @Reference('recordedBy', () => EmployeeType, {
    nullable: true,
    description: 'Who recorded it; null when the system did (an import without a name).',
  })
  recordedById!: string | null;
  @Reference('office', () => OfficeType, {
    description: 'Office it counts for: that of the recorder when it was recorded.',
  })
  officeId!: string;
  followUpOn!: string | null;
  followUpNote!: string | null;
  followUpDoneAt!: Date | null;
  followUpDoneById!: string | null;
}

@ObjectType('ContactConnection', { description: 'A page of contacts.' })
export class ContactConnection extends ConnectionOf(ContactRecordType, 'Contact') {}

export const { RecordContactPayload, UpdateContactPayload, CompleteContactFollowUpPayload } = payloadsOf(
  'contact',
  ContactRecordType,
  'The contact; null when something was wrong.',
  'recordContact',
  'updateContact',
  'completeContactFollowUp',
);

export const { CreateContactTypePayload, UpdateContactTypePayload } = payloadsOf(
  'contactType',
  ContactTypeType,
  'The type; null when something was wrong.',
  'createContactType',
  'updateContactType',
);
