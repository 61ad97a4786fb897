import { type CalendarPart } from '../domain/calendar-changes.js';
import { type DayRuleKind } from '../domain/calendar-days.js';
import { type HolidayKind, type HolidaySource, type VersionCause } from '../domain/holidays.js';
import { enumType } from '#platform/graphql';

export const SlaHolidayKindEnum = enumType<HolidayKind>('SlaHolidayKind', 'Kind of a holiday entry.', {
  PUBLIC: 'A public holiday: closed.',
  SUBSTITUTE: 'A day off because a public holiday fell on a weekend or another holiday: closed.',
  IN_LIEU: 'A working day made a day off, to be made up for by a make-up working day (调休): closed.',
  MAKE_UP_WORKING_DAY: 'A day of the weekend that is worked (调休上班): open.',
  BANK: 'Banks and public offices are closed; closes calendars that ask for it.',
  OPTIONAL: 'Most people take it off; closes calendars that ask for it.',
  OBSERVANCE: 'Observed, but worked; closes calendars that ask for it.',
});

export const SlaHolidaySourceEnum = enumType<HolidaySource>('SlaHolidaySource', 'Where a holiday row comes from.', {
  LIBRARY: 'As the library states it; a new release may correct it.',
  AMENDED: 'Added or changed by an administrator; no release of the library touches it.',
});

export const SlaCalendarVersionCauseEnum = enumType<VersionCause>(
  'SlaCalendarVersionCause',
  'Why a calendar got a version.',
  {
    STATED: 'An administrator said so.',
    HOLIDAYS: 'The holidays it keeps were amended or topped up.',
    IMPORTED: 'An iCalendar file was imported.',
  },
);

export const SlaCalendarPartEnum = enumType<CalendarPart>('SlaCalendarPart', 'A part of a calendar.', {
  ZONE: 'The time zone.',
  ALWAYS: 'Whether it is open around the clock.',
  WEEKLY: 'Hours of a weekday.',
  HOLIDAY: 'Closed dates.',
  OVERRIDE: 'Hours of a single date, such as a make-up working day.',
  BREAK: 'A closed part of a date.',
  CLOSURE: 'A closed period between two instants.',
});

export const SlaChangeKindEnum = enumType<'ADDED' | 'REMOVED' | 'CHANGED'>(
  'SlaCalendarChangeKind',
  'How two calendars differ.',
  {
    ADDED: 'Only the later one has it.',
    REMOVED: 'Only the earlier one said it.',
    CHANGED: 'Both have it, with different values.',
  },
);

export const SlaDayRuleKindEnum = enumType<DayRuleKind>(
  'SlaDayRuleKind',
  'Kind of rule that decides when a date is open.',
  {
    WEEKLY: 'The hours of its weekday.',
    ALWAYS: 'The calendar is open around the clock.',
    HOLIDAY: 'It is a closed date.',
    OVERRIDE: 'It has hours of its own.',
    BREAK: 'A part of it is closed.',
    CLOSURE: 'A closure between two instants lies over it.',
  },
);
