import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MutationInput, Reference, IdField, Limited } from '#platform/graphql';
import { type Level, type Priority } from '#modules/vocabulary';
import { type Relation } from '../domain/relation.js';
import { LIMITS } from '../domain/request.js';
import { LevelEnum, PriorityEnum, RelationEnum } from './enums.js';
import { ServiceRequestType } from './types.js';

@ObjectType('ServiceRequestLink', { description: 'A linked service request, and the relation.' })
export class ServiceRequestLinkType {
  @Field(() => RelationEnum, { description: 'The relation, seen from the request that lists it.' })
  relation!: Relation;
  @Field({ description: 'When they were linked.' })
  since!: Date;
  @Reference('serviceRequest', () => ServiceRequestType, { description: 'The other request.' })
  otherId!: string;
}

@InputType({ description: 'Which service request to take out of a queue.' })
export class TakeServiceRequestInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
}

@InputType({ description: 'Of which service request another is to be a part.' })
export class SetServiceRequestParentInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'The service request that is to be a part.' })
  id!: string;
  @IdField('ServiceRequest', {
    nullable: true,
    description: 'The request it is to be a part of: of a customer of the same group; null takes it out.',
  })
  parentId?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that was read, to be refused when it is stale.' })
  version?: number | null;
}

@InputType({ isAbstract: true })
abstract class TieInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @IdField('ServiceRequest', { nullable: true, description: 'Another service request; with `relation`.' })
  otherId?: string | null;
  @Field(() => RelationEnum, { nullable: true, description: 'With `otherId`: how the first is related to it.' })
  relation?: Relation | null;
  @IdField('Contact', {
    nullable: true,
    description: 'A contact of the same customer, or of one above or below it in its group.',
  })
  contactId?: string | null;
  @IdField('Job', {
    nullable: true,
    description: 'A job of the same customer, or of one above or below it in its group.',
  })
  jobId?: string | null;
}

@InputType({ description: 'What to link a service request to: exactly one of another request, a contact and a job.' })
export class LinkServiceRequestInput extends TieInput {}

@InputType({
  description: 'What to untie a service request from: exactly one of another request, a contact and a job.',
})
export class UnlinkServiceRequestInput extends TieInput {}

@InputType({ description: 'Two service requests that ask for the same.' })
export class MergeServiceRequestsInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'The duplicate; it is cancelled.' })
  id!: string;
  @IdField('ServiceRequest', { description: 'The surviving request, of the same customer.' })
  intoId!: string;
  @Field(() => Int, { nullable: true, description: 'Version of the duplicate, to be refused when it is stale.' })
  version?: number | null;
}

@InputType({ description: 'A part of a service request that is to be one of its own.' })
export class SplitServiceRequestInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request to split.' })
  id!: string;
  @Limited(LIMITS.split)
  @Field(() => [Int], {
    description:
      'Numbers (`seq`) of its messages, replies and notes that belong to the new request: one or more, {limits}. The first must be something the customer said: the new request, and its SLA clocks, begin at that instant.',
  })
  events!: number[];
  @Limited(LIMITS.subject)
  @Field({ description: 'What the new request is about.' })
  subject!: string;
  @Limited(LIMITS.text)
  @Field(() => String, {
    nullable: true,
    description: 'What exactly is asked for, {limits}; the words of the first message when left out.',
  })
  description?: string | null;
  @IdField('Branch', { nullable: true, description: 'Branch; that of the request it is split off when left out.' })
  branchId?: string | null;
  @IdField('Job', { nullable: true, description: 'Job; that of the request it is split off when left out.' })
  jobId?: string | null;
  @IdField('Person', { nullable: true, description: 'Person who asked; as there when left out.' })
  requesterId?: string | null;
  @IdField('ContactType', { nullable: true, description: 'Contact type; as there when left out.' })
  contactTypeId?: string | null;
  @Field(() => LevelEnum, { nullable: true, description: 'How much is affected; as there when left out.' })
  impact?: Level | null;
  @Field(() => LevelEnum, { nullable: true, description: 'How soon it hurts; as there when left out.' })
  urgency?: Level | null;
  @Field(() => PriorityEnum, {
    nullable: true,
    description: 'Priority given by hand; weighed, or as there, when left out.',
  })
  priority?: Priority | null;
  @Limited(LIMITS.reason)
  @Field(() => String, {
    nullable: true,
    description:
      'Why the priority is not what impact and urgency amount to; alone, it replaces the reason of a priority given by hand there.',
  })
  priorityReason?: string | null;
  @IdField('Office', { nullable: true, description: 'Responsible office; as there when left out.' })
  officeId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Assignee; none when omitted.' })
  assigneeId?: string | null;
  @IdField('Team', { nullable: true, description: 'Team in whose queue it is; as there when left out.' })
  teamId?: string | null;
}
