import { type ServiceLine } from '#modules/vocabulary';
import { type RequestEventKind } from './request.js';

/** What a status means: somebody of ours has it, it waits for others, it is done, or it was given up. */
export const STATUS_CATEGORIES = ['OPEN', 'PAUSED', 'COMPLETED', 'CANCELLED'] as const;
export type StatusCategory = (typeof STATUS_CATEGORIES)[number];

export interface Status {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly category: StatusCategory;
  readonly initial: boolean;
  /** A message of the customer moves a request on from here. */
  readonly resumesOnCustomerMessage: boolean;
  readonly sort: number;
  /** Keys of the statuses that may follow, in order; of a retired status, where its requests go. */
  readonly movesTo: readonly string[];
  /** Not used any more: nothing moves there, and what still stands there is moved on. */
  readonly retired: boolean;
}

/** The statuses of a service line, in order, with those that were retired. */
export interface LifeCycle {
  readonly id: string;
  readonly serviceLine: ServiceLine;
  readonly name: string;
  readonly nameNative: string | null;
  readonly version: number;
  readonly statuses: readonly Status[];
}

export function statusOf(lifeCycle: LifeCycle, key: string): Status | undefined {
  return lifeCycle.statuses.find((s) => s.key === key);
}

export function usedStatuses(lifeCycle: LifeCycle): Status[] {
  return lifeCycle.statuses.filter((s) => !s.retired);
}

export function initialStatus(lifeCycle: LifeCycle): Status {
  const initial = lifeCycle.statuses.find((s) => s.initial);
  if (!initial) throw new Error(`the life cycle of ${lifeCycle.serviceLine} has no initial status`);
  return initial;
}

/** The statuses that may follow, in the order of the life cycle. */
export function allowedMoves(lifeCycle: LifeCycle, from: string): Status[] {
  const next = new Set(statusOf(lifeCycle, from)?.movesTo);
  return lifeCycle.statuses.filter((s) => !s.retired && next.has(s.key));
}

/**
 * Where a message of the customer moves a request by itself: to the first open status that may follow, when the status
 * it stands in says so.
 */
export function statusAfterCustomerMessage(lifeCycle: LifeCycle, from: string): Status | undefined {
  if (!statusOf(lifeCycle, from)?.resumesOnCustomerMessage) return undefined;
  return allowedMoves(lifeCycle, from).find((s) => s.category === 'OPEN');
}

/**
 * What a move tells whoever counts time. Completing ends a pause without a word, so the only move that says two things
 * is the one from completed to waiting. Nothing leaves CANCELLED: undefined.
 */
const MOVES: Readonly<
  Record<StatusCategory, Readonly<Record<StatusCategory, readonly RequestEventKind[] | undefined>>>
> = {
  OPEN: { OPEN: ['STATUS_CHANGED'], PAUSED: ['PAUSED'], COMPLETED: ['COMPLETED'], CANCELLED: ['CANCELLED'] },
  PAUSED: { OPEN: ['RESUMED'], PAUSED: ['STATUS_CHANGED'], COMPLETED: ['COMPLETED'], CANCELLED: ['CANCELLED'] },
  COMPLETED: {
    OPEN: ['REOPENED'],
    PAUSED: ['REOPENED', 'PAUSED'],
    COMPLETED: ['STATUS_CHANGED'],
    CANCELLED: ['CANCELLED'],
  },
  CANCELLED: { OPEN: undefined, PAUSED: undefined, COMPLETED: undefined, CANCELLED: ['STATUS_CHANGED'] },
};

export function kindsOfMove(from: StatusCategory, to: StatusCategory): readonly RequestEventKind[] | undefined {
  return MOVES[from][to];
}
