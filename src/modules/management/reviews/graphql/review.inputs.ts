import { Field, InputType, Int } from '@nestjs/graphql';
import { LocalDate, LocalTime, MutationInput, TimeZone, IdField, Limited } from '#platform/graphql';
import { type Period } from '#modules/vocabulary';
import { type ReviewStatus, REVIEW_LIMITS } from '../domain/review.js';
import { RECURRENCE_LIMITS } from '../../recurrence/domain/recurrence.js';
import { ReviewPeriodEnum, ReviewStatusEnum } from './review.enums.js';

const VERSION = { description: 'The version that was read.' };
const RULE = 'When reviews are held: RRULE of RFC 5545 such as FREQ=MONTHLY;BYDAY=2TU, {limits}.';
const PERSON = 'Person of the customer, or of one above or below it in its group.';

/** What may be left out of a new plan and changed later. */
@InputType({ isAbstract: true })
abstract class PlanValuesInput extends MutationInput {
  @IdField('Job', { nullable: true, description: 'Only requests of this job, of the same customer or its group.' })
  jobId?: string | null;
  @IdField('Office', {
    nullable: true,
    description: 'Responsible office; defaults to that of the job or the customer.',
  })
  officeId?: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether requests of all customers below count too; defaults to false.',
  })
  includeBelow?: boolean;
  @Field(() => TimeZone, { nullable: true, description: 'Zone; defaults to that of the office.' })
  zone?: string;
  @Field(() => LocalDate, { nullable: true, description: 'Last day, until the end of 2199.' })
  endsOn?: string | null;
  @Limited(REVIEW_LIMITS.leadSeconds)
  @Field(() => Int, {
    nullable: true,
    description: 'How many seconds before it is held a review is prepared, {limits}; defaults to a week.',
  })
  leadSeconds?: number;
  @IdField('Employee', {
    nullable: true,
    description: 'Who leads the reviews; defaults to the account manager of the customer.',
  })
  chairId?: string | null;
  @Limited(REVIEW_LIMITS.agenda)
  @Field(() => [String], {
    nullable: true,
    description: `Points that every review begins with; {limits}, ${REVIEW_LIMITS.title.max} characters each.`,
  })
  agenda?: string[];
}

@InputType({ description: 'A new plan of service reviews.' })
export class CreateServiceReviewPlanInput extends PlanValuesInput {
  @IdField('Customer', { description: 'Customer whose service is reviewed.' })
  customerId!: string;
  @Limited(REVIEW_LIMITS.name)
  @Field({ description: 'What the reviews are called.' })
  name!: string;
  @Field(() => ReviewPeriodEnum, { description: 'What each review looks at.' })
  period!: Period;
  @Limited(RECURRENCE_LIMITS.rule)
  @Field({ description: RULE })
  rule!: string;
  @Field(() => LocalDate, { description: 'First day, from 2000 on; with the local time the DTSTART of the rule.' })
  startsOn!: string;
  @Field(() => LocalTime, { description: 'Time of day, 00:00 to 23:59, where the rule gives none.' })
  localTime!: string;
}

@InputType({ description: 'Changes to a plan; what is left out stays. Another rule, time or zone counts from now on.' })
export class UpdateServiceReviewPlanInput extends PlanValuesInput {
  @IdField('ServiceReviewPlan', { description: 'Which plan.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
  @Limited(REVIEW_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'What the reviews are called.' })
  name?: string;
  @Field(() => ReviewPeriodEnum, { nullable: true, description: 'What each review looks at.' })
  period?: Period;
  @Limited(RECURRENCE_LIMITS.rule)
  @Field(() => String, { nullable: true, description: RULE })
  rule?: string;
  @Field(() => LocalDate, { nullable: true, description: 'First day.' })
  startsOn?: string;
  @Field(() => LocalTime, { nullable: true, description: 'Time of day, where the rule gives none.' })
  localTime?: string;
}

@InputType({ description: 'Which plan to end.' })
export class EndServiceReviewPlanInput extends MutationInput {
  @IdField('ServiceReviewPlan', { description: 'Which plan.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
}

@InputType({ description: 'A service review that no plan calls.' })
export class ScheduleServiceReviewInput extends MutationInput {
  @IdField('Customer', { description: 'Customer whose service is reviewed.' })
  customerId!: string;
  @IdField('Job', { nullable: true, description: 'Only requests of this job, of the same customer or its group.' })
  jobId?: string | null;
  @IdField('Office', {
    nullable: true,
    description: 'Responsible office; defaults to that of the job or the customer.',
  })
  officeId?: string | null;
  @Limited(REVIEW_LIMITS.name)
  @Field({ description: 'What it is called.' })
  name!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether requests of all customers below count too; defaults to false.',
  })
  includeBelow?: boolean | null;
  @Field(() => LocalDate, { description: 'First day looked at, from 2000 on.' })
  periodFrom!: string;
  @Field(() => LocalDate, { description: 'Last day looked at; at most 1,100 days in all.' })
  periodTo!: string;
  @Field(() => TimeZone, {
    nullable: true,
    description: 'Zone in which these days count; defaults to that of the office.',
  })
  zone?: string | null;
  @Field({ description: 'When it is to be held.' })
  plannedAt!: Date;
  @IdField('Employee', {
    nullable: true,
    description: 'Who leads it; defaults to the account manager of the customer.',
  })
  chairId?: string | null;
  @Limited(REVIEW_LIMITS.agenda)
  @Field(() => [String], {
    nullable: true,
    description: `Points of its agenda; {limits}, ${REVIEW_LIMITS.title.max} characters each.`,
  })
  agenda?: string[] | null;
}

@InputType('ServiceReviewAgendaItemInput', { description: 'A point of the agenda.' })
export class AgendaItemInput {
  @Limited(REVIEW_LIMITS.title)
  @Field({ description: 'What it is about.' })
  title!: string;
  @Limited(REVIEW_LIMITS.notes)
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes?: string | null;
  @IdField('Employee', { nullable: true, description: 'Employee who presents it.' })
  presenterId?: string | null;
}

@InputType('ServiceReviewParticipantInput', {
  description: 'A participant: an employee or a person of the customer, not both.',
})
export class ParticipantInput {
  @IdField('Employee', { nullable: true, description: 'One of us.' })
  employeeId?: string | null;
  @IdField('Person', { nullable: true, description: PERSON })
  personId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether he or she was there.' })
  attended?: boolean | null;
}

@InputType({ isAbstract: true })
abstract class WhichReviewInput extends MutationInput {
  @IdField('ServiceReview', { description: 'Which review.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
}

@InputType({ isAbstract: true })
abstract class ReviewNotesInput extends WhichReviewInput {
  @Limited(REVIEW_LIMITS.minutes)
  @Field(() => String, { nullable: true, description: 'Minutes, {limits}; null clears them.' })
  minutes?: string | null;
  @Limited(REVIEW_LIMITS.participants)
  @Field(() => [ParticipantInput], {
    nullable: true,
    description: 'Everybody who takes part, {limits}; replaces the list.',
  })
  participants?: ParticipantInput[];
}

@InputType({
  description: 'Changes to a service review; what is left out stays. Once held, only minutes and participants.',
})
export class UpdateServiceReviewInput extends ReviewNotesInput {
  @Limited(REVIEW_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'What it is called.' })
  name?: string;
  @Field(() => Date, { nullable: true, description: 'When it is to be held.' })
  plannedAt?: Date;
  @IdField('Employee', { nullable: true, description: 'Who leads it; null while unassigned.' })
  chairId?: string | null;
  @Limited(REVIEW_LIMITS.agenda)
  @Field(() => [AgendaItemInput], { nullable: true, description: 'The whole agenda, {limits} points; replaces it.' })
  agenda?: AgendaItemInput[];
}

@InputType({ description: 'Which prepared review to work out again.' })
export class RefreshServiceReviewInput extends WhichReviewInput {}

@InputType({ description: 'Which review was held.' })
export class FinalizeServiceReviewInput extends ReviewNotesInput {
  @Field(() => Date, { nullable: true, description: 'When; defaults to now, never in the future.' })
  heldAt?: Date | null;
}

@InputType({ description: 'Which review to close; its minutes are written.' })
export class CloseServiceReviewInput extends WhichReviewInput {}

@InputType({ description: 'Which service reviews; omitted filters do not apply.' })
export class ServiceReviewFilterInput {
  @IdField('Customer', { nullable: true, description: 'Only of this customer.' })
  customerId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'With the customer: those of all customers below it too.' })
  includeBelow?: boolean | null;
  @IdField('Job', { nullable: true, description: 'Only of this job.' })
  jobId?: string | null;
  @IdField('Office', { nullable: true, description: 'Only of this responsible office.' })
  officeId?: string | null;
  @IdField('ServiceReviewPlan', { nullable: true, description: 'Only of this plan.' })
  planId?: string | null;
  @Field(() => [ReviewStatusEnum], { nullable: true, description: 'Only in one of these statuses.' })
  statuses?: ReviewStatus[] | null;
  @Field(() => Date, { nullable: true, description: 'Only those planned for then or later.' })
  plannedFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Only those planned for before.' })
  plannedBefore?: Date | null;
}

@InputType({ description: 'Which plans; omitted filters do not apply.' })
export class ServiceReviewPlanFilterInput {
  @IdField('Customer', { nullable: true, description: 'Only of this customer.' })
  customerId?: string | null;
  @IdField('Job', { nullable: true, description: 'Only of this job.' })
  jobId?: string | null;
  @IdField('Office', { nullable: true, description: 'Only of this responsible office.' })
  officeId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only those that prepare reviews.' })
  activeOnly?: boolean | null;
}

@InputType({ description: 'Which decisions and actions; omitted filters do not apply.' })
export class ServiceReviewActionFilterInput {
  @IdField('Customer', { nullable: true, description: 'Only of reviews of this customer.' })
  customerId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Only what this employee has to do.' })
  ownerId?: string | null;
  @IdField('Office', { nullable: true, description: 'Only of reviews of this responsible office.' })
  officeId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only actions that are not done (true), or only what is done or decided (false).',
  })
  open?: boolean | null;
  @Field(() => LocalDate, { nullable: true, description: 'Only those due before this day: with `open` what is late.' })
  dueBefore?: string | null;
}
