import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { type Weekday } from '#kernel/calendar';
import { IdField, LocalDate, LocalTime, MutationInput, payloadOf, Reference, Limited } from '#platform/graphql';
import { type CalendarPart } from '../../calendars/domain/calendar-changes.js';
import { type DayRuleKind } from '../../calendars/domain/calendar-days.js';
import { CALENDAR_LIMITS } from '../../calendars/domain/calendar-limits.js';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { type HolidayKind } from '../../calendars/domain/holidays.js';
import {
  SlaCalendarPartEnum,
  SlaChangeKindEnum,
  SlaDayRuleKindEnum,
  SlaHolidayKindEnum,
} from '../../calendars/graphql/calendar.enums.js';
import { CalendarInput } from '../../calendars/graphql/calendar.inputs.js';
import { SlaCalendarType, SlaCalendarVersionType } from '../../calendars/graphql/calendar.types.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import { WeekdayEnum } from '../../calendars/graphql/weekday.enum.js';
import { CalendarHolidaysInput } from '../../calendars/graphql/holiday.inputs.js';
import { ServiceRequestType } from '#modules/services/graphql';

@ObjectType('SlaDayInterval', { description: 'An open interval of a date.' })
export class SlaDayIntervalType {
  @Field(() => Date, { description: 'When it opens.' })
  from!: number;
  @Field(() => Date, { description: 'When it closes.' })
  to!: number;
  @Field(() => LocalTime, { description: 'When it opens, on the wall in the zone of the calendar.' })
  open!: string;
  @Field(() => LocalTime, { description: 'When it closes, on the wall; `24:00` when the date ends first.' })
  close!: string;
}

@ObjectType('SlaDayRule', { description: 'A rule that decides when a date is open.' })
export class SlaDayRuleType {
  @Field(() => SlaDayRuleKindEnum, { description: 'What it is.' })
  kind!: DayRuleKind;
  @Field(() => String, {
    nullable: true,
    description: 'What it is called, such as a holiday; null when it has no name.',
  })
  name!: string | null;
}

@ObjectType('SlaCalendarDay', { description: 'When a calendar is open on one date, and why.' })
export class SlaCalendarDayType {
  @Field(() => LocalDate, { description: 'The date, in the zone of the calendar.' })
  date!: string;
  @Field(() => WeekdayEnum, { description: 'Its weekday.' })
  weekday!: Weekday;
  @Field(() => [SlaDayIntervalType], { description: 'When it is open, in order, as clocks count it.' })
  intervals!: readonly SlaDayIntervalType[];
  @Field(() => [SlaDayRuleType], {
    description: 'Why: the rule that decides about the date first, then those that close a part of it.',
  })
  rules!: readonly SlaDayRuleType[];
}

@ObjectType('SlaCalendarChange', { description: 'One difference between two calendars.' })
export class SlaCalendarChangeType {
  @Field(() => SlaCalendarPartEnum, { description: 'Which part of a calendar it is about.' })
  part!: CalendarPart;
  @Field(() => SlaChangeKindEnum, { description: 'How they differ.' })
  change!: 'ADDED' | 'REMOVED' | 'CHANGED';
  @Field(() => LocalDate, { nullable: true, description: 'The first date it speaks of; null when it speaks of none.' })
  date!: string | null;
  @Field({ description: 'The difference in words, in the language of the request.' })
  text!: string;
}

@ObjectType('SlaCalendarComparison', { description: 'Differences between two versions of a calendar.' })
export class SlaCalendarComparisonType {
  @Field(() => SlaCalendarVersionType, { description: 'The one.' })
  from!: SlaCalendarVersionType;
  @Field(() => SlaCalendarVersionType, { description: 'The other.' })
  to!: SlaCalendarVersionType;
  @Field(() => [SlaCalendarChangeType], { description: 'The differences; empty when there are none.' })
  changes!: readonly SlaCalendarChangeType[];
}

@InputType('SlaIcalendarInput', { description: 'An iCalendar file (RFC 5545) and the dates within which it counts.' })
export class IcalendarInput {
  @Limited(CALENDAR_LIMITS.icalendar)
  @Field({ description: 'The text of the file.' })
  text!: string;
  @Field(() => LocalDate, { description: 'Events count from this date on.' })
  from!: string;
  @Field(() => LocalDate, { description: 'Events count up to this date; at most 3,660 days after the first.' })
  to!: string;
}

@InputType({ description: 'An iCalendar file to take into a calendar.' })
export class ImportSlaCalendarEventsInput extends MutationInput {
  @IdField('SlaCalendar', { description: 'Which calendar.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Field(() => IcalendarInput, { description: 'The file.' })
  icalendar!: IcalendarInput;
  @Field(() => Boolean, { nullable: true, description: 'True: only report what would change. Defaults to false.' })
  dryRun?: boolean | null;
}

@ObjectType('SlaCalendarImport', { description: 'What the events of a file do to a calendar.' })
export class SlaCalendarImportType {
  @Field(() => SlaCalendarType, { nullable: true, description: 'The calendar as it is now.' })
  calendar!: SlaCalendarType | null;
  @Field(() => Boolean, { description: 'Whether nothing was saved.' })
  dryRun!: boolean;
  @Field(() => Int, { description: 'Events in the file.' })
  events!: number;
  @Field(() => Int, { description: 'Events that were passed over because they leave people free or were cancelled.' })
  skipped!: number;
  @Field(() => Int, { description: 'Dates and times that the other events came to within the period.' })
  occurrences!: number;
  @Field(() => [SlaCalendarChangeType], {
    description: 'What changed; empty when the calendar contained all of it already.',
  })
  changes!: readonly SlaCalendarChangeType[];
}

export const ImportSlaCalendarEventsPayload = payloadOf(
  'ImportSlaCalendarEventsPayload',
  'imported',
  SlaCalendarImportType,
  'What it did; null when the file was refused.',
  'importSlaCalendarEvents',
);

@InputType({ description: 'Draft entry of a holiday set for a date; replaces all its entries for that date.' })
export class SlaHolidayDraftInput {
  @IdField('SlaHolidaySet', { description: 'Which set; one that the calendar keeps.' })
  setId!: string;
  @Field(() => LocalDate, { description: 'The date.' })
  date!: string;
  @Field(() => SlaHolidayKindEnum, {
    nullable: true,
    description: 'What the date would be; left out: nothing of its own.',
  })
  kind?: HolidayKind | null;
  @Limited(CALENDAR_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'What it would be called.' })
  name?: string | null;
  @Field(() => LocalTime, {
    nullable: true,
    description: 'Where the closed part of the day begins; left out: all day.',
  })
  closedFrom?: string | null;
  @Field(() => LocalTime, { nullable: true, description: 'Where it ends, `24:00` allowed; left out: all day.' })
  closedTo?: string | null;
}

@InputType({ description: 'A change of a calendar that is thought of; what is left out stays.' })
export class SlaCalendarChangePreviewInput {
  @IdField('SlaCalendar', { description: 'Which calendar.' })
  calendarId!: string;
  @Field(() => CalendarInput, { nullable: true, description: 'When it would be open, all of it, without its sets.' })
  spec?: CalendarInput | null;
  @Limited(CALENDAR_LIMITS.holidaySets)
  @Field(() => [CalendarHolidaysInput], { nullable: true, description: 'Which holidays it would keep, all of them.' })
  holidaySets?: CalendarHolidaysInput[] | null;
  @Field(() => IcalendarInput, { nullable: true, description: 'A file that would be imported on top.' })
  icalendar?: IcalendarInput | null;
  @Limited(CALENDAR_LIMITS.drafts)
  @Field(() => [SlaHolidayDraftInput], {
    nullable: true,
    description: 'Entries of its holiday sets to replace for this preview; {limits}.',
  })
  holidays?: SlaHolidayDraftInput[] | null;
  @Limited(CALENDAR_LIMITS.moves)
  @Field(() => Int, { nullable: true, description: 'How many moved due times to list, {limits}; defaults to 20.' })
  first?: number | null;
}

@InputType({ description: 'Another choice of a calendar that is thought of, by an office or by a branch.' })
export class SlaCalendarChoicePreviewInput {
  @IdField('Office', { nullable: true, description: 'The office that would choose; either this or a branch.' })
  officeId?: string | null;
  @IdField('Branch', { nullable: true, description: 'The branch that would choose; either this or an office.' })
  branchId?: string | null;
  @IdField('SlaCalendar', { nullable: true, description: 'What it would choose; a branch may choose none.' })
  calendarId?: string | null;
  @Limited(CALENDAR_LIMITS.moves)
  @Field(() => Int, { nullable: true, description: 'How many moved due times to list, {limits}; defaults to 20.' })
  first?: number | null;
}

@ObjectType('SlaDueMove', { description: 'A due time that would move.' })
export class SlaDueMoveType {
  @Field(() => SlaMetricEnum, { description: 'What the clock measures.' })
  metric!: SlaMetric;
  @Field(() => Int, { description: 'Which repeat of the metric, from 1.' })
  cycle!: number;
  @Field(() => Date, { nullable: true, description: 'When it is due now; null when that is not known.' })
  dueBefore!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it would be due; null when that would not be known.' })
  dueAfter!: Date | null;
  @Field(() => Boolean, { description: 'Whether it is breached now.' })
  breachedBefore!: boolean;
  @Field(() => Boolean, { description: 'Whether it would be breached.' })
  breachedAfter!: boolean;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'The request; null when the viewer may not see it.',
  })
  requestId!: string;
}

@ObjectType({ isAbstract: true })
abstract class MovedClocksType {
  @Field(() => Int, { description: 'Open clocks that use the calendar, or that of the office or branch.' })
  openClocks!: number;
  @Field(() => Int, { description: 'Requests they belong to.' })
  openRequests!: number;
  @Field(() => Boolean, {
    description:
      'Whether only a sample was computed, spread evenly over the requests: then the counts below are of the sample.',
  })
  sampled!: boolean;
  @Field(() => Int, { description: 'Clocks that were computed; all unless sampled.' })
  clocksCompared!: number;
  @Field(() => Int, { description: 'Requests that were computed; all unless sampled.' })
  requestsCompared!: number;
  @Field(() => Int, { description: 'Clocks that would be due earlier.' })
  earlier!: number;
  @Field(() => Int, { description: 'Clocks that would be due later.' })
  later!: number;
  @Field(() => Int, { description: 'Clocks that would be due when they are due now.' })
  unmoved!: number;
  @Field(() => Int, { description: 'Clocks without a due time before and after, such as paused ones.' })
  withoutDue!: number;
  @Field(() => Int, { description: 'Clocks that are in time and would be breached.' })
  becomeBreached!: number;
  @Field(() => Int, { description: 'Clocks that are breached and would not be.' })
  saved!: number;
  @Field(() => [SlaDueMoveType], {
    description: 'Due times that would move most, the farthest first; of requests the viewer may see.',
  })
  moves!: readonly SlaDueMoveType[];
}

@ObjectType('SlaCalendarChangePreview', { description: 'What a change of a calendar would change and move.' })
export class SlaCalendarChangePreviewType extends MovedClocksType {
  @Field(() => [SlaCalendarChangeType], { description: 'What would change; empty when nothing would.' })
  changes!: readonly SlaCalendarChangeType[];
  @Field(() => Boolean, {
    description:
      'Whether weekly hours close at 23:59, which leaves the last minute of the day closed; the end of the day is 24:00.',
  })
  closesMinuteEarly!: boolean;
}

@ObjectType('SlaCalendarChoicePreview', { description: 'What another choice of a calendar would move.' })
export class SlaCalendarChoicePreviewType extends MovedClocksType {}
