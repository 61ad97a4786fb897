import { Field, Int, ObjectType } from '@nestjs/graphql';
import { type Weekday } from '#kernel/calendar';
import { LocalDate, LocalTime, Node, TimeZone, payloadOf, Reference, VisibleWith } from '#platform/graphql';
import { WeekdayEnum } from './weekday.enum.js';

@ObjectType('SlaWeeklyHours', { description: 'Hours on one weekday.' })
export class WeeklyHoursType {
  @Field(() => WeekdayEnum, { description: 'Weekday on which they open.' })
  day!: Weekday;
  @Field(() => LocalTime, { description: 'When it opens.' })
  open!: string;
  @Field(() => LocalTime, { description: 'When it closes; earlier than open is on the next day.' })
  close!: string;
}

@ObjectType('SlaHours', { description: 'Hours from open to close.' })
export class HoursType {
  @Field(() => LocalTime, { description: 'When it opens (with breaks: when it closes).' })
  open!: string;
  @Field(() => LocalTime, { description: 'When it closes (with breaks: when it opens again).' })
  close!: string;
}

@ObjectType('SlaDateHours', { description: 'Hours of one date.' })
export class DateHoursType {
  @Field(() => LocalDate, { description: 'The date, in the zone of the calendar.' })
  date!: string;
  @Field(() => [HoursType], { description: 'Its intervals.' })
  intervals!: readonly HoursType[];
}

@ObjectType('SlaClosure', { description: 'A closed period between two instants.' })
export class ClosureType {
  @Field(() => Date, { description: 'When it closes.' })
  from!: number;
  @Field(() => Date, { description: 'When it may open again.' })
  to!: number;
}

@ObjectType('SlaCalendarSpec', { description: 'Opening hours as specified.' })
export class CalendarSpecType {
  @Field(() => TimeZone, { description: 'All hours and dates are wall-clock ones in it.' })
  zone!: string;
  @Field(() => Boolean, { nullable: true, description: 'Open around the clock but for holidays and closures.' })
  always?: boolean | null;
  @Field(() => [WeeklyHoursType], { nullable: true, description: 'Hours per weekday.' })
  weekly?: readonly WeeklyHoursType[] | null;
  @Field(() => [String], { nullable: true, description: 'Closed dates: a date, a yearly month-day, a range.' })
  holidays?: readonly string[] | null;
  @Field(() => [DateHoursType], { nullable: true, description: 'Dates with hours of their own.' })
  overrides?: readonly DateHoursType[] | null;
  @Field(() => [DateHoursType], { nullable: true, description: 'Closed parts of single dates.' })
  breaks?: readonly DateHoursType[] | null;
  @Field(() => [ClosureType], { nullable: true, description: 'Closed periods between two instants.' })
  closures?: readonly ClosureType[] | null;
}

@VisibleWith('sla.read')
@ObjectType('SlaCalendarVersion', { description: 'What a calendar said from a moment on; never changed.' })
export class SlaCalendarVersionType {
  @Field(() => Int, { description: 'Number within the calendar, from 1.' })
  number!: number;
  @Field(() => CalendarSpecType, { description: 'When it is open.' })
  spec!: CalendarSpecType;
  @Field({ description: 'When it was saved.' })
  recordedAt!: Date;
  id!: string;
  @Reference('calendar', () => SlaCalendarType, { description: 'The calendar.' })
  calendarId!: string;
}

@VisibleWith('sla.read')
@ObjectType('SlaCalendar', {
  implements: () => [Node],
  description: 'A calendar that SLA clocks run on.',
})
export class SlaCalendarType extends Node {
  @Field({ description: 'Unique code.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field(() => CalendarSpecType, {
    description: 'Its present opening hours, with the dates of its holiday sets.',
  })
  spec!: CalendarSpecType;
  @Field(() => Int, { description: 'For optimistic concurrency: send it back with a change.' })
  version!: number;
}

export const SlaCalendarPayload = payloadOf(
  'SlaCalendarPayload',
  'calendar',
  SlaCalendarType,
  'The calendar; null when nothing was changed.',
  'createSlaCalendar, updateSlaCalendar and setOfficeSlaCalendar',
);
