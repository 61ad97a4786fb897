import { type Level, type Priority } from './request.js';

/**
 * The common 3×3 matrix of impact and urgency (ITIL, Service Operation, incident prioritisation), its fifth level
 * ("planning") folded into LOW because we know four.
 */
const MATRIX: Readonly<Record<Level, Readonly<Record<Level, Priority>>>> = {
  HIGH: { HIGH: 'CRITICAL', MEDIUM: 'HIGH', LOW: 'MODERATE' },
  MEDIUM: { HIGH: 'HIGH', MEDIUM: 'MODERATE', LOW: 'LOW' },
  LOW: { HIGH: 'MODERATE', MEDIUM: 'LOW', LOW: 'LOW' },
};

/** What impact and urgency amount to. */
export function priorityOf(impact: Level, urgency: Level): Priority {
  return MATRIX[impact][urgency];
}

/**
 * The priority of a request: the one given directly, else what impact and urgency amount to (one of them alone counts
 * as if the other were MEDIUM), else MODERATE.
 */
export function choosePriority(given: {
  priority?: Priority | null;
  impact?: Level | null;
  urgency?: Level | null;
}): Priority {
  return given.priority ?? priorityOf(given.impact ?? 'MEDIUM', given.urgency ?? 'MEDIUM');
}
