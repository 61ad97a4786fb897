import { type Holiday, type HolidayStatement } from './holidays.js';

/** What a night found out about a set. */
export interface HolidayNews {
  /** Stated as provisional before, for certain now. */
  readonly firm: readonly HolidayStatement[];
  /** In years that were loaded before. */
  readonly added: readonly HolidayStatement[];
  readonly removed: readonly Holiday[];
  /** Amended by hand, otherwise than is stated for certain. */
  readonly differing: readonly { readonly stored: Holiday; readonly stated: HolidayStatement }[];
  /** Next year's that are still provisional, once it is time that they were announced. */
  readonly missing: readonly HolidayStatement[];
  /** Far fewer days are known of a year than of the one before. */
  readonly few: { readonly year: number; readonly known: number; readonly before: number } | null;
  /** Still provisional although they are near. */
  readonly soon: readonly HolidayStatement[];
}

/** Month (1 to 12) from which next year's holidays ought to be announced. */
const ANNOUNCED_BY_MONTH = 10;
/** Days ahead in which a provisional date becomes pressing. */
const NEAR_DAYS = 14;
/** Below this share of the days of the year before, a year is taken to be incomplete. */
const COMPLETE_SHARE = 2 / 3;

const keyOf = ({ date, name }: Pick<HolidayStatement, 'date' | 'name'>): string => `${date} ${name}`;
const CLOSING = new Set(['PUBLIC', 'SUBSTITUTE', 'IN_LIEU']);

/**
 * Compares what is stored with what is stated about the same years. `loadedTo` is the last year that was loaded before:
 * what is added beyond it is no change. `today` is `YYYY-MM-DD`.
 */
export function holidayNews(
  stored: readonly Holiday[],
  stated: readonly HolidayStatement[],
  loadedTo: number,
  today: string,
): HolidayNews {
  const byKey = new Map(stated.map((s) => [keyOf(s), s]));
  const known = new Map(stored.map((h) => [h.libraryKey ?? keyOf(h), h]));
  const ofLibrary = stored.filter((h) => h.source === 'LIBRARY');
  const closes = (s: HolidayStatement): boolean => CLOSING.has(s.kind) || s.kind === 'MAKE_UP_WORKING_DAY';
  const year = Number(today.slice(0, 4));
  const isOpen = (s: HolidayStatement): boolean =>
    s.provisional && closes(s) && known.get(keyOf(s))?.source !== 'AMENDED';
  const daysOf = (of: number): number =>
    new Set(
      [...stated, ...stored.filter((h) => h.source === 'AMENDED' && !h.suppressed)]
        .filter((s) => CLOSING.has(s.kind) && Number(s.date.slice(0, 4)) === of)
        .map((s) => s.date),
    ).size;
  const due = Number(today.slice(5, 7)) >= ANNOUNCED_BY_MONTH;
  const near = new Date(Date.parse(`${today}T00:00:00Z`) + NEAR_DAYS * 86_400_000).toISOString().slice(0, 10);
  const [knownDays, before] = [daysOf(year + 1), daysOf(year)];
  return {
    firm: ofLibrary.flatMap((h) => {
      const now = h.provisional ? byKey.get(h.libraryKey ?? keyOf(h)) : undefined;
      return now && !now.provisional && closes(now) ? [now] : [];
    }),
    added: stated.filter((s) => closes(s) && Number(s.date.slice(0, 4)) <= loadedTo && !known.has(keyOf(s))),
    removed: ofLibrary.filter((h) => closes(h) && !byKey.has(h.libraryKey ?? keyOf(h))),
    differing: stored.flatMap((h) => {
      const now = h.source === 'AMENDED' && h.libraryKey !== null ? byKey.get(h.libraryKey) : undefined;
      return now && !now.provisional && differs(h, now) ? [{ stored: h, stated: now }] : [];
    }),
    missing: due ? stated.filter((s) => isOpen(s) && Number(s.date.slice(0, 4)) === year + 1) : [],
    few: due && knownDays < before * COMPLETE_SHARE ? { year: year + 1, known: knownDays, before } : null,
    soon: stated.filter((s) => isOpen(s) && s.date >= today && s.date <= near),
  };
}

function differs(stored: Holiday, stated: HolidayStatement): boolean {
  return (
    stored.suppressed ||
    stored.date !== stated.date ||
    stored.kind !== stated.kind ||
    stored.closedFrom !== stated.closedFrom ||
    stored.closedTo !== stated.closedTo
  );
}
