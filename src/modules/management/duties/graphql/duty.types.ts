import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  ConnectionOf,
  LocalDate,
  LocalTime,
  Node,
  TimeZone,
  Reference,
  payloadsOf,
  VisibleWith,
} from '#platform/graphql';
import { PriorityEnum, ServiceRequestType } from '#modules/services/graphql';
import { type CatchUp, type DutyStatus, type DutyValues, type HolidayPolicy, type SkipReason } from '../domain/duty.js';
import { CatchUpEnum, DutyStatusEnum, HolidayPolicyEnum, SkipReasonEnum } from './duty.enums.js';
import { CustomerType, BranchType, JobType } from '#modules/customers/graphql';
import { ContactTypeType } from '#modules/contacts/graphql';
import { OfficeType, EmployeeType, TeamType } from '#modules/identity/graphql';
import { SlaCalendarType } from '#modules/sla/graphql';
import { RecurrenceTextType } from '../../recurrence/graphql/recurrence-text.js';

@ObjectType('PlannedOccurrence', { description: 'An occurrence that is to come.' })
export class PlannedOccurrenceType {
  @Field({ description: 'When the rule has it; names the occurrence.' })
  originalAt!: Date;
  @Field({ description: 'When it is, after holidays and decisions about this one.' })
  dueAt!: Date;
  @Field({ description: 'When its request is opened: the lead time before it is due.' })
  opensAt!: Date;
  @Field(() => SkipReasonEnum, { nullable: true, description: 'Why it gets no request; null when it does.' })
  skipped!: SkipReason | null;
  @Field({ description: 'Whether it was moved by hand.' })
  moved!: boolean;
  @Field({ description: 'Whether it was shifted to a working day.' })
  shifted!: boolean;
}

@ObjectType('DutyException', { description: 'A decision about one occurrence of a duty.' })
export class DutyExceptionType {
  @Field({ description: 'When the rule has the occurrence.' })
  originalAt!: Date;
  @Field(() => Date, { nullable: true, description: 'Where it was moved to; null when it is left out.' })
  movedTo!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why; null when not said.' })
  reason!: string | null;
}

@ObjectType('DutyFailing', {
  description: 'That a duty could not open its last request. Tried again every 15 minutes.',
})
export class DutyFailingType {
  @Field(() => [String], { description: 'What stood in the way: codes as in userErrors.' })
  codes!: string[];
  @Field({ description: 'Since when.' })
  since!: Date;
  @Field(() => Int, { description: 'How often it was tried.' })
  tries!: number;
}

@ObjectType('DutyRecord', {
  description: 'How often what came of a duty’s occurrences over a period, by when they were due.',
})
export class DutyRecordType {
  @Field(() => Int, { description: 'Completed in time.' })
  kept!: number;
  @Field(() => Int, { description: 'Completed late.' })
  late!: number;
  @Field(() => Int, { description: 'Not completed, and late.' })
  missed!: number;
  @Field(() => Int, { description: 'To be done; not late yet.' })
  open!: number;
  @Field(() => Int, { description: 'Requests that were cancelled.' })
  cancelled!: number;
  @Field(() => Int, { description: 'For which no request was opened.' })
  skipped!: number;
}

@ObjectType('DutyViewerCan', { description: 'What the viewer may do with a duty.' })
export class DutyViewerCanType {
  @Field({ description: 'Change it, pause, resume and end it, decide about its occurrences.' })
  manage!: boolean;
}

@VisibleWith('management.read')
@ObjectType('Duty', {
  implements: () => [Node],
  description:
    'What must be done for a customer again and again; opens a service request by itself for each occurrence.',
})
export class DutyType extends Node {
  @Field({ description: 'Unique number for people, such as D-000012.' })
  number!: string;
  @Field({
    description: 'Template of the requests’ subject; {date} and the like are filled in.',
  })
  subject!: string;
  @Field(() => String, { nullable: true, description: 'Template of their description; null when there is none.' })
  description!: string | null;
  @Field(() => PriorityEnum, { description: 'Priority of the requests.' })
  priority!: DutyValues['priority'];
  @Field({ description: 'Recurrence rule (RRULE of RFC 5545), in its one form.' })
  rule!: string;
  @Field(() => LocalDate, { description: 'First day; with the local time the DTSTART of the rule.' })
  startsOn!: string;
  @Field(() => LocalTime, { description: 'Time of day, the same the year round, where the rule gives none.' })
  localTime!: string;
  @Field(() => TimeZone, { description: 'Zone in which the rule counts: defaults to that of the site.' })
  zone!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day; null when only the rule ends it, or nothing does.',
  })
  endsOn!: string | null;
  @Field(() => Int, { description: 'How many seconds before an occurrence its request is opened.' })
  leadSeconds!: number;
  @Field(() => CatchUpEnum, { description: 'What happens to occurrences that were not opened in time.' })
  catchUp!: CatchUp;
  @Field(() => HolidayPolicyEnum, { description: 'How occurrences on non-working days are handled.' })
  holidays!: HolidayPolicy;
  @Field(() => DutyStatusEnum, { description: 'Status.' })
  status!: DutyStatus;
  @Field(() => Date, {
    nullable: true,
    description:
      'When it is looked at next: to open a request, note a skipped occurrence, or try again. Null when it is not.',
  })
  nextAt!: Date | null;
  @Field(() => DutyFailingType, {
    nullable: true,
    description: 'Why its last request could not be opened; null when all is well.',
  })
  failing!: DutyFailingType | null;
  @Field({ description: 'When it was taken down.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it ended; null while it has not.' })
  endedAt!: Date | null;
  @Field(() => Int, { description: 'Grows with every decision about it; updates send it back.' })
  version!: number;
  @Reference('createdBy', () => EmployeeType, {
    nullable: true,
    description: 'Who recorded it; null when the system did.',
  })
  createdById!: string | null;
  @Reference('calendar', () => SlaCalendarType, {
    nullable: true,
    description: 'Calendar with the working hours; null when there is none.',
  })
  calendarId!: string | null;
  @Reference('team', () => TeamType, {
    nullable: true,
    description: 'Team in whose queue the requests are put; null when none.',
  })
  teamId!: string | null;
  @Reference('assignee', () => EmployeeType, {
    nullable: true,
    description: 'Assignee; null when there is none.',
  })
  assigneeId!: string | null;
  @Reference('office', () => OfficeType, { description: 'The responsible office.' })
  officeId!: string;
  @Reference('contactType', () => ContactTypeType, {
    nullable: true,
    description: 'Contact type of the requests; null when none.',
  })
  contactTypeId!: string | null;
  @Reference('job', () => JobType, { nullable: true, description: 'Job it belongs to; null when none.' })
  jobId!: string | null;
  @Reference('branch', () => BranchType, {
    nullable: true,
    description: 'Branch it is done for; null when none is named.',
  })
  branchId!: string | null;
  @Reference('customer', () => CustomerType, { description: 'Customer for whom it is done.' })
  customerId!: string;
}

@VisibleWith('management.read')
@ObjectType('DutyOccurrence', {
  implements: () => [Node],
  description: 'An occurrence of a duty that is done with: its request was opened, or none is.',
})
export class DutyOccurrenceType extends Node {
  @Field({ description: 'When the rule had it.' })
  originalAt!: Date;
  @Field({ description: 'When it was due, after holidays and decisions about this one.' })
  dueAt!: Date;
  @Field(() => SkipReasonEnum, { nullable: true, description: 'Why no request was opened; null when one was.' })
  skipped!: SkipReason | null;
  @Field({ description: 'When its request was opened, or it was noted as skipped.' })
  handledAt!: Date;
  @Reference('serviceRequest', () => ServiceRequestType, {
    nullable: true,
    description: 'The request that was opened; null when none was or it may not be seen.',
  })
  requestId!: string | null;
  @Reference('duty', () => DutyType, { description: 'Duty it belongs to.' })
  dutyId!: string;
}

@ObjectType('DutyConnection', { description: 'A page of duties.' })
export class DutyConnection extends ConnectionOf(DutyType, 'Duty') {}

@ObjectType('DutyOccurrenceConnection', { description: 'A page of the occurrences of a duty.' })
export class DutyOccurrenceConnection extends ConnectionOf(DutyOccurrenceType, 'DutyOccurrence') {}

@ObjectType('RecurrencePreview', { description: 'What a recurrence rule means.' })
export class RecurrencePreviewType {
  @Field({ description: 'The rule in its one form.' })
  rule!: string;
  @Field(() => RecurrenceTextType, { description: 'The rule in words.' })
  text!: RecurrenceTextType;
  @Field(() => [PlannedOccurrenceType], { description: 'The next occurrences, in order.' })
  occurrences!: PlannedOccurrenceType[];
}

export const {
  CreateDutyPayload,
  UpdateDutyPayload,
  PauseDutyPayload,
  ResumeDutyPayload,
  EndDutyPayload,
  SkipDutyOccurrencePayload,
  MoveDutyOccurrencePayload,
  RestoreDutyOccurrencePayload,
} = payloadsOf(
  'duty',
  DutyType,
  'The duty as it is now; null when the change was not made.',
  'createDuty',
  'updateDuty',
  'pauseDuty',
  'resumeDuty',
  'endDuty',
  'skipDutyOccurrence',
  'moveDutyOccurrence',
  'restoreDutyOccurrence',
);
