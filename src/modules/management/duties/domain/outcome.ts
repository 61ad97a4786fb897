import { type SlaClockStatus } from '#modules/vocabulary';
import { type Outcome, type SkipReason } from './duty.js';

/** What is known of an occurrence and its request. Epoch milliseconds. */
export interface OutcomeFacts {
  readonly skipped: SkipReason | null;
  /** End of the day on which it was due, where it takes place. */
  readonly dayEndsAt: number;
  readonly completedAt: number | null;
  readonly cancelledAt: number | null;
  /** State of the SLA clock of its completion; null when no terms give it one. */
  readonly clock: SlaClockStatus | null;
  readonly now: number;
}

const BY_CLOCK = {
  RUNNING: 'OPEN',
  PAUSED: 'OPEN',
  MET: 'KEPT',
  MISSED: 'LATE',
  BREACHED: 'MISSED',
  CANCELLED: 'CANCELLED',
} as const;

/** How an occurrence went. SLA terms decide where there are any; else it is to be completed by the end of its day. */
export function outcomeOf(facts: OutcomeFacts): Outcome {
  if (facts.skipped !== null) return 'SKIPPED';
  if (facts.cancelledAt !== null) return 'CANCELLED';
  if (facts.clock !== null) return BY_CLOCK[facts.clock];
  if (facts.completedAt !== null) return facts.completedAt <= facts.dayEndsAt ? 'KEPT' : 'LATE';
  return facts.now > facts.dayEndsAt ? 'MISSED' : 'OPEN';
}
