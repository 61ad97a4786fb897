import { err, ok, type Result } from '#kernel';
import { allowedMoves, initialStatus, statusOf, usedStatuses, type LifeCycle, type Status } from './life-cycle.js';
import { RequestHistory, type EventActor } from './request-history.js';
import { type RequestEventKind, type RequestValues } from './request.js';

export type SplitCode = 'EVENT_NOT_FOUND' | 'EVENT_NOT_SPLIT' | 'EVENT_ALREADY_SPLIT' | 'SPLIT_BEGINS_WITH_CUSTOMER';

/** An event of the request that is split. */
export interface ChosenEvent {
  readonly seq: number;
  readonly at: Date;
  readonly kind: RequestEventKind;
  readonly actorId: string | null;
  readonly personId: string | null;
  readonly body: string | null;
}

/** The request that is split began to wait, went on, was completed or was reopened. */
export interface SourceTurn {
  readonly seq: number;
  readonly at: Date;
  readonly kind: TurnKind;
  /** Key of the status that it moved to. */
  readonly status: string;
}
export const TURN_KINDS = ['PAUSED', 'RESUMED', 'COMPLETED', 'REOPENED'] as const satisfies RequestEventKind[];
export type TurnKind = (typeof TURN_KINDS)[number];

/** A request of its own that messages were split off into before, which still has them. */
export interface EarlierSplit {
  readonly number: string;
  /** Numbers of the events. */
  readonly seqs: readonly number[];
}

export interface Split {
  readonly lifeCycle: LifeCycle;
  readonly values: RequestValues;
  /** In order of time. */
  readonly chosen: readonly ChosenEvent[];
  /** The numbers that were asked for. */
  readonly wanted: readonly number[];
  /** In order of time. */
  readonly turns: readonly SourceTurn[];
  readonly earlier: readonly EarlierSplit[];
  readonly now: Date;
}

const WORDS: ReadonlySet<RequestEventKind> = new Set<RequestEventKind>([
  'CREATED',
  'CUSTOMER_MESSAGE',
  'STAFF_REPLY',
  'INTERNAL_NOTE',
]);

/**
 * The history of a request that is split off: it begins with the first thing that the customer said about it, at the
 * instant at which he said it; the other words follow at theirs. The description stands for the first. While the other
 * request waited or was completed after that, nobody worked on this one either, so it stood still as well, until the
 * customer wrote again or it was split off.
 */
export function splitHistory(split: Split): Result<{ history: RequestHistory; createdAt: Date }, SplitCode> {
  const { lifeCycle, values, chosen, wanted, turns, earlier, now } = split;
  const missing = wanted.find((seq) => !chosen.some((e) => e.seq === seq));
  if (missing !== undefined) return err('EVENT_NOT_FOUND', 'events', { seq: missing });
  const wordless = chosen.find((e) => !WORDS.has(e.kind));
  if (wordless) return err('EVENT_NOT_SPLIT', 'events', { seq: wordless.seq, kind: wordless.kind });
  const [first] = chosen;
  if (!first || !isOfCustomer(first)) return err('SPLIT_BEGINS_WITH_CUSTOMER', 'events', { seq: first?.seq ?? 0 });
  // Replies and notes may answer several questions at once; a question is asked once.
  for (const { number, seqs } of earlier) {
    const again = chosen.find((e) => isOfCustomer(e) && seqs.includes(e.seq));
    if (again) return err('EVENT_ALREADY_SPLIT', 'events', { seq: again.seq, number });
  }
  const history = RequestHistory.begin(lifeCycle, values, first.at, byOf(first), 'live');
  const steps = [...chosen, ...turns].filter((e) => e.seq > first.seq).sort((a, b) => a.seq - b.seq);
  for (const step of steps) {
    if ('status' in step) stand(history, lifeCycle, step);
    else say(history, lifeCycle, step);
  }
  if (history.state.status.category !== 'OPEN') reopen(history, lifeCycle, now);
  return ok({ history, createdAt: first.at });
}

const isOfCustomer = ({ kind }: ChosenEvent): boolean => kind === 'CREATED' || kind === 'CUSTOMER_MESSAGE';

function say(history: RequestHistory, lifeCycle: LifeCycle, event: ChosenEvent): void {
  const { at, body } = event;
  if (event.kind === 'STAFF_REPLY') history.reply(body, at, byOf(event));
  else if (event.kind === 'INTERNAL_NOTE') history.note(body, at, byOf(event));
  else {
    history.customerMessage(body, at, byOf(event));
    if (history.state.status.category === 'COMPLETED') reopen(history, lifeCycle, at);
  }
}

const CATEGORIES = { PAUSED: 'PAUSED', COMPLETED: 'COMPLETED', RESUMED: 'OPEN', REOPENED: 'OPEN' } as const;

/** Does what the other request did, in so far as this one did not do so by itself. */
function stand(history: RequestHistory, lifeCycle: LifeCycle, { at, kind, status }: SourceTurn): void {
  const known = statusOf(lifeCycle, status);
  const category = known?.category ?? CATEGORIES[kind];
  if (category === history.state.status.category) return;
  const target = known ?? usedStatuses(lifeCycle).find((s) => s.category === category);
  if (target) history.force(lifeCycle, target, at, NOBODY);
}

/** Puts the request back to work, as its life cycle does. */
function reopen(history: RequestHistory, lifeCycle: LifeCycle, at: Date): void {
  const isOpen = (s: Status): boolean => s.category === 'OPEN';
  const target = allowedMoves(lifeCycle, history.state.status.key).find(isOpen) ?? initialStatus(lifeCycle);
  history.force(lifeCycle, target, at, NOBODY);
}

const NOBODY: EventActor = { actorId: null };
const byOf = ({ actorId, personId }: ChosenEvent): EventActor => ({ actorId, personId });
