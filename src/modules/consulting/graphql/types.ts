import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ConnectionOf, Decimal, LocalDate, Node, Reference, payloadOf, VisibleWith } from '#platform/graphql';
import {
  type AdviceDecision,
  type DeliverableStatus,
  type EngagementStatus,
  type Assessment,
  type ProductKind,
} from '../domain/consulting.js';
import {
  AdviceDecisionEnum,
  DeliverableStatusEnum,
  EngagementStatusEnum,
  AdviceAssessmentEnum,
  ProductKindEnum,
  RoundDecisionEnum,
} from './enums.js';
import { CustomerType, JobType, PersonType } from '#modules/customers/graphql';
import { OfficeType, EmployeeType } from '#modules/identity/graphql';
import { ContactRecordType } from '#modules/contacts/graphql';
import { ServiceRequestType } from '#modules/services/graphql';

const VERSION = { description: 'For optimistic concurrency: send it back with a change.' };
const NATIVE = { nullable: true, description: 'Name in Chinese; null when it has none.' };

@VisibleWith('consulting.read')
@ObjectType('Engagement', {
  implements: () => [Node],
  description: 'What we work on with a customer over some time, towards an objective.',
})
export class EngagementType extends Node {
  @Field({ description: 'Its number, such as E-000012.' })
  number!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, NATIVE)
  nameNative!: string | null;
  @Field(() => String, { nullable: true, description: 'What is to be reached; null when not said.' })
  objective!: string | null;
  @Field(() => EngagementStatusEnum, { description: 'Status.' })
  status!: EngagementStatus;
  @Field(() => LocalDate, { description: 'First day.' })
  startsOn!: string;
  @Field(() => LocalDate, { nullable: true, description: 'Last day; null while it has none.' })
  endsOn!: string | null;
  @Field({ description: 'When it was recorded.' })
  createdAt!: Date;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('customer', () => CustomerType, {
    nullable: true,
    description: 'With whom; null when it may not be seen.',
  })
  customerId!: string;
  @Reference('job', () => JobType, { nullable: true, description: 'Job it belongs to; null when to none.' })
  jobId!: string | null;
  @Reference('office', () => OfficeType, { nullable: true, description: 'Responsible office.' })
  officeId!: string;
  @Reference('lead', () => EmployeeType, { nullable: true, description: 'Who leads it.' })
  leadId!: string;
}

@ObjectType('EngagementMember', { description: 'A member of the team.' })
export class EngagementMemberType {
  @Field(() => String, { nullable: true, description: 'What they do in it; null when not said.' })
  role!: string | null;
  @Reference('employee', () => EmployeeType, { nullable: true, description: 'Who it is.' })
  employeeId!: string;
}

@VisibleWith('consulting.read')
@ObjectType('Deliverable', { implements: () => [Node], description: 'What is to be handed to the customer, and when.' })
export class DeliverableType extends Node {
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, NATIVE)
  nameNative!: string | null;
  @Field(() => String, { nullable: true, description: 'What it is; null when not said.' })
  description!: string | null;
  @Field(() => LocalDate, { description: 'Day by which the customer shall have it.' })
  dueOn!: string;
  @Field(() => DeliverableStatusEnum, { description: 'Status.' })
  status!: DeliverableStatus;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('engagement', () => EngagementType, { nullable: true, description: 'The engagement it belongs to.' })
  engagementId!: string;
  @Reference('owner', () => EmployeeType, { nullable: true, description: 'Who answers for it.' })
  ownerId!: string;
}

@ObjectType('DeliverableRound', { description: 'One time it was handed over, and what the customer said to it.' })
export class DeliverableRoundType {
  @Field(() => Int, { description: 'Which time, from 1.' })
  number!: number;
  @Field({ description: 'When it was handed over.' })
  submittedAt!: Date;
  @Field(() => String, { nullable: true, description: 'What was said with it; null when nothing.' })
  note!: string | null;
  @Field(() => RoundDecisionEnum, { nullable: true, description: 'What the customer said; null while it has not.' })
  decision!: 'ACCEPTED' | 'REJECTED' | null;
  @Field(() => Date, { nullable: true, description: 'When the decision was recorded; null while there is none.' })
  decidedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why; always there when it was sent back.' })
  reason!: string | null;
  @Reference('submittedBy', () => EmployeeType, { nullable: true, description: 'Who handed it over.' })
  submittedById!: string | null;
  @Reference('decidedBy', () => PersonType, {
    nullable: true,
    description: 'Who of the customer decided; null when not said.',
  })
  decidedById!: string | null;
  @Reference('recordedBy', () => EmployeeType, { nullable: true, description: 'Who recorded the decision.' })
  recordedById!: string | null;
}

@ObjectType('ProductRecord', {
  description:
    'How a product turned out where it was recommended, in the advice the viewer may see; advice counts by its worst outcome.',
})
export class ProductRecordType {
  @Field(() => Int, { description: 'How often it was recommended.' })
  recommended!: number;
  @Field(() => Int, { description: 'How often the customer followed.' })
  followed!: number;
  @Field(() => Int, { description: 'Advice that proved right.' })
  good!: number;
  @Field(() => Int, { description: 'Advice that proved right in part.' })
  mixed!: number;
  @Field(() => Int, { description: 'Advice that proved wrong.' })
  wrong!: number;
  @Field(() => Decimal, {
    nullable: true,
    description: 'wrong ÷ (good + mixed + wrong), 0 to 1, four digits; null while none has been assessed.',
  })
  wrongShare!: string | null;
}

@VisibleWith('consulting.read')
@ObjectType('Product', { implements: () => [Node], description: 'A product or system that can be recommended.' })
export class ProductType extends Node {
  @Field({ description: 'Unique code.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, NATIVE)
  nameNative!: string | null;
  @Field(() => ProductKindEnum, { description: 'What it is.' })
  kind!: ProductKind;
  @Field(() => String, { nullable: true, description: 'Whose it is; null when it is our own.' })
  supplier!: string | null;
  @Field({ description: 'Whether it may still be recommended.' })
  active!: boolean;
  @Field(() => Int, VERSION)
  version!: number;
}

@VisibleWith('consulting.read')
@ObjectType('Advice', {
  implements: () => [Node],
  description:
    'What was recommended to a customer, why and by whom, and what became of it. What was said stays; a correction is a further revision.',
})
export class AdviceType extends Node {
  @Field({ description: 'Its number, such as A-000012.' })
  number!: string;
  @Field({ description: 'When it was given.' })
  advisedAt!: Date;
  @Field({ description: 'What was recommended, as corrected last.' })
  recommendation!: string;
  @Field({ description: 'Why.' })
  reasons!: string;
  @Field(() => String, { nullable: true, description: 'What else was considered; null when not said.' })
  alternatives!: string | null;
  @Field(() => String, { nullable: true, description: 'What was taken for granted, and risks; null when not said.' })
  assumptions!: string | null;
  @Field(() => Int, { description: 'Number of the revision in force, from 1.' })
  revision!: number;
  @Field(() => AdviceDecisionEnum, { nullable: true, description: 'What the customer made of it; null while open.' })
  decision!: AdviceDecision | null;
  @Field(() => LocalDate, { nullable: true, description: 'When the customer decided; null while open.' })
  decidedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'What the customer said with it; null when nothing.' })
  decisionNote!: string | null;
  @Field({ description: 'When it was recorded.' })
  createdAt!: Date;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('customer', () => CustomerType, {
    nullable: true,
    description: 'To which customer; null when it may not be seen.',
  })
  customerId!: string;
  @Reference('office', () => OfficeType, { nullable: true, description: 'Responsible office.' })
  officeId!: string;
  @Reference('engagement', () => EngagementType, {
    nullable: true,
    description: 'Engagement it was given in; null when in none.',
  })
  engagementId!: string | null;
  @Reference('contact', () => ContactRecordType, {
    nullable: true,
    description: 'Contact it was given in; null when in none.',
  })
  contactId!: string | null;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'Service request it answered; null when none.',
  })
  requestId!: string | null;
  @Reference('product', () => ProductType, {
    nullable: true,
    description: 'What is recommended; null when no product.',
  })
  productId!: string | null;
  @Reference('chosenProduct', () => ProductType, {
    nullable: true,
    description: 'With CHOSE_OTHER: what the customer chose.',
  })
  chosenProductId!: string | null;
}

@ObjectType('AdviceRevision', { description: 'What advice said at a time; never changed.' })
export class AdviceRevisionType {
  @Field(() => Int, { description: 'Number within the advice, from 1.' })
  number!: number;
  @Field({ description: 'What was recommended.' })
  recommendation!: string;
  @Field({ description: 'Why.' })
  reasons!: string;
  @Field(() => String, { nullable: true, description: 'What else was considered; null when not said.' })
  alternatives!: string | null;
  @Field(() => String, { nullable: true, description: 'What was taken for granted; null when not said.' })
  assumptions!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was corrected; null with the first.' })
  correctionReason!: string | null;
  @Field({ description: 'When it was recorded.' })
  recordedAt!: Date;
  @Reference('product', () => ProductType, {
    nullable: true,
    description: 'What was recommended; null when no product.',
  })
  productId!: string | null;
  @Reference('recordedBy', () => EmployeeType, { nullable: true, description: 'Who recorded it.' })
  recordedById!: string | null;
}

@VisibleWith('consulting.read')
@ObjectType('AdviceOutcome', { implements: () => [Node], description: 'Something that became of advice.' })
export class AdviceOutcomeType extends Node {
  @Field(() => AdviceAssessmentEnum, { description: 'How it speaks for the advice.' })
  assessment!: Assessment;
  @Field(() => String, { nullable: true, description: 'What was seen; null when not said.' })
  note!: string | null;
  @Field(() => LocalDate, { description: 'When it was seen.' })
  observedOn!: string;
  @Field({ description: 'When it was recorded.' })
  recordedAt!: Date;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'Request in which it shows; null when none.',
  })
  requestId!: string | null;
  @Reference('contact', () => ContactRecordType, {
    nullable: true,
    description: 'Contact in which it shows; null when none.',
  })
  contactId!: string | null;
  @Reference('recordedBy', () => EmployeeType, { nullable: true, description: 'Who recorded it.' })
  recordedById!: string | null;
}

@ObjectType({ description: 'Engagements.' })
export class EngagementConnection extends ConnectionOf(EngagementType, 'Engagement') {}
@ObjectType({ description: 'Deliverables.' })
export class DeliverableConnection extends ConnectionOf(DeliverableType, 'Deliverable') {}
@ObjectType({ description: 'Products.' })
export class ProductConnection extends ConnectionOf(ProductType, 'Product') {}
@ObjectType({ description: 'Advice.' })
export class AdviceConnection extends ConnectionOf(AdviceType, 'Advice') {}

export const EngagementPayload = payloadOf(
  'EngagementPayload',
  'engagement',
  EngagementType,
  'The engagement; null when nothing was changed.',
  'a change of an engagement',
);
export const DeliverablePayload = payloadOf(
  'DeliverablePayload',
  'deliverable',
  DeliverableType,
  'The deliverable; null when nothing was changed.',
  'a change of a deliverable',
);
export const ProductPayload = payloadOf(
  'ProductPayload',
  'product',
  ProductType,
  'The product; null when nothing was changed.',
  'a change of a product',
);
export const AdvicePayload = payloadOf(
  'AdvicePayload',
  'advice',
  AdviceType,
  'The advice; null when nothing was changed.',
  'a change of advice',
);
