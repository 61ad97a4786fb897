import { Field, InputType } from '@nestjs/graphql';
import { type CalendarSpec, type Weekday } from '#kernel/calendar';
import { LocalDate, LocalTime, TimeZone } from '#platform/graphql';
import { WeekdayEnum } from './weekday.enum.js';

@InputType({ description: 'Hours on one weekday, from open to close.' })
export class WeeklyHoursInput {
  @Field(() => WeekdayEnum, { description: 'Weekday on which they open.' })
  day!: Weekday;
  @Field(() => LocalTime, { description: 'When it opens.' })
  open!: string;
  @Field(() => LocalTime, {
    description: 'When it closes; `24:00` is the end of the day, earlier than open is on the next day.',
  })
  close!: string;
}

@InputType({ description: 'Hours from open to close.' })
export class HoursInput {
  @Field(() => LocalTime, { description: 'When it opens (with breaks: when it closes).' })
  open!: string;
  @Field(() => LocalTime, { description: 'When it closes (with breaks: when it opens again); `24:00` is allowed.' })
  close!: string;
}

@InputType({ description: 'Hours of one date.' })
export class DateHoursInput {
  @Field(() => LocalDate, { description: 'The date, in the zone of the calendar.' })
  date!: string;
  @Field(() => [HoursInput], { description: 'Its intervals; none means closed all day (with breaks: no break).' })
  intervals!: HoursInput[];
}

@InputType({ description: 'A closed period between two instants.' })
export class ClosureInput {
  @Field({ description: 'When it closes.' })
  from!: Date;
  @Field({ description: 'When it may open again.' })
  to!: Date;
}

@InputType('CalendarInput', { description: 'Opening hours. Open time is elapsed time within them.' })
export class CalendarInput {
  @Field(() => TimeZone, { description: 'All hours and dates are wall-clock ones in it.' })
  zone!: string;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Open around the clock: then only holidays and closures count; overrides and breaks beside it are refused.',
  })
  always?: boolean | null;
  @Field(() => [WeeklyHoursInput], { nullable: true, description: 'Hours per weekday, any number of intervals each.' })
  weekly?: WeeklyHoursInput[] | null;
  @Field(() => [String], {
    nullable: true,
    description: 'Closed dates: `2026-12-25`, `--12-25` (every year), `2026-10-01/2026-10-07` (both included).',
  })
  holidays?: string[] | null;
  @Field(() => [DateHoursInput], {
    nullable: true,
    description:
      'Dates with hours of their own, such as make-up working days; they win over holidays and weekly hours. Hours of the day before that run past midnight continue.',
  })
  overrides?: DateHoursInput[] | null;
  @Field(() => [DateHoursInput], { nullable: true, description: 'Closed parts of single dates.' })
  breaks?: DateHoursInput[] | null;
  @Field(() => [ClosureInput], { nullable: true, description: 'Closed periods between two instants.' })
  closures?: ClosureInput[] | null;
}

/** The specification that an input states. */
export function specOf({ closures, ...rest }: CalendarInput): CalendarSpec {
  return { ...rest, closures: closures?.map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() })) };
}
