import { IdField, Limited } from '#platform/graphql';
import { Field, InputType } from '@nestjs/graphql';
import { ContactChannel } from '#modules/contacts/graphql';
import { ServiceLineEnum } from '#modules/customers/graphql';
import { type Channel, type Priority, type ServiceLine } from '#modules/vocabulary';
import { type StatusCategory } from '../domain/life-cycle.js';
import { LIMITS } from '../domain/request.js';
import { PriorityEnum, StatusCategoryEnum } from './enums.js';

@InputType({ description: 'Which service requests; what is left out does not matter.' })
export class ServiceRequestFilterInput {
  @IdField('Customer', { nullable: true, description: 'Of this customer.' })
  customerId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'With customerId: of all customers below it in its group too; defaults to false.',
  })
  includeBelow?: boolean | null;
  @IdField('Branch', { nullable: true, description: 'About this branch.' })
  branchId?: string | null;
  @IdField('Job', { nullable: true, description: 'Of this job.' })
  jobId?: string | null;
  @IdField('Person', { nullable: true, description: 'Asked for by this person.' })
  requesterId?: string | null;
  @IdField('Contact', { nullable: true, description: 'That came out of this contact.' })
  contactId?: string | null;
  @IdField('ContactType', { nullable: true, description: 'Of this contact type or any below it.' })
  contactTypeId?: string | null;
  @IdField('Office', { nullable: true, description: 'This office is responsible.' })
  officeId?: string | null;
  @IdField('Region', { nullable: true, description: 'An office of this region is responsible.' })
  regionId?: string | null;
  @Field(() => ServiceLineEnum, { nullable: true, description: 'Of this service line.' })
  serviceLine?: ServiceLine | null;
  @Field(() => ContactChannel, { nullable: true, description: 'That came through this channel.' })
  channel?: Channel | null;
  @Limited(LIMITS.statuses)
  @Field(() => [String], { nullable: true, description: 'In a status with one of these keys.' })
  statuses?: string[] | null;
  @Field(() => [StatusCategoryEnum], { nullable: true, description: 'In a status of one of these categories.' })
  statusCategories?: StatusCategory[] | null;
  @Field(() => [PriorityEnum], { nullable: true, description: 'Of one of these priorities.' })
  priorities?: Priority[] | null;
  @IdField('Employee', { nullable: true, description: 'Assigned to this employee.' })
  assigneeId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those without (true) or with (false) an assignee. An employee who is no longer active counts as none.',
  })
  unassigned?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those whose customer is waiting for a public reply (true) or is not (false). With `statusCategories: [COMPLETED, CANCELLED]`: messages that arrived after the end and are still unanswered.',
  })
  awaitingReply?: boolean | null;
  @IdField('Team', { nullable: true, description: 'In the queue of this team, taken or not.' })
  teamId?: string | null;
  @IdField('Employee', { nullable: true, description: 'In the queue of any team that this employee belongs to.' })
  teamMemberId?: string | null;
  @IdField('ServiceRequest', { nullable: true, description: 'Parts of this request.' })
  parentId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only parts of others (true), or only those that are part of none (false).',
  })
  part?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Also those that were merged into others; defaults to false, except where `text` is a number.',
  })
  includeMerged?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those whose priority was (true) or was not (false) given by hand.',
  })
  priorityOverridden?: boolean | null;
  @IdField('Employee', { nullable: true, description: 'Followed by this employee.' })
  watcherId?: string | null;
  @Field(() => Date, { nullable: true, description: 'Asked for at this instant or later.' })
  createdFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Asked for before this instant.' })
  createdBefore?: Date | null;
  @Limited(LIMITS.search)
  @Field(() => String, {
    nullable: true,
    description: 'Part of number, subject or description, whatever its case; {limits}.',
  })
  text?: string | null;
}

@InputType({ description: 'Filter of service requests; all conditions apply.' })
export class ServiceRequestFeedFilterInput {
  @IdField('ServiceRequest', { nullable: true, description: 'This one.' })
  requestId?: string | null;
  @IdField('Office', {
    nullable: true,
    description: 'Those this office is responsible for; also the last change of one that it hands to another.',
  })
  officeId?: string | null;
  @IdField('Customer', { nullable: true, description: 'Those of this customer and of everybody below it.' })
  customerId?: string | null;
}
