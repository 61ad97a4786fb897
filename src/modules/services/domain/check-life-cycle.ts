import { atMostItems, Checks, textOf, type CheckCode, type Failure } from '#kernel';
import { kindsOfMove, STATUS_CATEGORIES, type LifeCycle, type StatusCategory } from './life-cycle.js';

/** A status as an administrator wants it. */
export interface StatusDraft {
  /** Stays for ever: history names it. */
  readonly key: string;
  readonly name: string;
  readonly nameNative?: string | null;
  readonly category: StatusCategory;
  readonly initial?: boolean | null;
  readonly resumesOnCustomerMessage?: boolean | null;
  /** Keys of the statuses that may follow. */
  readonly movesTo: readonly string[];
}

/** Where the requests of a status go that is not used any more. */
export interface RequestMove {
  readonly from: string;
  readonly to: string;
}

/** A whole life cycle as an administrator wants it; statuses that are not in it are retired. */
export interface LifeCycleDraft {
  readonly name: string;
  readonly nameNative?: string | null;
  /** In their order. */
  readonly statuses: readonly StatusDraft[];
  readonly moveRequestsTo?: readonly RequestMove[] | null;
}

export const STATUS_LIMITS = { key: textOf(40), name: textOf(80), statuses: atMostItems(50) } as const;
const KEY = new RegExp(`^[A-Z][A-Z0-9_]{0,${STATUS_LIMITS.key.max - 1}}$`);

export type LifeCycleCode =
  | CheckCode
  | 'DUPLICATE_ITEM'
  | 'NO_INITIAL_STATUS'
  | 'SEVERAL_INITIAL_STATUSES'
  | 'INITIAL_NOT_OPEN'
  | 'NO_COMPLETED_STATUS'
  | 'MOVE_TO_UNKNOWN'
  | 'MOVE_TO_ITSELF'
  | 'CANCELLED_IS_FINAL'
  | 'UNREACHABLE_STATUS'
  | 'TRAP_STATUS'
  | 'PAUSE_WITHOUT_RETURN'
  | 'RESUMES_NOWHERE'
  | 'MOVES_REQUESTS_OF_USED'
  | 'MOVES_REQUESTS_NOWHERE'
  | 'MOVES_REQUESTS_OUT_OF_CANCELLED';

/**
 * Everything that is wrong with a life cycle, all at once. What it must be: every status can be reached from the initial
 * one, a completed one can be reached from every one (over reopening too) unless the request was given up there, and
 * what waits can be taken up again directly.
 */
export function checkLifeCycle(draft: LifeCycleDraft, present?: LifeCycle): Failure<LifeCycleCode>[] {
  const forms = formOf(draft);
  if (forms.length > 0) return [...forms];
  const { statuses } = draft;
  const found: Failure<LifeCycleCode>[] = [];
  const wrong = (code: LifeCycleCode, field: string, params?: Failure['params']): void =>
    void found.push({ code, field, params });
  const byKey = new Map(statuses.map((s) => [s.key, s]));

  statuses.forEach((status, i) => {
    const field = `statuses.${i}`;
    const { key } = status;
    if (statuses.findIndex((s) => s.key === key) < i) wrong('DUPLICATE_ITEM', `${field}.key`, { item: key });
    if (status.initial && status.category !== 'OPEN') wrong('INITIAL_NOT_OPEN', `${field}.initial`, { status: key });
    status.movesTo.forEach((to, n) => {
      const place = `${field}.movesTo.${n}`;
      const target = byKey.get(to);
      if (!target) wrong('MOVE_TO_UNKNOWN', place, { status: key, to: to.slice(0, 60) });
      else if (to === key) wrong('MOVE_TO_ITSELF', place, { status: key });
      else if (status.movesTo.indexOf(to) < n) wrong('DUPLICATE_ITEM', place, { item: `${key} → ${to}` });
      else if (!kindsOfMove(status.category, target.category)) wrong('CANCELLED_IS_FINAL', place, { status: key, to });
    });
  });
  const initial = statuses.filter((s) => s.initial);
  if (initial.length === 0) wrong('NO_INITIAL_STATUS', 'statuses');
  if (initial.length > 1)
    wrong('SEVERAL_INITIAL_STATUSES', 'statuses', { statuses: initial.map((s) => s.key).join(', ') });
  if (!statuses.some((s) => s.category === 'COMPLETED')) wrong('NO_COMPLETED_STATUS', 'statuses');

  const next = (key: string): readonly string[] => byKey.get(key)?.movesTo ?? [];
  const reached = closure(
    initial.map((s) => s.key),
    next,
  );
  const before = new Map<string, string[]>();
  for (const s of statuses) for (const to of s.movesTo) before.set(to, [...(before.get(to) ?? []), s.key]);
  const completing = closure(
    statuses.filter((s) => s.category === 'COMPLETED').map((s) => s.key),
    (key) => before.get(key) ?? [],
  );
  statuses.forEach(({ key, category, resumesOnCustomerMessage, movesTo }, i) => {
    const field = `statuses.${i}`;
    const opens = movesTo.some((to) => byKey.get(to)?.category === 'OPEN');
    if (initial.length > 0 && !reached.has(key)) wrong('UNREACHABLE_STATUS', field, { status: key });
    if (category !== 'CANCELLED' && !completing.has(key)) wrong('TRAP_STATUS', `${field}.movesTo`, { status: key });
    if (category === 'PAUSED' && !opens) wrong('PAUSE_WITHOUT_RETURN', `${field}.movesTo`, { status: key });
    else if (resumesOnCustomerMessage && !opens)
      wrong('RESUMES_NOWHERE', `${field}.resumesOnCustomerMessage`, { status: key });
  });
  return [...found, ...checkMoves(draft, byKey, present)];
}

/** What can be said without looking at how things hang together. */
function formOf({ name, nameNative, statuses, moveRequestsTo }: LifeCycleDraft): readonly Failure<CheckCode>[] {
  const checks = new Checks()
    .text('name', name, STATUS_LIMITS.name)
    .text('nameNative', nameNative, { ...STATUS_LIMITS.name, optional: true })
    .atMost('statuses', statuses, STATUS_LIMITS.statuses)
    .atMost('moveRequestsTo', moveRequestsTo, STATUS_LIMITS.statuses);
  if (statuses.length > STATUS_LIMITS.statuses.maxItems) return checks.err()?.failures ?? [];
  statuses.forEach((s, i) =>
    checks
      .pattern(
        `statuses.${i}.key`,
        s.key,
        KEY,
        `1 to ${STATUS_LIMITS.key.max} capital letters, digits and underlines, such as IN_PROGRESS`,
      )
      .text(`statuses.${i}.name`, s.name, STATUS_LIMITS.name)
      .text(`statuses.${i}.nameNative`, s.nameNative, { ...STATUS_LIMITS.name, optional: true })
      .oneOf(`statuses.${i}.category`, s.category, STATUS_CATEGORIES)
      .atMost(`statuses.${i}.movesTo`, s.movesTo, STATUS_LIMITS.statuses),
  );
  return checks.err()?.failures ?? [];
}

/** Requests move out of what goes, into what stays; and what was given up stays given up. */
function checkMoves(
  { moveRequestsTo }: LifeCycleDraft,
  byKey: ReadonlyMap<string, StatusDraft>,
  present: LifeCycle | undefined,
): Failure<LifeCycleCode>[] {
  return (moveRequestsTo ?? []).flatMap(({ from, to }, i): Failure<LifeCycleCode>[] => {
    const field = `moveRequestsTo.${i}`;
    const [leaves, target] = [present?.statuses.find((s) => s.key === from), byKey.get(to)];
    if (byKey.has(from)) return [{ code: 'MOVES_REQUESTS_OF_USED', field: `${field}.from`, params: { status: from } }];
    if (!leaves || !target)
      return [
        {
          code: 'MOVES_REQUESTS_NOWHERE',
          field: `${field}.${leaves ? 'to' : 'from'}`,
          params: { status: (leaves ? to : from).slice(0, 60) },
        },
      ];
    return kindsOfMove(leaves.category, target.category)
      ? []
      : [{ code: 'MOVES_REQUESTS_OUT_OF_CANCELLED', field: `${field}.to`, params: { status: from, to } }];
  });
}

/** Everything that can be come to from `start`, itself included. */
function closure(start: readonly string[], next: (key: string) => readonly string[]): Set<string> {
  const seen = new Set(start);
  for (const key of seen) for (const to of next(key)) seen.add(to);
  return seen;
}
