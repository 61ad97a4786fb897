import { addDays } from '#kernel/calendar';
import { type HolidayKind, type HolidayStatement } from '../../domain/holidays.js';

/** What is known of a region beyond its library. */
export interface HolidayCorrection {
  /** `AE`, `IN-MH`; that of a country holds for its parts as well, before their own. */
  readonly region: string;
  /**
   * Last year whose holidays were announced, as far as this release knows. Dates of later years that hang on the moon, or
   * that somebody has yet to decide, are provisional. Without it 2024: what the library has of the past.
   */
  readonly announcedTo?: number;
  /** Laws, gazettes and announcements that the rules and dates below are taken from. */
  readonly sources: readonly string[];
  /** Rules of the law that the library lacks or has wrong, for every year. */
  readonly rules?: (year: number, rows: readonly HolidayStatement[], region: string) => readonly HolidayStatement[];
  /** Dates of single years, by year; they come before the rules. */
  readonly dated?: Readonly<Record<number, DatedCorrection>>;
}

export interface DatedCorrection {
  /** The library's public holidays of the year do not count: `with` are all there are. */
  readonly instead?: boolean;
  /** Dates (`MM-DD`) on which the library's public holidays do not count. */
  readonly without?: readonly string[];
  readonly with?: readonly DatedDay[];
}

/** A day of a year: `MM-DD`, name, what it is. */
export interface DatedDay {
  readonly day: string;
  readonly name: string;
  readonly kind: HolidayKind;
  readonly provisional: boolean;
  /** With a make-up working day: the day off (`MM-DD`) that it makes up for. */
  readonly replaces?: string;
}

const kept =
  (kind: HolidayKind, provisional = false) =>
  (day: string, name: string): DatedDay => ({
    ...{ day, name, kind, provisional },
  });
export const off = kept('PUBLIC');
export const substitute = kept('SUBSTITUTE');
export const inLieu = kept('IN_LIEU');
/** By the calendar, but nobody has announced it yet. */
export const expected = kept('PUBLIC', true);
export const expectedSubstitute = kept('SUBSTITUTE', true);
export const makeUp = (day: string, name: string, replaces: string): DatedDay => ({
  ...{ day, name, kind: 'MAKE_UP_WORKING_DAY', provisional: false, replaces },
});

/** The days that close every calendar. */
export const CLOSING: readonly HolidayKind[] = ['PUBLIC', 'SUBSTITUTE', 'IN_LIEU'];

export function statement(
  date: string,
  name: string,
  kind: HolidayKind,
  more: Partial<HolidayStatement> = {},
): HolidayStatement {
  const plain = { nameNative: null, closedFrom: null, closedTo: null, replaces: null, provisional: false };
  return { ...plain, date, name, kind, ...more };
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/**
 * Days in lieu for whole days off that fall on given weekdays: the next day that is none of them and no holiday. Dates
 * that have one already are left out.
 */
export function withDaysInLieu(
  rows: readonly HolidayStatement[],
  weekdays: readonly number[],
  counts: (row: HolidayStatement) => boolean = () => true,
): HolidayStatement[] {
  const closing = rows.filter((r) => CLOSING.includes(r.kind) && r.closedFrom === null);
  const taken = new Set(closing.map((r) => r.date));
  const given = new Set(closing.filter((r) => r.kind === 'SUBSTITUTE').map((r) => r.name));
  const added: HolidayStatement[] = [];
  const dates = [...new Set(closing.filter((r) => r.kind === 'PUBLIC').map((r) => r.date))].sort();
  for (const date of dates) {
    const row = closing.find((r) => r.date === date && r.kind === 'PUBLIC' && counts(r));
    const name = `${row?.name ?? ''} (substitute day)`;
    if (!row || !weekdays.includes(weekdayOf(date)) || given.has(name)) continue;
    let day = addDays(date, 1);
    while (taken.has(day) || [0, 6].includes(weekdayOf(day))) day = addDays(day, 1);
    taken.add(day);
    added.push(statement(day, name, 'SUBSTITUTE', { provisional: row.provisional }));
  }
  return [...rows, ...added];
}
