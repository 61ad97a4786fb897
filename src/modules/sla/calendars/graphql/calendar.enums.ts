import { registerEnumType } from '@nestjs/graphql';
import { CALENDAR_PARTS } from '../domain/calendar-changes.js';
import { DAY_REASONS } from '../domain/calendar-days.js';
import { HOLIDAY_KINDS, HOLIDAY_SOURCES, VERSION_CAUSES } from '../domain/holidays.js';

export function enumOf<V extends string>(values: readonly V[]): { readonly [K in V]: K } {
  return Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in V]: K };
}

export const SlaHolidayKindEnum = enumOf(HOLIDAY_KINDS);
registerEnumType(SlaHolidayKindEnum, {
  name: 'SlaHolidayKind',
  description: 'What a holiday row says about its date.',
  valuesMap: {
    PUBLIC: { description: 'A public holiday: closed.' },
    SUBSTITUTE: { description: 'A day off because a public holiday fell on a weekend or another holiday: closed.' },
    IN_LIEU: {
      description: 'A working day made a day off, to be made up for by a make-up working day (调休): closed.',
    },
    MAKE_UP_WORKING_DAY: { description: 'A day of the weekend that is worked (调休上班): open.' },
    BANK: { description: 'Banks and public offices are closed; closes calendars that ask for it.' },
    OPTIONAL: { description: 'Most people take it off; closes calendars that ask for it.' },
    OBSERVANCE: { description: 'Observed, but worked; closes calendars that ask for it.' },
  },
});

export const SlaHolidaySourceEnum = enumOf(HOLIDAY_SOURCES);
registerEnumType(SlaHolidaySourceEnum, {
  name: 'SlaHolidaySource',
  description: 'Where a holiday row comes from.',
  valuesMap: {
    LIBRARY: { description: 'As the library states it; a new release may correct it.' },
    AMENDED: { description: 'Added or changed by an administrator; no release of the library touches it.' },
  },
});

export const SlaCalendarVersionCauseEnum = enumOf(VERSION_CAUSES);
registerEnumType(SlaCalendarVersionCauseEnum, {
  name: 'SlaCalendarVersionCause',
  description: 'Why a calendar got a version.',
  valuesMap: {
    STATED: { description: 'An administrator said so.' },
    HOLIDAYS: { description: 'The holidays it keeps were amended or topped up.' },
    IMPORTED: { description: 'An iCalendar file was imported.' },
  },
});

export const SlaCalendarPartEnum = enumOf(CALENDAR_PARTS);
registerEnumType(SlaCalendarPartEnum, {
  name: 'SlaCalendarPart',
  description: 'A part of what a calendar says.',
  valuesMap: {
    ZONE: { description: 'The time zone.' },
    ALWAYS: { description: 'Whether it is open around the clock.' },
    WEEKLY: { description: 'Hours of a weekday.' },
    HOLIDAY: { description: 'Closed dates.' },
    OVERRIDE: { description: 'Hours of a single date, such as a make-up working day.' },
    BREAK: { description: 'A closed part of a date.' },
    CLOSURE: { description: 'A closed stretch between two instants.' },
  },
});

export const SlaChangeKindEnum = enumOf(['ADDED', 'REMOVED', 'CHANGED']);
registerEnumType(SlaChangeKindEnum, {
  name: 'SlaCalendarChangeKind',
  description: 'How two calendars differ.',
  valuesMap: {
    ADDED: { description: 'Only the later one says it.' },
    REMOVED: { description: 'Only the earlier one said it.' },
    CHANGED: { description: 'Both say something, but not the same.' },
  },
});

export const SlaDayReasonEnum = enumOf(DAY_REASONS);
registerEnumType(SlaDayReasonEnum, {
  name: 'SlaDayReason',
  description: 'What says when a date is open.',
  valuesMap: {
    WEEKLY: { description: 'The hours of its weekday.' },
    ALWAYS: { description: 'The calendar is open around the clock.' },
    HOLIDAY: { description: 'It is a closed date.' },
    OVERRIDE: { description: 'It has hours of its own.' },
    BREAK: { description: 'A part of it is closed.' },
    CLOSURE: { description: 'A closure between two instants lies over it.' },
  },
});
