import { type CalendarSpec, type Weekday } from '#kernel/calendar';

export const HOLIDAY_KINDS = [
  'PUBLIC',
  'SUBSTITUTE',
  'IN_LIEU',
  'MAKE_UP_WORKING_DAY',
  'BANK',
  'OPTIONAL',
  'OBSERVANCE',
] as const;
export type HolidayKind = (typeof HOLIDAY_KINDS)[number];

export type HolidaySource = 'LIBRARY' | 'AMENDED';

/** Kinds that close only calendars that ask for them. */
export const EXTRA_KINDS = ['BANK', 'OPTIONAL', 'OBSERVANCE'] as const;
export type ExtraKind = (typeof EXTRA_KINDS)[number];

/** What is stated about one date. */
export interface HolidayStatement {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** In English where it is known. */
  readonly name: string;
  readonly nameNative: string | null;
  readonly kind: HolidayKind;
  /** The closed part of the day, `HH:MM`; both null: the whole day. */
  readonly closedFrom: string | null;
  readonly closedTo: string | null;
  /** With a make-up working day: the day off that it makes up for, when that is known. */
  readonly replaces: string | null;
  /** Computed, because it depends on the moon or on a decision of each year and is not announced yet. */
  readonly provisional: boolean;
}

export interface Holiday extends HolidayStatement {
  readonly id: string;
  readonly setId: string;
  readonly source: HolidaySource;
  readonly suppressed: boolean;
  /** What the library calls the statement; null for a row that somebody added. */
  readonly libraryKey: string | null;
  readonly version: number;
}

export interface HolidaySet {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  /** Null for a set of our own. */
  readonly country: string | null;
  readonly fromYear: number | null;
  readonly toYear: number | null;
  readonly loadedAt: Date | null;
  /** Whether calendars that stand on it wait to be brought up to date. */
  readonly waiting: boolean;
  readonly version: number;
}

/** That a calendar keeps the holidays of a set. */
export interface HolidaySetUse {
  readonly setId: string;
  /** Years, both included; only rows of these count. */
  readonly fromYear: number;
  /** Null: as far as the set goes. */
  readonly toYear: number | null;
  /** Kinds that close it besides public holidays, their substitutes and days off in lieu. */
  readonly alsoClosedOn: readonly ExtraKind[];
  /** Whose weekly hours a make-up working day has; null: those of the weekday it makes up for. */
  readonly makeUpHoursOf: Weekday | null;
}

/** Why a calendar got a version: an administrator said so, its holidays changed, or a file was imported. */
export type VersionCause = 'STATED' | 'HOLIDAYS' | 'IMPORTED';

/** What an administrator says about a calendar; the spec of its version follows from it. */
export interface CalendarStatement {
  /** Without the dates of holiday sets. */
  readonly stated: CalendarSpec;
  readonly holidaySets: readonly HolidaySetUse[];
  /** Names of holidays (by their text), breaks (`2026-05-01T12:00`) and closures (`from/to`, ISO) of the statement. */
  readonly names: Readonly<Record<string, string>>;
}
