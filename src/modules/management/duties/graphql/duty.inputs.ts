import { Field, InputType, Int } from '@nestjs/graphql';
import { LocalDate, LocalTime, MutationInput, OrderBy, TimeZone, IdField, Limited } from '#platform/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { RECURRENCE_LIMITS, MAX_PER_DAY } from '../../recurrence/domain/recurrence.js';
import { type DutyOrder } from '../application/duty.queries.js';
import { DUTY_LIMITS, type CatchUp, type DutyStatus, type DutyValues, type HolidayPolicy } from '../domain/duty.js';
import { PLACEHOLDERS } from '../domain/templates.js';
import { CatchUpEnum, DutyStatusEnum, HolidayPolicyEnum } from './duty.enums.js';

const NAMES = PLACEHOLDERS.map((name) => `{${name}}`).join(', ');
const RULE = `Recurrence rule, RRULE of RFC 5545 such as FREQ=MONTHLY;BYDAY=-1FR: daily, weekly, monthly or yearly, at most ${MAX_PER_DAY} times a day; {limits}.`;
const RELATED = 'of the same customer, or of one above or below it in its group';
const DUTY_ID = { description: 'Which duty.' };
const VERSION = { description: 'The version that was read.' };

/** What may be left out of a new duty and changed later. */
@InputType({ isAbstract: true })
abstract class DutyValuesInput extends MutationInput {
  @IdField('Branch', { nullable: true, description: `Branch it is done for; ${RELATED}.` })
  branchId?: string | null;
  @IdField('Job', { nullable: true, description: `Job it belongs to; ${RELATED}, and of the line management.` })
  jobId?: string | null;
  @Limited(DUTY_LIMITS.description)
  @Field(() => String, {
    nullable: true,
    description: `Template of the requests' description, {limits}; filled in are ${NAMES}.`,
  })
  description?: string | null;
  @IdField('ContactType', { nullable: true, description: 'Contact type of the requests; one in use.' })
  contactTypeId?: string | null;
  @Field(() => PriorityEnum, { nullable: true, description: 'Priority of the requests; defaults to MODERATE.' })
  priority?: DutyValues['priority'];
  @IdField('Office', {
    nullable: true,
    description: 'Responsible office; defaults to that of the job, the branch or the customer.',
  })
  officeId?: string;
  @IdField('Employee', {
    nullable: true,
    description: 'Employee who is to do it; when gone by then, the request is opened for the office to hand out.',
  })
  assigneeId?: string | null;
  @IdField('Team', { nullable: true, description: 'Team in whose queue the requests are put.' })
  teamId?: string | null;
  @Field(() => TimeZone, { nullable: true, description: 'Zone; defaults to that of the branch, else of the office.' })
  zone?: string;
  @Field(() => LocalDate, { nullable: true, description: 'Last day, until the end of 2199.' })
  endsOn?: string | null;
  @Limited(DUTY_LIMITS.leadSeconds)
  @Field(() => Int, {
    nullable: true,
    description: 'How many seconds before an occurrence its request is opened, {limits}; defaults to 0.',
  })
  leadSeconds?: number;
  @Field(() => CatchUpEnum, {
    nullable: true,
    description: 'What happens to occurrences that were not opened in time; defaults to ALL.',
  })
  catchUp?: CatchUp;
  @Field(() => HolidayPolicyEnum, {
    nullable: true,
    description: 'What happens on dates without open hours in the calendar; defaults to IGNORE.',
  })
  holidays?: HolidayPolicy;
  @IdField('SlaCalendar', {
    nullable: true,
    description: 'SLA calendar with the working hours; required unless IGNORE.',
  })
  calendarId?: string | null;
}

@InputType({ description: 'A new recurring duty. Occurrences before now are not opened.' })
export class CreateDutyInput extends DutyValuesInput {
  @IdField('Customer', { description: 'Customer for whom it is done.' })
  customerId!: string;
  @Limited(DUTY_LIMITS.subject)
  @Field({ description: `Template of the requests' subject, {limits}; filled in are ${NAMES}.` })
  subject!: string;
  @Limited(RECURRENCE_LIMITS.rule)
  @Field({ description: RULE })
  rule!: string;
  @Field(() => LocalDate, { description: 'First day, from 2000 on; with the local time the DTSTART of the rule.' })
  startsOn!: string;
  @Field(() => LocalTime, { description: 'Time of day, 00:00 to 23:59, where the rule gives none.' })
  localTime!: string;
}

@InputType({
  description:
    'Corrections to a duty; what is left out stays, null empties or goes back to what is usual. Another rule, time or zone counts from now on, not on a day that was handled already; decisions about single occurrences to come are forgotten then.',
})
export class UpdateDutyInput extends DutyValuesInput {
  @IdField('Duty', DUTY_ID)
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
  @Limited(DUTY_LIMITS.subject)
  @Field(() => String, {
    nullable: true,
    description: `Template of the requests' subject, {limits}; filled in are ${NAMES}.`,
  })
  subject?: string;
  @Limited(RECURRENCE_LIMITS.rule)
  @Field(() => String, { nullable: true, description: RULE })
  rule?: string;
  @Field(() => LocalDate, { nullable: true, description: 'First day.' })
  startsOn?: string;
  @Field(() => LocalTime, { nullable: true, description: 'Time of day, where the rule gives none.' })
  localTime?: string;
}

@InputType({ isAbstract: true })
abstract class WhichDutyInput extends MutationInput {
  @IdField('Duty', DUTY_ID)
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
}

@InputType({ description: 'Which duty to pause.' })
export class PauseDutyInput extends WhichDutyInput {}
@InputType({ description: 'Which duty to resume.' })
export class ResumeDutyInput extends WhichDutyInput {}
@InputType({ description: 'Which duty to end.' })
export class EndDutyInput extends WhichDutyInput {}

@InputType({ isAbstract: true })
abstract class WhichOccurrenceInput extends WhichDutyInput {
  @Field({ description: 'Which occurrence: when the rule has it (`originalAt`).' })
  originalAt!: Date;
}

@InputType({ description: 'Which occurrence of a duty to leave out.' })
export class SkipDutyOccurrenceInput extends WhichOccurrenceInput {
  @Limited(DUTY_LIMITS.reason)
  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: 'Which occurrence of a duty to hold at another time.' })
export class MoveDutyOccurrenceInput extends WhichOccurrenceInput {
  @Field({
    description: `When instead: not in the past, and at most ${DUTY_LIMITS.moveDays} days away from when the rule has it.`,
  })
  movedTo!: Date;
  @Limited(DUTY_LIMITS.reason)
  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: 'Which occurrence of a duty to put back to where the rule has it.' })
export class RestoreDutyOccurrenceInput extends WhichOccurrenceInput {}

@InputType({ description: 'Which duties; omitted filters do not apply.' })
export class DutyFilterInput {
  @IdField('Customer', { nullable: true, description: 'Only of this customer.' })
  customerId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'With the customer: those of all customers below it too.' })
  includeBelow?: boolean | null;
  @IdField('Branch', { nullable: true, description: 'Only of this branch.' })
  branchId?: string | null;
  @IdField('Job', { nullable: true, description: 'Only of this job.' })
  jobId?: string | null;
  @IdField('Office', { nullable: true, description: 'Only of this responsible office.' })
  officeId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Only those this employee is to do.' })
  assigneeId?: string | null;
  @IdField('Team', { nullable: true, description: 'Only those of this team.' })
  teamId?: string | null;
  @Field(() => [DutyStatusEnum], { nullable: true, description: 'Only in one of these statuses.' })
  statuses?: DutyStatus[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that could not open their last request (true), or only the others (false).',
  })
  failing?: boolean | null;
  @Limited(DUTY_LIMITS.search)
  @Field(() => String, {
    nullable: true,
    description: 'Part of number, subject or description, whatever its case; {limits}.',
  })
  text?: string | null;
}

export const DutyOrderInput = OrderBy<DutyOrder['field']>(
  'Duty',
  { name: 'DutyOrderInput', input: 'Order of duties.', fields: 'By what duties are ordered.', direction: 'Which way.' },
  {
    CREATED_AT: 'When they were taken down.',
    NEXT_AT: 'When they open their next request; those that open none come last when ascending.',
  },
);

@InputType({ description: 'A recurrence to look at before it is kept.' })
export class RecurrencePreviewInput {
  @Limited(RECURRENCE_LIMITS.rule)
  @Field({ description: RULE })
  rule!: string;
  @Field(() => LocalDate, { description: 'First day.' })
  startsOn!: string;
  @Field(() => LocalTime, { description: 'Time of day, where the rule gives none.' })
  localTime!: string;
  @Field(() => TimeZone, { description: 'Zone in which the rule counts.' })
  zone!: string;
  @Field(() => LocalDate, { nullable: true, description: 'Last day.' })
  endsOn?: string | null;
  @Limited(DUTY_LIMITS.leadSeconds)
  @Field(() => Int, { nullable: true, description: 'Lead time in seconds, {limits}; defaults to 0.' })
  leadSeconds?: number | null;
  @Field(() => HolidayPolicyEnum, { nullable: true, description: 'How non-working days are handled.' })
  holidays?: HolidayPolicy | null;
  @IdField('SlaCalendar', {
    nullable: true,
    description: 'SLA calendar with the working hours; required unless IGNORE.',
  })
  calendarId?: string | null;
  @Field(() => Date, { nullable: true, description: 'From when on occurrences are listed; defaults to now.' })
  from?: Date | null;
  @Limited(DUTY_LIMITS.upcoming)
  @Field(() => Int, { nullable: true, description: 'How many occurrences, {limits}; defaults to 10.' })
  count?: number | null;
}
