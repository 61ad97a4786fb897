import { atMostItems, numberFrom, verbatimOf, textOf } from '#kernel';

export const CALENDAR_LIMITS = {
  code: textOf(40),
  name: textOf(120),
  /** Code of a country or a part of it. */
  region: textOf(20),
  icalendar: verbatimOf(500_000),
  holidaySets: atMostItems(20),
  /** Entries of a draft that is looked at. */
  drafts: atMostItems(100),
  /** Due times that would move. */
  moves: numberFrom(0, 100),
} as const;
