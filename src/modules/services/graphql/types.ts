import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ConnectionOf, MutationPayload, Node } from '#platform/graphql';
import { type Channel } from '#modules/contacts';
import { ContactChannel } from '#modules/contacts/graphql';
import { ServiceLineEnum } from '#modules/customers/graphql';
import { type StatusCategory } from '../domain/life-cycle.js';
import {
  type Level,
  type Priority,
  type RequestEventKind,
  type ServiceLine,
  type Visibility,
} from '../domain/request.js';
import { EventVisibilityEnum, LevelEnum, PriorityEnum, RequestEventKindEnum, StatusCategoryEnum } from './enums.js';

@ObjectType('ServiceStatus', { description: 'A status that service requests of a service line can stand in.' })
export class ServiceStatusType {
  @Field({ description: 'Key, unique within the service line, such as WAITING_FOR_CUSTOMER.' })
  key!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field(() => StatusCategoryEnum, { description: 'What it means.' })
  category!: StatusCategory;
  @Field({ description: 'Whether new requests begin here.' })
  initial!: boolean;
  @Field({ description: 'Whether a message of the customer moves a request on from here by itself.' })
  resumesOnCustomerMessage!: boolean;
  @Field(() => [String], {
    description: 'Keys of the statuses that may follow; of a retired one, where its requests go.',
  })
  movesTo!: readonly string[];
  @Field({ description: 'Whether it is not used any more: nothing moves there, and what stands there is moved on.' })
  retired!: boolean;
  id!: string;
}

@ObjectType('ServiceLifeCycle', { description: 'The statuses of a service line and the moves between them.' })
export class ServiceLifeCycleType {
  @Field(() => ServiceLineEnum, { description: 'Service line whose requests go through it.' })
  serviceLine!: ServiceLine;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field(() => Int, { description: 'Grows with every change; `changeLifeCycle` sends it back.' })
  version!: number;
  id!: string;
}

@ObjectType('ServiceRequestChange', { description: 'One value that an event set.' })
export class ServiceRequestChangeType {
  @Field({ description: 'Field of ServiceRequest input, such as priority or jobId.' })
  field!: string;
  @Field(() => String, { nullable: true, description: 'Value before; null when it had none. Ids are global ids.' })
  before!: string | null;
  @Field(() => String, { nullable: true, description: 'Value after; null when it was emptied. Ids are global ids.' })
  after!: string | null;
}

@ObjectType('ServiceRequestEvent', { description: 'Something that happened to a service request; never rewritten.' })
export class ServiceRequestEventType {
  @Field(() => Int, { description: 'Number of the event within its request, from 1, in order of time.' })
  seq!: number;
  @Field({ description: 'When it happened; never before the event in front of it.' })
  at!: Date;
  @Field(() => RequestEventKindEnum, { description: 'What happened.' })
  kind!: RequestEventKind;
  @Field(() => String, { nullable: true, description: 'Key of the status it left; null when it left none.' })
  fromStatus!: string | null;
  @Field(() => String, { nullable: true, description: 'Key of the status it came to; null when the status stayed.' })
  toStatus!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Text of a message, reply or note, at most 20,000 characters; null for others and where not kept.',
  })
  body!: string | null;
  @Field(() => EventVisibilityEnum, { description: 'Who may know of it.' })
  visibility!: Visibility;
  @Field({ description: 'When we came to know: later than `at` for what an import brought.' })
  recordedAt!: Date;
  @Field({ description: 'Door it came through: api, import, job, event, cli or test.' })
  via!: string;
  requestId!: string;
  relatedId!: string | null;
}

@ObjectType('ServiceRequestViewerCan', { description: 'What the viewer may do with a service request.' })
export class ServiceRequestViewerCanType {
  @Field({ description: 'Work on it: move it, reply, note, assign and change it.' })
  work!: boolean;
  @Field({ description: 'Follow it.' })
  watch!: boolean;
}

@ObjectType('ServiceRequest', {
  implements: () => [Node],
  description: 'Something a customer asked for that must be answered and completed in time.',
})
export class ServiceRequestType extends Node {
  @Field({ description: 'Unique number for people, such as R-000123.' })
  number!: string;
  @Field(() => ServiceLineEnum, { description: 'Service line; decides the life cycle.' })
  serviceLine!: ServiceLine;
  @Field(() => ContactChannel, { description: 'How it reached us.' })
  channel!: Channel;
  @Field({ description: 'What it is about, at most 200 characters.' })
  subject!: string;
  @Field(() => String, {
    nullable: true,
    description: 'What exactly is asked for, at most 20,000 characters; null when not noted.',
  })
  description!: string | null;
  @Field(() => LevelEnum, { nullable: true, description: 'How much is affected; null when not weighed.' })
  impact!: Level | null;
  @Field(() => LevelEnum, { nullable: true, description: 'How soon it hurts; null when not weighed.' })
  urgency!: Level | null;
  @Field(() => PriorityEnum, {
    description: 'How pressing it is: given by hand, or worked out from impact and urgency.',
  })
  priority!: Priority;
  @Field({ description: 'Whether the priority was given by hand; it stays until that is taken back.' })
  priorityOverridden!: boolean;
  @Field(() => String, { nullable: true, description: 'Why it was given by hand; null when nobody said.' })
  priorityReason!: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Version of the priority matrix by which impact and urgency were weighed; null when given by hand or taken over.',
  })
  priorityMatrix!: number | null;
  @Field({ description: 'When the customer asked.' })
  createdAt!: Date;
  @Field(() => Date, {
    nullable: true,
    description: 'When it was completed; null while it is not, and again once reopened.',
  })
  completedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was cancelled; null unless it was.' })
  cancelledAt!: Date | null;
  @Field({ description: 'When the latest event happened.' })
  lastEventAt!: Date;
  @Field(() => Int, {
    description: 'Grows with every change of status, assignment or values (not with messages); updates send it back.',
  })
  version!: number;
}

@ObjectType('ServiceRequestConnection', { description: 'A page of service requests.' })
export class ServiceRequestConnection extends ConnectionOf(ServiceRequestType, 'ServiceRequest') {}

@ObjectType('ServiceRequestEventConnection', { description: 'A page of the time line of a service request.' })
export class ServiceRequestEventConnection extends ConnectionOf(ServiceRequestEventType, 'ServiceRequestEvent') {}

@ObjectType({ isAbstract: true })
abstract class RequestPayload extends MutationPayload {
  @Field(() => ServiceRequestType, {
    nullable: true,
    description: 'The service request as it is now; null when the change was not made.',
  })
  serviceRequest?: ServiceRequestType | null;
}

const ANSWER = { description: 'What became of it.' };
@ObjectType('CreateServiceRequestPayload', ANSWER)
export class CreateServiceRequestPayload extends RequestPayload {}
@ObjectType('ChangeServiceRequestStatusPayload', ANSWER)
export class ChangeServiceRequestStatusPayload extends RequestPayload {}
@ObjectType('ReplyToServiceRequestPayload', ANSWER)
export class ReplyToServiceRequestPayload extends RequestPayload {}
@ObjectType('AddServiceRequestNotePayload', ANSWER)
export class AddServiceRequestNotePayload extends RequestPayload {}
@ObjectType('RecordCustomerMessagePayload', ANSWER)
export class RecordCustomerMessagePayload extends RequestPayload {}
@ObjectType('AssignServiceRequestPayload', ANSWER)
export class AssignServiceRequestPayload extends RequestPayload {}
@ObjectType('UpdateServiceRequestPayload', ANSWER)
export class UpdateServiceRequestPayload extends RequestPayload {}
@ObjectType('WatchServiceRequestPayload', ANSWER)
export class WatchServiceRequestPayload extends RequestPayload {}
@ObjectType('UnwatchServiceRequestPayload', ANSWER)
export class UnwatchServiceRequestPayload extends RequestPayload {}
@ObjectType('TakeServiceRequestPayload', ANSWER)
export class TakeServiceRequestPayload extends RequestPayload {}
@ObjectType('SetServiceRequestParentPayload', ANSWER)
export class SetServiceRequestParentPayload extends RequestPayload {}
@ObjectType('LinkServiceRequestPayload', ANSWER)
export class LinkServiceRequestPayload extends RequestPayload {}
@ObjectType('UnlinkServiceRequestPayload', ANSWER)
export class UnlinkServiceRequestPayload extends RequestPayload {}
@ObjectType('AttachFilesPayload', ANSWER)
export class AttachFilesPayload extends RequestPayload {}
@ObjectType('RemoveAttachmentPayload', ANSWER)
export class RemoveAttachmentPayload extends RequestPayload {}
@ObjectType('MergeServiceRequestsPayload', { description: 'The request that goes on in place of both.' })
export class MergeServiceRequestsPayload extends RequestPayload {}
@ObjectType('SplitServiceRequestPayload', { description: 'The new request.' })
export class SplitServiceRequestPayload extends RequestPayload {}
