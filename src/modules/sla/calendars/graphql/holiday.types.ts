import { Field, Int, ObjectType } from '@nestjs/graphql';
import { type Weekday } from '#kernel/calendar';
import { ConnectionOf, LocalDate, LocalTime, Node, payloadOf, Reference, VisibleWith } from '#platform/graphql';
import { type HolidayKind, type HolidaySource } from '../domain/holidays.js';
import { SlaHolidayKindEnum, SlaHolidaySourceEnum } from './calendar.enums.js';
import { WeekdayEnum } from './weekday.enum.js';

@VisibleWith('sla.read')
@ObjectType('SlaHolidaySet', {
  implements: () => [Node],
  description: 'Public holidays of a country or a part of it, or closed days of our own; calendars keep them.',
})
export class SlaHolidaySetType extends Node {
  @Field({ description: 'Such as `GB`, `GB-ENG`, `DE-BY-A`; sets of our own begin with three or more characters.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Name in the language of the country; null when it is the same.',
  })
  nameNative!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Country code of a set from the library; null for a set of our own.',
  })
  country!: string | null;
  @Field(() => Int, { nullable: true, description: 'First year that is loaded; null for a set of our own.' })
  fromYear!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Last year that is loaded; it moves on every night. Null for a set of our own.',
  })
  toYear!: number | null;
  @Field(() => Date, { nullable: true, description: 'When the library was last asked; null for a set of our own.' })
  loadedAt!: Date | null;
  @Field(() => Boolean, {
    description: 'Whether rows have changed and calendars that keep them are still to be brought up to date.',
  })
  waiting!: boolean;
}

@VisibleWith('sla.read')
@ObjectType('SlaHoliday', {
  implements: () => [Node],
  description: 'Entry of a set for one date.',
})
export class SlaHolidayType extends Node {
  @Field(() => LocalDate, { description: 'The date.' })
  date!: string;
  @Field({ description: 'Name in English where it is known.' })
  name!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Name in the language of the country; null when it is the same.',
  })
  nameNative!: string | null;
  @Field(() => SlaHolidayKindEnum, { description: 'What it states about the date.' })
  kind!: HolidayKind;
  @Field(() => LocalTime, { nullable: true, description: 'Where the closed part of the day begins; null: all day.' })
  closedFrom!: string | null;
  @Field(() => LocalTime, { nullable: true, description: 'Where the closed part of the day ends; null: all day.' })
  closedTo!: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'With a make-up working day: the day off that it makes up for, whose hours it has; null when unknown.',
  })
  replaces!: string | null;
  @Field(() => Boolean, {
    description:
      'Computed, because it depends on the moon or on a decision of each year and is not announced yet, as far as the release knows. An amendment confirms it.',
  })
  provisional!: boolean;
  @Field(() => SlaHolidaySourceEnum, { description: 'Where it comes from.' })
  source!: HolidaySource;
  @Field(() => Boolean, { description: 'Kept, but counts no more.' })
  suppressed!: boolean;
  @Field(() => Int, { description: 'For optimistic concurrency: send it back with a change.' })
  version!: number;
  @Reference('holidaySet', () => SlaHolidaySetType, { description: 'The set it belongs to.' })
  setId!: string;
}

@ObjectType({ description: 'A page of holidays, by date.' })
export class SlaHolidayConnection extends ConnectionOf(SlaHolidayType, 'SlaHoliday') {}

@ObjectType('SlaHolidayRegion', { description: 'A country or a part of one whose public holidays are known.' })
export class SlaHolidayRegionType {
  @Field({ description: 'Code to load it by: `GB`, `GB-ENG`, `DE-BY-A`.' })
  code!: string;
  @Field({ description: 'Country code.' })
  country!: string;
  @Field({ description: 'Name in English, the country first.' })
  name!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Name in the language of the country; null when it is the same.',
  })
  nameNative!: string | null;
}

@ObjectType('SlaCalendarHolidays', { description: 'That a calendar keeps the holidays of a set.' })
export class SlaCalendarHolidaysType {
  @Field(() => Int, { description: 'First year of which rows count.' })
  fromYear!: number;
  @Field(() => Int, { nullable: true, description: 'Last year of which rows count; null: as far as the set goes.' })
  toYear!: number | null;
  @Field(() => [SlaHolidayKindEnum], {
    description: 'Kinds that close it besides public holidays, substitutes and days off in lieu.',
  })
  alsoClosedOn!: readonly HolidayKind[];
  @Field(() => WeekdayEnum, {
    nullable: true,
    description:
      'Whose weekly hours a make-up working day has; null: those of the weekday it makes up for (Monday when unknown).',
  })
  makeUpHoursOf!: Weekday | null;
  @Reference('holidaySet', () => SlaHolidaySetType, { description: 'The set.' })
  setId!: string;
}

@ObjectType('SlaHolidaysLoaded', { description: 'What loading did.' })
export class SlaHolidaysLoadedType {
  @Field(() => SlaHolidaySetType, { nullable: true, description: 'The set.' })
  holidaySet!: SlaHolidaySetType | null;
  @Field(() => Int, { description: 'Rows that are new.' })
  added!: number;
  @Field(() => Int, { description: 'Rows that the library states otherwise than before.' })
  changed!: number;
  @Field(() => Int, { description: 'Rows that the library states no more.' })
  removed!: number;
  @Field(() => Int, { description: 'Amended rows in these years, which stayed as they are.' })
  kept!: number;
}

export const LoadSlaHolidaysPayload = payloadOf(
  'LoadSlaHolidaysPayload',
  'loaded',
  SlaHolidaysLoadedType,
  'What was done; null when nothing was.',
  'loadSlaHolidays',
);

export const SlaHolidaySetPayload = payloadOf(
  'SlaHolidaySetPayload',
  'holidaySet',
  SlaHolidaySetType,
  'The set; null when nothing was changed.',
  'createSlaHolidaySet and removeSlaHoliday',
);

export const SlaHolidayPayload = payloadOf(
  'SlaHolidayPayload',
  'holiday',
  SlaHolidayType,
  'The holiday; null when nothing was changed.',
  'addSlaHoliday, amendSlaHoliday and restoreSlaHoliday',
);
