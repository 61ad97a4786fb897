import { Field, InputType, OmitType } from '@nestjs/graphql';
import { MutationInput, TimeZone, IdField, Limited } from '#platform/graphql';
import { ServiceLineEnum } from '#modules/customers/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type Priority, type ServiceLine } from '#modules/vocabulary';
import { CALENDAR_LIMITS } from '../../calendars/domain/calendar-limits.js';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { type TermsLevel } from '../../terms/terms.types.js';
import { CalendarInput } from '../../calendars/graphql/calendar.inputs.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import { SlaTermsLevelEnum } from '../../terms/graphql/terms.enums.js';
import { CalendarHolidaysInput } from '../../calendars/graphql/holiday.inputs.js';
import { CreateSlaTermsInput, TermsTargetInput } from '../../terms/graphql/terms.inputs.js';

@InputType({
  description:
    'Terms that would have been in force from the beginning of the period on. With `termsId` alone the draft of those terms; with `termsId` and content, that content in their place; without, content for a level, on top of all there are.',
})
export class SlaWhatIfTermsInput extends OmitType(
  CreateSlaTermsInput,
  ['clientMutationId', 'code', 'name', 'nameNative', 'level', 'targets'] as const,
  InputType,
) {
  @IdField('SlaTerms', { nullable: true, description: 'Whose versions they would have replaced.' })
  termsId?: string | null;
  @Field(() => SlaTermsLevelEnum, {
    nullable: true,
    description: 'Who they are agreed with; needed without `termsId`.',
  })
  level?: TermsLevel | null;
  @Field(() => [TermsTargetInput], {
    nullable: true,
    description: 'How long what may take; needed without `termsId`, and with any other content.',
  })
  targets?: TermsTargetInput[] | null;
}

@InputType({ description: 'What a calendar would have said all along; what is left out stays.' })
export class SlaWhatIfCalendarInput {
  @IdField('SlaCalendar', { description: 'Which calendar: all clocks whose terms use it count by it.' })
  calendarId!: string;
  @Field(() => CalendarInput, { nullable: true, description: 'When it would have been open, all of it.' })
  spec?: CalendarInput | null;
  @Limited(CALENDAR_LIMITS.holidaySets)
  @Field(() => [CalendarHolidaysInput], { nullable: true, description: 'Which sets of holidays it would have kept.' })
  holidaySets?: CalendarHolidaysInput[] | null;
}

@InputType({ description: 'What would have been: under which terms, on which calendar, when and for whom.' })
export class RunSlaWhatIfInput extends MutationInput {
  @Field({ description: 'Requests created from then on count; from 1990.' })
  from!: Date;
  @Field({ description: 'Requests created before then count; not in the future.' })
  to!: Date;
  @Field(() => SlaWhatIfTermsInput, { nullable: true, description: 'Terms that would have been in force.' })
  terms?: SlaWhatIfTermsInput | null;
  @Field(() => SlaWhatIfCalendarInput, { nullable: true, description: 'What a calendar would have said.' })
  calendar?: SlaWhatIfCalendarInput | null;
  @IdField('Customer', { nullable: true, description: 'Only requests of this customer and those below it.' })
  customerId?: string | null;
  @IdField('Office', { nullable: true, description: 'Only requests of this office.' })
  officeId?: string | null;
  @Field(() => ServiceLineEnum, { nullable: true, description: 'Only requests of this service line.' })
  serviceLine?: ServiceLine | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Only requests of customers that were of this tier, such as TOP, when the request was first evaluated.',
  })
  tier?: string | null;
  @Field(() => TimeZone, { nullable: true, description: 'In which months begin; defaults to UTC.' })
  timeZone?: string | null;
}

@InputType({ description: 'Which what-if to give up.' })
export class CancelSlaWhatIfInput extends MutationInput {
  @IdField('SlaWhatIf', { description: 'Which what-if.' })
  id!: string;
}

@InputType({ description: 'Which of the clocks that would have differed; omitted filters do not apply.' })
export class SlaWhatIfChangeFilterInput {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only those with another verdict. False: only those that are late on both sides, by more or less.',
  })
  verdictDiffers?: boolean | null;
  @Field(() => [SlaMetricEnum], { nullable: true, description: 'Only of these metrics.' })
  metrics?: SlaMetric[] | null;
  @Field(() => [PriorityEnum], { nullable: true, description: 'Only of requests of these priorities.' })
  priorities?: Priority[] | null;
  @IdField('Customer', { nullable: true, description: 'Only of requests of this customer itself.' })
  customerId?: string | null;
}
