import { InputType, Field, Int } from '@nestjs/graphql';
import { IdField, MutationInput, Limited } from '#platform/graphql';
import { CALENDAR_LIMITS } from '../domain/calendar-limits.js';
import { CalendarInput } from './calendar.inputs.js';
import { CalendarHolidaysInput } from './holiday.inputs.js';

const VERSION = { description: 'The version that was read.' };

@InputType({ description: 'A new SLA calendar.' })
export class CreateSlaCalendarInput extends MutationInput {
  @Limited(CALENDAR_LIMITS.code)
  @Field({ description: 'Unique code: capital letters, digits, dots and hyphens; {limits}.' })
  code!: string;
  @Limited(CALENDAR_LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(CALENDAR_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Field(() => CalendarInput, { description: 'When it is open, without the dates of its holiday sets.' })
  spec!: CalendarInput;
  @Limited(CALENDAR_LIMITS.holidaySets)
  @Field(() => [CalendarHolidaysInput], {
    nullable: true,
    description: 'Holidays it keeps, {limits}; defaults to none.',
  })
  holidaySets?: CalendarHolidaysInput[] | null;
}

@InputType({ description: 'Changes to an SLA calendar; what is left out stays.' })
export class UpdateSlaCalendarInput extends MutationInput {
  @IdField('SlaCalendar', { description: 'Which calendar.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
  @Limited(CALENDAR_LIMITS.code)
  @Field(() => String, { nullable: true, description: 'Unique code.' })
  code?: string;
  @Limited(CALENDAR_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  name?: string;
  @Limited(CALENDAR_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese, {limits}; null clears it.' })
  nameNative?: string | null;
  @Field(() => CalendarInput, {
    nullable: true,
    description:
      'When it is open, all of it, without the dates of its holiday sets. Open clocks that use it are replayed in the background.',
  })
  spec?: CalendarInput;
  @Limited(CALENDAR_LIMITS.holidaySets)
  @Field(() => [CalendarHolidaysInput], {
    nullable: true,
    description: 'All its holiday sets, {limits}; an empty list removes them.',
  })
  holidaySets?: CalendarHolidaysInput[] | null;
}

@InputType({ description: 'Which calendar an office works by.' })
export class SetOfficeSlaCalendarInput extends MutationInput {
  @IdField('Office', { description: 'Which office.' })
  officeId!: string;
  @IdField('SlaCalendar', { description: 'Which calendar.' })
  calendarId!: string;
}
