import { Field, InputType, Int } from '@nestjs/graphql';
import { IdField, IdsField, MutationInput, OrderBy, Limited } from '#platform/graphql';
import { ContactChannel } from '#modules/contacts/graphql';
import { ServiceLineEnum } from '#modules/customers/graphql';
import { type Channel, type Level, type Priority, type ServiceLine } from '#modules/vocabulary';
import { type RequestOrder } from '../application/services.queries.js';
import { LevelEnum, PriorityEnum } from './enums.js';
import { LIMITS } from '../domain/request.js';

const CHILDREN = 'completes the open requests that are parts of it as well, all or none; refused otherwise.';
const RELATED = 'of the same customer, or of one above or below it in its group';

/** What can be given when a request is taken down and corrected later. */
@InputType({ isAbstract: true })
abstract class RequestValuesInput extends MutationInput {
  @IdField('Branch', { nullable: true, description: `Branch it concerns; ${RELATED}.` })
  branchId?: string | null;
  @IdField('Job', { nullable: true, description: `Job it belongs to; ${RELATED}, and of the same service line.` })
  jobId?: string | null;
  @IdField('Person', { nullable: true, description: `Person who asked; ${RELATED}.` })
  requesterId?: string | null;
  @IdField('Contact', { nullable: true, description: `Contact in which it was asked; ${RELATED}.` })
  contactId?: string | null;
  @IdField('ContactType', { nullable: true, description: 'Contact type; one in use.' })
  contactTypeId?: string | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What exactly is asked for.' })
  description?: string | null;
  @Field(() => LevelEnum, { nullable: true, description: 'How much is affected.' })
  impact?: Level | null;
  @Field(() => LevelEnum, { nullable: true, description: 'How soon it hurts.' })
  urgency?: Level | null;
  @Field(() => PriorityEnum, {
    nullable: true,
    description: 'Given by hand: overrides what impact and urgency amount to (see `priorityMatrix`).',
  })
  priority?: Priority | null;
  @Limited(LIMITS.reason)
  @Field(() => String, {
    nullable: true,
    description:
      'Why the priority is given by hand, {limits}; needed when it is not what impact and urgency amount to, and refused where they decide.',
  })
  priorityReason?: string | null;
}

@InputType({ description: 'A new service request.' })
export class CreateServiceRequestInput extends RequestValuesInput {
  @IdField('Customer', { description: 'Customer who asks.' })
  customerId!: string;
  @Field(() => ServiceLineEnum, { nullable: true, description: 'Service line; that of the job when left out.' })
  serviceLine?: ServiceLine | null;
  @Field(() => ContactChannel, { description: 'How it reached us.' })
  channel!: Channel;
  @Limited(LIMITS.subject)
  @Field({ description: 'What it is about.' })
  subject!: string;
  @IdField('Office', {
    nullable: true,
    description: 'Responsible office; that of the job, the branch or the customer when left out.',
  })
  officeId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Employee who is to do it; an active one.' })
  assigneeId?: string | null;
  @IdField('Team', { nullable: true, description: 'Team in whose queue it is to be.' })
  teamId?: string | null;
  @IdField('ServiceRequest', {
    nullable: true,
    description: 'Open request of which it is to be a part: of a customer of the same group.',
  })
  parentId?: string | null;
  @Limited(LIMITS.watchers)
  @IdsField('Employee', { nullable: true, description: 'Employees who follow it from the start.' })
  watcherIds?: string[] | null;
}

@InputType({ description: 'Corrections to a service request; what is left out stays, null empties.' })
export class UpdateServiceRequestInput extends RequestValuesInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Field(() => ContactChannel, { nullable: true, description: 'How it reached us; cannot be emptied.' })
  channel?: Channel | null;
  @Limited(LIMITS.subject)
  @Field(() => String, { nullable: true, description: 'What it is about, {limits}; cannot be emptied.' })
  subject?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'False takes a priority that was given by hand back: impact and urgency decide again. True keeps the present one as given by hand.',
  })
  priorityOverridden?: boolean | null;
}

@InputType({ description: 'Where to move a service request.' })
export class ChangeServiceRequestStatusInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @Field({ description: 'Key of the status to move to: one of `allowedMoves`.' })
  status!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was read, to be refused when it is stale.' })
  version?: number | null;
  @Limited(LIMITS.text)
  @Field(() => String, {
    nullable: true,
    description: 'Why, among ourselves: an internal note.',
  })
  note?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: `With a status that completes it: ${CHILDREN}`,
  })
  completeChildren?: boolean | null;
}

@InputType({ description: 'An answer to the customer.' })
export class ReplyToServiceRequestInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @Limited(LIMITS.text)
  @Field({ description: 'The answer.' })
  body!: string;
  @Field(() => String, { nullable: true, description: 'Key of a status to move to with the reply.' })
  thenStatus?: string | null;
  @Field(() => Boolean, { nullable: true, description: `With a \`thenStatus\` that completes it: ${CHILDREN}` })
  completeChildren?: boolean | null;
}

@InputType({ description: 'A remark among ourselves.' })
export class AddServiceRequestNoteInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @Limited(LIMITS.text)
  @Field({ description: 'The remark.' })
  body!: string;
}

@InputType({ description: 'What the customer wrote or said about a service request.' })
export class RecordCustomerMessageInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @Limited(LIMITS.text)
  @Field({ description: 'The message.' })
  body!: string;
  @IdField('Person', { nullable: true, description: `Person who wrote or said it; ${RELATED}.` })
  personId?: string | null;
}

@InputType({ description: 'Who is to do a service request.' })
export class AssignServiceRequestInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @IdField('Employee', {
    nullable: true,
    description: 'Assignee; null for none. Unchanged when omitted.',
  })
  assigneeId?: string | null;
  @IdField('Team', {
    nullable: true,
    description: 'Team in whose queue it is to be; null for none; stays when left out.',
  })
  teamId?: string | null;
  @IdField('Office', { nullable: true, description: 'Office that is to be responsible; stays when left out.' })
  officeId?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that was read, to be refused when it is stale.' })
  version?: number | null;
  @Limited(LIMITS.text)
  @Field(() => String, {
    nullable: true,
    description: 'Why, among ourselves: an internal note.',
  })
  note?: string | null;
}

@InputType({ description: 'Which service request to follow.' })
export class WatchServiceRequestInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @IdField('Employee', {
    nullable: true,
    description: 'Who: an active employee; oneself when left out. Others need `services.work` for the request.',
  })
  employeeId?: string | null;
}

@InputType({ description: 'Which service request not to follow any more.' })
export class UnwatchServiceRequestInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @IdField('Employee', {
    nullable: true,
    description: 'Who: an active employee; oneself when left out. Others need `services.work` for the request.',
  })
  employeeId?: string | null;
}

export const ServiceRequestOrderInput = OrderBy<RequestOrder['field']>(
  'ServiceRequest',
  {
    name: 'ServiceRequestOrderInput',
    input: 'The order of service requests.',
    fields: 'What service requests can be ordered by.',
    field: 'What to order by.',
    direction: 'Which end comes first.',
  },
  {
    CREATED_AT: 'When the customer asked.',
    NUMBER: 'The number, as a number.',
    PRIORITY: 'Priority (ASC: critical first), then when the customer asked.',
    NEXT_DUE: 'When the first of its open SLA clocks is due; requests without one come last in either direction.',
    LAST_EVENT_AT: 'When something last happened to it.',
  },
);
