import { err, ok, type Result } from '#kernel';
import { type LifeCycle } from './life-cycle.js';
import { RequestHistory, type EventActor } from './request-history.js';
import { type RequestEventKind, type RequestValues } from './request.js';

export type SplitCode = 'EVENT_NOT_FOUND' | 'EVENT_NOT_SPLIT' | 'SPLIT_BEGINS_WITH_CUSTOMER';

/** An event of the request that is split. */
export interface ChosenEvent {
  readonly seq: number;
  readonly at: Date;
  readonly kind: RequestEventKind;
  readonly actorId: string | null;
  readonly personId: string | null;
  readonly body: string | null;
}

export interface Split {
  readonly lifeCycle: LifeCycle;
  readonly values: RequestValues;
  /** In order of time. */
  readonly chosen: readonly ChosenEvent[];
  /** The numbers that were asked for. */
  readonly wanted: readonly number[];
}

const WORDS: ReadonlySet<RequestEventKind> = new Set<RequestEventKind>([
  'CREATED',
  'CUSTOMER_MESSAGE',
  'STAFF_REPLY',
  'INTERNAL_NOTE',
]);

/**
 * The history of a request that is split off: it begins with the first thing that the customer said about it, at the
 * instant at which he said it; the other words follow at theirs. The description stands for the first.
 */
export function splitHistory({
  lifeCycle,
  values,
  chosen,
  wanted,
}: Split): Result<{ history: RequestHistory; createdAt: Date }, SplitCode> {
  const missing = wanted.find((seq) => !chosen.some((e) => e.seq === seq));
  if (missing !== undefined) return err('EVENT_NOT_FOUND', 'events', { seq: missing });
  const wordless = chosen.find((e) => !WORDS.has(e.kind));
  if (wordless) return err('EVENT_NOT_SPLIT', 'events', { seq: wordless.seq, kind: wordless.kind });
  const [first, ...others] = chosen;
  if (!first || (first.kind !== 'CREATED' && first.kind !== 'CUSTOMER_MESSAGE'))
    return err('SPLIT_BEGINS_WITH_CUSTOMER', 'events', { seq: first?.seq ?? 0 });
  const history = RequestHistory.begin(lifeCycle, values, first.at, byOf(first), 'live');
  for (const event of others) {
    const { at, body } = event;
    if (event.kind === 'STAFF_REPLY') history.reply(body, at, byOf(event));
    else if (event.kind === 'INTERNAL_NOTE') history.note(body, at, byOf(event));
    else history.customerMessage(body, at, byOf(event));
  }
  return ok({ history, createdAt: first.at });
}

const byOf = ({ actorId, personId }: ChosenEvent): EventActor => ({ actorId, personId });
