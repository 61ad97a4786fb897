import { type HolidayPolicy, type SkipReason } from './duty.js';

/** One occurrence as the rule gives it, and what becomes of it. Instants are epoch milliseconds. */
export interface PlannedOccurrence {
  readonly originalAt: number;
  /** After holidays and exceptions. */
  readonly dueAt: number;
  /** When its request is opened, or it is noted as skipped. */
  readonly opensAt: number;
  readonly skipped: SkipReason | null;
  /** Moved by somebody. */
  readonly moved: boolean;
  /** Shifted away from a day on which nobody works. */
  readonly shifted: boolean;
}

/** What decides about single occurrences. */
export interface PlanRules {
  readonly leadMs: number;
  readonly holidays: HolidayPolicy;
  /** By original instant: where it was moved to, or null when it is left out. */
  readonly exceptions: ReadonlyMap<number, number | null>;
  /** The same time of day on the nearest working day in a direction (that very day when it is one), or null. */
  readonly onWorkingDay: (at: number, direction: 1 | -1) => number | null;
}

/** How far an occurrence may be shifted; a calendar closed for longer leaves it out. */
export const MAX_SHIFT_DAYS = 31;

/** What becomes of one occurrence. What somebody decided about it comes before what holidays would do to it. */
export function planOccurrence(originalAt: number, rules: PlanRules): PlannedOccurrence {
  const at = (dueAt: number, more: Partial<PlannedOccurrence> = {}): PlannedOccurrence => ({
    originalAt,
    dueAt,
    opensAt: dueAt - rules.leadMs,
    skipped: null,
    moved: false,
    shifted: false,
    ...more,
  });
  const exception = rules.exceptions.get(originalAt);
  if (exception === null) return at(originalAt, { skipped: 'EXCEPTION' });
  if (exception !== undefined) return at(exception, { moved: true });
  if (rules.holidays === 'IGNORE') return at(originalAt);
  const day = rules.onWorkingDay(originalAt, rules.holidays === 'PREVIOUS_WORKING_DAY' ? -1 : 1);
  if (day === originalAt) return at(originalAt);
  if (rules.holidays === 'SKIP' || day === null) return at(originalAt, { skipped: 'HOLIDAY' });
  return at(day, { shifted: true });
}

/** In the order in which they come up. */
export function byDueTime(a: PlannedOccurrence, b: PlannedOccurrence): number {
  return a.dueAt - b.dueAt || a.originalAt - b.originalAt;
}

/**
 * Of occurrences that holidays have brought to one and the same time the first stands for all; the others are left out.
 * `taken`: times of those opened before.
 */
export function withoutCoinciding(
  occurrences: readonly PlannedOccurrence[],
  taken: ReadonlySet<number>,
): PlannedOccurrence[] {
  const times = new Set(taken);
  return [...occurrences].sort(byDueTime).map((occurrence) => {
    if (occurrence.skipped !== null) return occurrence;
    if (times.has(occurrence.dueAt)) return { ...occurrence, skipped: 'COINCIDES' as const };
    times.add(occurrence.dueAt);
    return occurrence;
  });
}

/**
 * After the background work stood still: of the occurrences whose time has passed only the last is opened. Those whose
 * requests are opened ahead of a time that is still to come were not missed.
 */
export function onlyLatest(due: readonly PlannedOccurrence[], now: number, more: boolean): PlannedOccurrence[] {
  const passed = due.filter((o) => o.skipped === null && o.dueAt <= now).sort(byDueTime);
  const latest = more ? undefined : passed.at(-1);
  return due.map((o) => (passed.includes(o) && o !== latest ? { ...o, skipped: 'MISSED' as const } : o));
}
