import { type SlaMetric } from '#modules/vocabulary';
import { type RequestEventKind } from './request.js';

/** An event, as far as it tells who waits for whom. */
export interface WaitingEvent {
  readonly seq: number;
  readonly at: Date;
  readonly kind: RequestEventKind;
  /** The other request of a merge. */
  readonly relatedId: string | null;
}

/** A stretch in which a request waited for others or was completed; `to` is never after the merge. */
export interface MergedStandstill {
  readonly kind: 'PAUSED' | 'COMPLETED';
  readonly from: Date;
  readonly to: Date;
}

/** What the survivor of a merge takes over, so that merging shortens no waiting. */
export interface CarriedOver {
  /** Since when the customer has waited, by metric; empty for a duplicate that was no longer open. */
  readonly since: Readonly<Partial<Record<'FIRST_RESPONSE' | 'COMPLETION', Date>>>;
  /** When the duplicate stood still since then, in order. */
  readonly standstills: readonly MergedStandstill[];
}

type Histories = ReadonlyMap<string, readonly WaitingEvent[]>;

const ANSWERS: ReadonlySet<RequestEventKind> = new Set<RequestEventKind>(['STAFF_REPLY', 'COMPLETED']);
const TURNS: ReadonlySet<RequestEventKind> = new Set<RequestEventKind>([
  'CREATED',
  'REOPENED',
  'COMPLETED',
  'CANCELLED',
]);

/** The life of a duplicate until it was merged; the cancellation that the merge itself wrote is not part of it. */
function lifeBefore(events: readonly WaitingEvent[], merge: WaitingEvent): readonly WaitingEvent[] {
  const before = events.filter((e) => e.seq < merge.seq);
  const last = before[before.length - 1];
  return last?.kind === 'CANCELLED' && last.at.getTime() === merge.at.getTime() ? before.slice(0, -1) : before;
}

const isOpen = (life: readonly WaitingEvent[]): boolean => {
  const turn = life.findLast((e) => TURNS.has(e.kind))?.kind;
  return turn === 'CREATED' || turn === 'REOPENED';
};
const isAnswered = (life: readonly WaitingEvent[]): boolean => life.some((e) => ANSWERS.has(e.kind));

/** The first question since the last answer. */
function questionOf(life: readonly WaitingEvent[]): Date | undefined {
  const answered = life.findLastIndex((e) => ANSWERS.has(e.kind));
  return life.find((e, i) => i > answered && e.kind === 'CUSTOMER_MESSAGE')?.at;
}

/** What a duplicate hands on to the request that it is merged into, what was merged into itself before included. */
export function carriedOver(duplicateId: string, histories: Histories): CarriedOver {
  const events = histories.get(duplicateId) ?? [];
  const merge = events.find((e) => e.kind === 'MERGED_INTO');
  const life = merge ? lifeBefore(events, merge) : [];
  const [created] = life;
  if (!merge || !created || !isOpen(life)) return { since: {}, standstills: [] };
  const before = life.flatMap((e) =>
    e.kind === 'MERGED_FROM' && e.relatedId !== null && e.relatedId !== duplicateId
      ? [carriedOver(e.relatedId, histories)]
      : [],
  );
  const earliest = before.reduce(
    (found, each) =>
      each.since.COMPLETION && each.since.COMPLETION < (found.since.COMPLETION ?? created.at) ? each : found,
    { since: { COMPLETION: created.at }, standstills: [] } as CarriedOver,
  );
  const unanswered = [created.at, ...before.flatMap((each) => each.since.FIRST_RESPONSE ?? [])];
  return {
    since: {
      COMPLETION: earliest.since.COMPLETION,
      ...(!isAnswered(life) && { FIRST_RESPONSE: new Date(Math.min(...unanswered.map(Number))) }),
    },
    standstills: [...earliest.standstills.filter((s) => s.to <= created.at), ...standstillsOf(life, merge.at)],
  };
}

function standstillsOf(life: readonly WaitingEvent[], end: Date): MergedStandstill[] {
  const found: MergedStandstill[] = [];
  let open: { readonly kind: MergedStandstill['kind']; readonly from: Date } | null = null;
  const close = (to: Date): void => {
    if (open && to > open.from) found.push({ ...open, to });
    open = null;
  };
  for (const { kind, at } of life) {
    if (kind !== 'PAUSED' && kind !== 'RESUMED' && kind !== 'COMPLETED' && kind !== 'REOPENED') continue;
    close(at);
    if (kind === 'PAUSED' || kind === 'COMPLETED') open = { kind, from: at };
  }
  close(end);
  return found;
}

/**
 * Metrics of a duplicate that the request it was merged into carries on from the same start or an earlier one, if it has
 * clocks for them. What is not among them is decided where it is: a lateness counts once, and never disappears.
 */
export function carriedMetrics(duplicateId: string, histories: Histories): SlaMetric[] {
  const events = histories.get(duplicateId) ?? [];
  const merge = events.find((e) => e.kind === 'MERGED_INTO');
  if (!merge || merge.relatedId === null) return [];
  const life = lifeBefore(events, merge);
  const others = histories.get(merge.relatedId) ?? [];
  const here = others.findIndex((e) => e.kind === 'MERGED_FROM' && e.relatedId === duplicateId);
  const survivor = others.slice(0, Math.max(here, 0));
  if (!isOpen(life) || !isOpen(survivor)) return [];
  const [asked, carriedFrom] = [questionOf(life), questionOf(survivor)];
  return [
    ...(isAnswered(life) || isAnswered(survivor) ? [] : (['FIRST_RESPONSE'] as const)),
    ...(asked && carriedFrom && carriedFrom <= asked ? (['NEXT_RESPONSE'] as const) : []),
    'COMPLETION',
  ];
}
