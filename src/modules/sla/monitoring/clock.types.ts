import { type SlaMetric, type SlaClockStatus } from '../engine/domain/clock-types.js';

/** A stored clock, or what it would be if it were evaluated now. Seconds are open seconds of its calendar. */

export interface SlaClock {
  readonly id: string;
  readonly requestId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly state: SlaClockStatus;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly breachedAt: Date | null;
  readonly targetSeconds: number;
  readonly elapsedSeconds: number;
  readonly remainingSeconds: number;
  readonly pausedSeconds: number;
  readonly termsVersionId: string | null;
  /** The calendar it runs on, the first where there are several; null on the usual hours of an office without one. */
  readonly calendarVersionId: string | null;
  /** The others, where terms run on several at once; null when there are none. */
  readonly moreCalendarVersionIds: readonly string[] | null;
  readonly customerId: string;
  readonly officeId: string;
}
/** All calendars, as they stood, that a clock or an entry of the ledger stands on. */

export function calendarVersionsOf({
  calendarVersionId,
  moreCalendarVersionIds,
}: Pick<SlaClock, 'calendarVersionId' | 'moreCalendarVersionIds'>): string[] {
  return [...(calendarVersionId === null ? [] : [calendarVersionId]), ...(moreCalendarVersionIds ?? [])];
}
/** What a evaluation did. */

export interface EvaluationReport {
  /** Requests looked at. */
  readonly evaluated: number;
  /** Clocks that were written because something about them changed. */
  readonly written: number;
  readonly breached: number;
  readonly withdrawn: number;
  /** Requests that could not be evaluated; sla.evaluation says why. */
  readonly failed: number;
}
