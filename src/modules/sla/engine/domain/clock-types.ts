import type { Calendar } from '#kernel/calendar';
import { type ClockEventKind, type SlaMetric, type SlaClockStatus } from '#modules/vocabulary';

export { SLA_METRICS, SLA_STATES, type SlaMetric, type SlaClockStatus } from '#modules/vocabulary';

export type SlaClockEventKind = ClockEventKind | 'TERMS_CHANGED';

export const DEFAULT_PAUSING_METRICS: readonly SlaMetric[] = ['UPDATE', 'COMPLETION'];

/** Open seconds per metric, whole and above zero. A metric without a target has no clock. */
export type SlaTargets = Readonly<Partial<Record<SlaMetric, number>>>;

/** What was agreed, as far as the arithmetic goes. Compile the calendar once and share it. */
export interface ClockTerms {
  readonly calendar: Calendar;
  readonly targets: SlaTargets;
  /** Metrics that stand still while the request is paused; `DEFAULT_PAUSING_METRICS` unless the terms say otherwise. */
  readonly pausingMetrics?: readonly SlaMetric[];
}

/** Something that happened to a request; `at` in epoch milliseconds. */
export type RequestEvent = PlainEvent | MergedEvent | TermsChangedEvent;

export interface PlainEvent {
  readonly at: number;
  readonly kind: Exclude<SlaClockEventKind, 'TERMS_CHANGED'>;
  /**
   * With CANCELLED, when the request was merged into another: metrics whose clocks the other one carries on from the same
   * start or an earlier one. They end CANCELLED even when overdue, because the lateness counts there.
   */
  readonly carried?: readonly SlaMetric[];
}

/** Metrics of a request that start at the earliest start of the duplicates merged into it. */
export type CarriedStarts = Readonly<Partial<Record<'FIRST_RESPONSE' | 'COMPLETION', number>>>;

/** A stretch of a request's life in which some or all clocks stand still; `to` is Infinity while it lasts. */
export interface Standstill {
  readonly kind: 'PAUSED' | 'COMPLETED';
  readonly from: number;
  to: number;
}

/** A duplicate was merged into the request. Clocks that are open start at the instants of `since` where those are earlier. */
export interface MergedEvent {
  readonly at: number;
  readonly kind: 'MERGED';
  readonly since: CarriedStarts;
  /** When the duplicate stood still, in order; those before the request was created count. */
  readonly standstills?: readonly Readonly<Standstill>[];
}

/** Each part is the full new one; a part left out stays as it was. */
export interface TermsChangedEvent extends Partial<ClockTerms> {
  readonly at: number;
  readonly kind: 'TERMS_CHANGED';
}

export interface ClockInput {
  /** In force from the start, until the first TERMS_CHANGED. */
  readonly terms: ClockTerms;
  /** In time order; those at the same instant in the order in which they happened. */
  readonly events: readonly RequestEvent[];
}

/**
 * One clock at one instant. Instants are epoch milliseconds. Seconds are open seconds of the clock's calendar, whole:
 * elapsed and paused are rounded down, and elapsed and remaining always add up to the target.
 */
export interface ClockState {
  readonly metric: SlaMetric;
  /** Counts the repeats of the metric, from 1. The same start has the same number under any terms. */
  readonly cycle: number;
  readonly state: SlaClockStatus;
  /**
   * Null once cancelled, while paused with time left (nobody knows yet), or when the calendar does not open for ten
   * years. A stopped clock shows when it would have been due had it run on.
   */
  readonly dueAt: number | null;
  readonly startedAt: number;
  readonly stoppedAt: number | null;
  /** The due instant that passed, also when the clock stopped later, went on, or was carried on by another request. */
  readonly breachedAt: number | null;
  readonly targetSeconds: number;
  readonly elapsedSeconds: number;
  /** Negative when late. */
  readonly remainingSeconds: number;
  readonly pausedSeconds: number;
}

/** Events that stop a clock for good. */
export const STOPPED_BY: Readonly<Record<SlaMetric, ReadonlySet<string>>> = {
  FIRST_RESPONSE: new Set(['STAFF_REPLY', 'COMPLETED', 'CANCELLED']),
  NEXT_RESPONSE: new Set(['STAFF_REPLY', 'COMPLETED', 'CANCELLED']),
  UPDATE: new Set(['STAFF_REPLY', 'COMPLETED', 'CANCELLED']),
  COMPLETION: new Set(['COMPLETED', 'CANCELLED']),
};
