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

/** What is wrong with a priority that somebody gives: a reason is lacking, or there is one for nothing. */
export type GivenPriorityCode = 'REASON_NEEDED' | 'REASON_WITHOUT_PRIORITY';

/**
 * The priority of a new request: the one given by hand, else what impact and urgency amount to. These need no reason, so
 * one is refused: whoever wrote it meant to set a priority.
 */
export function choosePriority(
  given: GivenPriority,
  matrix: PriorityMatrix,
): Result<PriorityValues, GivenPriorityCode> {
  if (given.priority == null)
    return given.priorityReason?.trim()
      ? err('REASON_WITHOUT_PRIORITY', 'priorityReason', { weighed: weigh(given, matrix).priority })
      : ok(weigh(given, matrix));
  if (contradicts(given.priority, given, matrix) && !given.priorityReason?.trim())
    return err('REASON_NEEDED', 'priorityReason', { weighed: weigh(given, matrix).priority });
  return ok(byHand(given.priority, given.priorityReason));
}

/**
 * The priority of a request that is split off another: as there where nothing of it is given, else chosen anew. A reason
 * alone replaces that of a priority which was given by hand there.
 */
export function splitPriority(
  from: PriorityValues & Weights,
  given: GivenPriority,
  matrix: PriorityMatrix,
): Result<PriorityValues, GivenPriorityCode> {
  const { priority, priorityOverridden, priorityReason, priorityMatrix } = from;
  const weights = {
    impact: given.impact === undefined ? from.impact : given.impact,
    urgency: given.urgency === undefined ? from.urgency : given.urgency,
  };
  if (given.priority !== undefined || given.impact !== undefined || given.urgency !== undefined)
    return choosePriority({ ...weights, priority: given.priority, priorityReason: given.priorityReason }, matrix);
  if (!given.priorityReason?.trim()) return ok({ priority, priorityOverridden, priorityReason, priorityMatrix });
  return priorityOverridden
    ? ok(byHand(priority, given.priorityReason))
    : err('REASON_WITHOUT_PRIORITY', 'priorityReason', { weighed: priority });
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
  const given = change.priorityReason?.trim() ? change.priorityReason : null;
  // An empty one takes the reason away; where there is none, it says nothing.
  const emptied = change.priorityReason !== undefined && given === null && now.priorityReason !== null;
  if (change.priorityOverridden === false)
    return change.priority == null && given === null
      ? ok(now.priorityOverridden || reweighed ? weigh(weights, matrix) : {})
      : err('PRIORITY_CONTRADICTION', 'priorityOverridden');
  const priority = change.priority ?? now.priority;
  const gives =
    change.priorityOverridden === true ||
    given !== null ||
    emptied ||
    (change.priority != null && (change.priority !== now.priority || (reweighed && !now.priorityOverridden)));
  if (!gives) return ok(reweighed && !now.priorityOverridden ? weigh(weights, matrix) : {});
  const same = now.priorityOverridden && priority === now.priority;
  const reason = given ?? (same && !emptied ? now.priorityReason : null);
  if (contradicts(priority, weights, matrix) && reason === null && (!same || emptied))
    return err('REASON_NEEDED', 'priorityReason', { weighed: weigh(weights, matrix).priority });
  return ok(byHand(priority, reason));
}
