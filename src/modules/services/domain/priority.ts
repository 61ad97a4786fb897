import { blankToNull, err, ok, type Result } from '#kernel';
import { type Level, type Priority } from '#modules/vocabulary';
import { type RequestValues } from './request.js';

/** What each impact and urgency amount to. */
export type PriorityCells = Readonly<Record<Level, Readonly<Record<Level, Priority>>>>;

/** The firm's matrix of impact and urgency; its number grows with every change. */
export interface PriorityMatrix {
  readonly number: number;
  readonly cells: PriorityCells;
}

/**
 * The common 3×3 matrix of impact and urgency (ITIL, Service Operation, incident prioritisation), its fifth level
 * ("planning") folded into LOW because we know four. Every firm begins with it.
 */
export const FIRST_MATRIX: PriorityMatrix = {
  number: 1,
  cells: {
    HIGH: { HIGH: 'CRITICAL', MEDIUM: 'HIGH', LOW: 'MODERATE' },
    MEDIUM: { HIGH: 'HIGH', MEDIUM: 'MODERATE', LOW: 'LOW' },
    LOW: { HIGH: 'MODERATE', MEDIUM: 'LOW', LOW: 'LOW' },
  },
};

/** A priority and how it came about. */
export type PriorityValues = Pick<
  RequestValues,
  'priority' | 'priorityOverridden' | 'priorityReason' | 'priorityMatrix'
>;

/** What a request says of its weight. */
export interface Weights {
  readonly impact?: Level | null;
  readonly urgency?: Level | null;
}

/** A priority that somebody gives. */
export interface GivenPriority extends Weights {
  readonly priority?: Priority | null;
  readonly priorityReason?: string | null;
}

/** What impact and urgency amount to. */
export function priorityOf(impact: Level, urgency: Level, { cells }: PriorityMatrix = FIRST_MATRIX): Priority {
  return cells[impact][urgency];
}

/** What impact and urgency amount to where either may not have been weighed: that counts as MEDIUM. */
export function weigh({ impact, urgency }: Weights, matrix: PriorityMatrix): PriorityValues {
  const priority = priorityOf(impact ?? 'MEDIUM', urgency ?? 'MEDIUM', matrix);
  return { priority, priorityOverridden: false, priorityReason: null, priorityMatrix: matrix.number };
}

const byHand = (priority: Priority, reason: string | null | undefined): PriorityValues => ({
  priority,
  priorityOverridden: true,
  priorityReason: blankToNull(reason) ?? null,
  priorityMatrix: null,
});

/** Whether a priority contradicts what was weighed: then somebody will ask why. */
function contradicts(priority: Priority, weights: Weights, matrix: PriorityMatrix): boolean {
  return (weights.impact ?? weights.urgency) != null && weigh(weights, matrix).priority !== priority;
}

/** The priority of a new request: the one given by hand, else what impact and urgency amount to. */
export function choosePriority(given: GivenPriority, matrix: PriorityMatrix): Result<PriorityValues, 'REASON_NEEDED'> {
  if (given.priority == null) return ok(weigh(given, matrix));
  if (contradicts(given.priority, given, matrix) && !given.priorityReason?.trim())
    return err('REASON_NEEDED', 'priorityReason', { weighed: weigh(given, matrix).priority });
  return ok(byHand(given.priority, given.priorityReason));
}

/**
 * The same for what another system tells: it gives impact, urgency and priority alike and no reasons, so only a priority
 * that does not follow from the others was given by hand.
 */
export function takenOverPriority(given: GivenPriority, matrix: PriorityMatrix): PriorityValues {
  if (given.priority == null) return weigh(given, matrix);
  const weighed = weigh(given, matrix);
  return (given.impact ?? given.urgency) != null && weighed.priority === given.priority
    ? weighed
    : byHand(given.priority, null);
}

export interface PriorityChange extends GivenPriority {
  /** True keeps the priority as given by hand; false takes that back: impact and urgency decide again. */
  readonly priorityOverridden?: boolean;
}

export type PriorityChangeCode = 'REASON_NEEDED' | 'PRIORITY_CONTRADICTION';

/**
 * What a change makes of the priority. One given by hand stays until that is taken back; one that follows from impact
 * and urgency is weighed again when these change, and only then: a newer matrix alone changes nothing.
 */
export function changedPriority(
  now: PriorityValues & Weights,
  change: PriorityChange,
  matrix: PriorityMatrix,
): Result<Partial<PriorityValues>, PriorityChangeCode> {
  const weights = {
    impact: change.impact === undefined ? now.impact : change.impact,
    urgency: change.urgency === undefined ? now.urgency : change.urgency,
  };
  const reweighed = weights.impact !== now.impact || weights.urgency !== now.urgency;
  if (change.priorityOverridden === false)
    return change.priority == null && !change.priorityReason
      ? ok(now.priorityOverridden || reweighed ? weigh(weights, matrix) : {})
      : err('PRIORITY_CONTRADICTION', 'priorityOverridden');
  const priority = change.priority ?? now.priority;
  const gives =
    change.priorityOverridden === true ||
    change.priorityReason != null ||
    (change.priority != null && (change.priority !== now.priority || (reweighed && !now.priorityOverridden)));
  if (!gives) return ok(reweighed && !now.priorityOverridden ? weigh(weights, matrix) : {});
  const same = now.priorityOverridden && priority === now.priority;
  const reason = change.priorityReason ?? (same ? now.priorityReason : null);
  if (contradicts(priority, weights, matrix) && !reason?.trim() && !same)
    return err('REASON_NEEDED', 'priorityReason', { weighed: weigh(weights, matrix).priority });
  return ok(byHand(priority, reason));
}
