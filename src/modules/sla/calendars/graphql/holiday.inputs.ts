import { Field, InputType, Int } from '@nestjs/graphql';
import { type Weekday } from '#kernel/calendar';
import { LocalDate, LocalTime, MutationInput, IdField, Limited } from '#platform/graphql';
import { CALENDAR_LIMITS } from '../domain/calendar-limits.js';
import { type ExtraKind, type HolidayKind, type HolidaySetUse } from '../domain/holidays.js';
import { SlaHolidayKindEnum } from './calendar.enums.js';
import { WeekdayEnum } from './weekday.enum.js';

@InputType({ description: 'Which public holidays to take from the library.' })
export class LoadSlaHolidaysInput extends MutationInput {
  @Limited(CALENDAR_LIMITS.region)
  @Field({
    description: 'Code of the country or the part of it, such as `HK`, `GB-ENG`, {limits}; see slaHolidayRegions.',
  })
  code!: string;
  @Field(() => Int, { description: 'First year, from 1970; of mainland China from 2004.' })
  fromYear!: number;
  @Field(() => Int, {
    description: 'Last year, up to 2077; years between these and those already there come with them.',
  })
  toYear!: number;
}

@InputType({ description: 'A new set of our own closed days.' })
export class CreateSlaHolidaySetInput extends MutationInput {
  @Limited(CALENDAR_LIMITS.code)
  @Field({
    description: 'Unique code: capital letters and digits, three or more before a hyphen; {limits}.',
  })
  code!: string;
  @Limited(CALENDAR_LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(CALENDAR_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
}

@InputType({ description: 'A row that a set lacks.' })
export class AddSlaHolidayInput extends MutationInput {
  @IdField('SlaHolidaySet', { description: 'The set.' })
  setId!: string;
  @Field(() => LocalDate, { description: 'The date.' })
  date!: string;
  @Limited(CALENDAR_LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(CALENDAR_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in the language of the country.' })
  nameNative?: string | null;
  @Field(() => SlaHolidayKindEnum, { description: 'What it states about the date.' })
  kind!: HolidayKind;
  @Field(() => LocalTime, {
    nullable: true,
    description: 'Where the closed part of the day begins, `HH:MM`; left out: all day.',
  })
  closedFrom?: string | null;
  @Field(() => LocalTime, {
    nullable: true,
    description: 'Where it ends, `HH:MM`, `24:00` allowed; left out: all day.',
  })
  closedTo?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'With a make-up working day: the day off that it makes up for.',
  })
  replaces?: string | null;
}

@InputType({ description: 'Changes to a holiday; what is left out stays. The library does not touch it afterwards.' })
export class AmendSlaHolidayInput extends MutationInput {
  @IdField('SlaHoliday', { description: 'Which holiday.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Field(() => LocalDate, { nullable: true, description: 'The date.' })
  date?: string | null;
  @Limited(CALENDAR_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  name?: string | null;
  @Limited(CALENDAR_LIMITS.name)
  @Field(() => String, {
    nullable: true,
    description: 'Name in the language of the country, {limits}; null clears it.',
  })
  nameNative?: string | null;
  @Field(() => SlaHolidayKindEnum, { nullable: true, description: 'What it states about the date.' })
  kind?: HolidayKind | null;
  @Field(() => LocalTime, { nullable: true, description: 'Where the closed part of the day begins; null: all day.' })
  closedFrom?: string | null;
  @Field(() => LocalTime, { nullable: true, description: 'Where the closed part of the day ends; null: all day.' })
  closedTo?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'The day off that a make-up working day makes up for.' })
  replaces?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'True: it counts no more; false: it counts again.' })
  suppressed?: boolean | null;
}

@InputType({ description: 'Which holiday.' })
export class SlaHolidayTargetInput extends MutationInput {
  @IdField('SlaHoliday', { description: 'Which holiday.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
}

@InputType({ description: 'Which holidays of a set; omitted filters do not apply.' })
export class SlaHolidayFilterInput {
  @Field(() => LocalDate, { nullable: true, description: 'On or after this date.' })
  from?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'On or before this date.' })
  to?: string | null;
  @Field(() => [SlaHolidayKindEnum], { nullable: true, description: 'Of these kinds.' })
  kinds?: HolidayKind[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Only rows that were (true) or were not (false) amended.' })
  amended?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Only rows that are (true) or are not (false) provisional.' })
  provisional?: boolean | null;
}

@InputType('SlaCalendarHolidaysInput', { description: 'That a calendar keeps the holidays of a set.' })
export class CalendarHolidaysInput {
  @IdField('SlaHolidaySet', { description: 'The set.' })
  setId!: string;
  @Field(() => Int, { description: 'First year of which rows count; it must be loaded.' })
  fromYear!: number;
  @Field(() => Int, {
    nullable: true,
    description: 'Last year of which rows count; it must be loaded. Left out: as far as the set goes, which moves on.',
  })
  toYear?: number | null;
  @Field(() => [SlaHolidayKindEnum], {
    nullable: true,
    description: 'BANK, OPTIONAL or OBSERVANCE: kinds that close it too. Defaults to none.',
  })
  alsoClosedOn?: HolidayKind[] | null;
  @Field(() => WeekdayEnum, {
    nullable: true,
    description:
      'Whose weekly hours a make-up working day has; left out: those of the weekday it makes up for (Monday when unknown).',
  })
  makeUpHoursOf?: Weekday | null;
}

/** The uses that inputs state; undefined stays undefined. */
export function usesOf(inputs: readonly CalendarHolidaysInput[] | null | undefined): HolidaySetUse[] | undefined {
  return inputs?.map(({ setId, fromYear, toYear, alsoClosedOn, makeUpHoursOf }) => ({
    setId,
    fromYear,
    toYear: toYear ?? null,
    // What else is among them is refused by the use case, with the field.
    alsoClosedOn: [...new Set(alsoClosedOn ?? [])] as ExtraKind[],
    makeUpHoursOf: makeUpHoursOf ?? null,
  }));
}
