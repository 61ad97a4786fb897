import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ConnectionOf, Node, Reference, payloadsOf, VisibleWith } from '#platform/graphql';
import { ContactChannel, ContactRecordType, ContactTypeType } from '#modules/contacts/graphql';
import { ServiceLineEnum, CustomerType, BranchType, JobType, PersonType } from '#modules/customers/graphql';
import { type StatusCategory } from '../domain/life-cycle.js';
import { type RequestEventKind, type Visibility } from '../domain/request.js';
import { EventVisibilityEnum, LevelEnum, PriorityEnum, RequestEventKindEnum, StatusCategoryEnum } from './enums.js';
import { OfficeType, EmployeeType, TeamType } from '#modules/identity/graphql';
import { type Channel, type Level, type Priority, type ServiceLine } from '#modules/vocabulary';

@ObjectType('ServiceStatus', { description: 'A status of service requests of a service line.' })
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
  @Field({ description: 'Whether it is retired: no request can be moved there, and those in it can only leave it.' })
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
    description: 'Text of a message, reply or note; null for others and where not kept.',
  })
  body!: string | null;
  @Field(() => EventVisibilityEnum, { description: 'Who may know of it.' })
  visibility!: Visibility;
  @Field({ description: 'When we came to know: later than `at` for what an import brought.' })
  recordedAt!: Date;
  @Field({ description: 'Door it came through: api, import, job, event, cli or test.' })
  via!: string;
  @Reference('request', () => ServiceRequestType, {
    description: 'The request it happened to: with what was said before a merge, the one that was merged.',
  })
  requestId!: string;
  @Reference('relatedRequest', () => ServiceRequestType, {
    nullable: true,
    description:
      'The other request: linked, merged or split; with CUSTOMER_MESSAGE the merged one that it was written to. Null for others.',
  })
  relatedId!: string | null;
  @Reference('person', () => PersonType, {
    nullable: true,
    description: 'With CUSTOMER_MESSAGE: person who wrote or said it; null when not noted.',
  })
  personId!: string | null;
  @Reference('actor', () => EmployeeType, {
    nullable: true,
    description: 'Employee who did it or took it down; null when the customer himself or the system did.',
  })
  actorId!: string | null;
}

@ObjectType('ServiceRequestViewerCan', { description: 'What the viewer may do with a service request.' })
export class ServiceRequestViewerCanType {
  @Field({ description: 'Work on it: move it, reply, note, assign and change it.' })
  work!: boolean;
  @Field({ description: 'Follow it.' })
  watch!: boolean;
}

@VisibleWith('services.read')
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
  @Field({ description: 'What it is about.' })
  subject!: string;
  @Field(() => String, {
    nullable: true,
    description: 'What exactly is asked for; null when not noted.',
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
  @Field(() => String, { nullable: true, description: 'Why it was set by hand; null without a reason.' })
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
  @Field(() => Date, {
    nullable: true,
    description:
      'Since when the customer has been waiting for a public reply: the creation, or the first message since the last reply, completion or cancellation. Null when nothing is unanswered.',
  })
  awaitingReplySince!: Date | null;
  @Field({ description: 'When the latest event happened.' })
  lastEventAt!: Date;
  @Field(() => Int, {
    description: 'Grows with every change of status, assignment or values (not with messages); updates send it back.',
  })
  version!: number;
  @Reference('mergedInto', () => ServiceRequestType, {
    nullable: true,
    description: 'The request that it was merged into; null unless it was merged.',
  })
  mergedIntoId!: string | null;
  @Reference('parent', () => ServiceRequestType, {
    nullable: true,
    description: 'The request it is a part of; null when none.',
  })
  parentId!: string | null;
  @Reference('team', () => TeamType, { nullable: true, description: 'Team in whose queue it is; null when in none.' })
  teamId!: string | null;
  @Reference('createdBy', () => EmployeeType, {
    nullable: true,
    description: 'Who recorded it; null when the system did (an import without a name).',
  })
  createdById!: string | null;
  @Reference('assignee', () => EmployeeType, { nullable: true, description: 'Assignee; null while there is none.' })
  assigneeId!: string | null;
  @Reference('office', () => OfficeType, { description: 'The responsible office.' })
  officeId!: string;
  @Reference('contactType', () => ContactTypeType, {
    nullable: true,
    description: 'What kind of request it is; null when not noted.',
  })
  contactTypeId!: string | null;
  @Reference('contact', () => ContactRecordType, {
    nullable: true,
    description: 'Contact in which it was asked; null when none is noted or it may not be seen.',
  })
  contactId!: string | null;
  @Reference('requester', () => PersonType, { nullable: true, description: 'Person who asked; null when not noted.' })
  requesterId!: string | null;
  @Reference('job', () => JobType, { nullable: true, description: 'Job it belongs to; null when none.' })
  jobId!: string | null;
  @Reference('branch', () => BranchType, { nullable: true, description: 'Branch it concerns; null when not noted.' })
  branchId!: string | null;
  @Reference('customer', () => CustomerType, { description: 'Customer who asked.' })
  customerId!: string;
}

@ObjectType('ServiceRequestConnection', { description: 'A page of service requests.' })
export class ServiceRequestConnection extends ConnectionOf(ServiceRequestType, 'ServiceRequest') {}

@ObjectType('ServiceRequestEventConnection', { description: 'A page of the time line of a service request.' })
export class ServiceRequestEventConnection extends ConnectionOf(ServiceRequestEventType, 'ServiceRequestEvent') {}

export const {
  CreateServiceRequestPayload,
  ChangeServiceRequestStatusPayload,
  ReplyToServiceRequestPayload,
  AddServiceRequestNotePayload,
  RecordCustomerMessagePayload,
  AssignServiceRequestPayload,
  UpdateServiceRequestPayload,
  WatchServiceRequestPayload,
  UnwatchServiceRequestPayload,
  TakeServiceRequestPayload,
  SetServiceRequestParentPayload,
  LinkServiceRequestPayload,
  UnlinkServiceRequestPayload,
  AttachFilesPayload,
  RemoveAttachmentPayload,
  MergeServiceRequestsPayload,
  SplitServiceRequestPayload,
} = payloadsOf(
  'serviceRequest',
  ServiceRequestType,
  'The service request as it is now; null when the change was not made.',
  'createServiceRequest',
  'changeServiceRequestStatus',
  'replyToServiceRequest',
  'addServiceRequestNote',
  'recordCustomerMessage',
  'assignServiceRequest',
  'updateServiceRequest',
  'watchServiceRequest',
  'unwatchServiceRequest',
  'takeServiceRequest',
  'setServiceRequestParent',
  'linkServiceRequest',
  'unlinkServiceRequest',
  'attachFiles',
  'removeAttachment',
  'mergeServiceRequests',
  'splitServiceRequest',
);
