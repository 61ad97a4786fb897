import { err, ok, type Result } from '#kernel';
import {
  allowedMoves,
  initialStatus,
  kindsOfMove,
  statusAfterCustomerMessage,
  statusOf,
  usedStatuses,
  type LifeCycle,
  type Status,
  type StatusCategory,
} from './life-cycle.js';
import { type RelationKind, type RequestEventKind, type RequestValues, type Visibility } from './request.js';

/** Where a request stands after its latest event. */
export interface RequestState {
  readonly status: { readonly id: string; readonly key: string; readonly category: StatusCategory };
  readonly values: RequestValues;
  readonly completedAt: Date | null;
  readonly cancelledAt: Date | null;
  /** Since when the customer has waited for a public reply; null while nothing of his is unanswered. */
  readonly awaitingReplySince: Date | null;
  readonly lastEventAt: Date;
  readonly lastSeq: number;
  /** Grows with every event that can move an SLA clock. */
  readonly clockVersion: number;
}

/** An event to be appended. */
export interface NewEvent {
  readonly seq: number;
  readonly at: Date;
  readonly kind: RequestEventKind;
  readonly actorId: string | null;
  readonly personId: string | null;
  readonly fromStatus: string | null;
  readonly toStatus: string | null;
  readonly body: string | null;
  readonly visibility: Visibility;
  readonly before: EventValues | null;
  readonly after: EventValues | null;
  /** The other request that it is about. */
  readonly relatedId: string | null;
}

/** What an event set: values of the request, or what it was tied to. */
export type EventValues = Partial<RequestValues> | Readonly<Record<string, string>>;

/** Who did it: an employee, a person at the customer, or the system (neither). */
export interface EventActor {
  readonly actorId: string | null;
  readonly personId?: string | null;
}

export type HistoryCode = 'INVALID_MOVE' | 'UNKNOWN_STATUS' | 'EVENT_OUT_OF_ORDER';

/**
 * `live`: things happen now, so a clock that lags behind the last event is not believed, and people may make the moves
 * of the life cycle only. `historic`: times are those of a source and must be in order; any move that makes sense is
 * taken, because other systems had other rules.
 */
export type HistoryMode = 'live' | 'historic';

const CLOCK_KINDS: ReadonlySet<RequestEventKind> = new Set<RequestEventKind>([
  'CREATED',
  'CUSTOMER_MESSAGE',
  'STAFF_REPLY',
  'PAUSED',
  'RESUMED',
  'COMPLETED',
  'REOPENED',
  'CANCELLED',
  'MERGED_FROM',
]);
/** What asks for an answer, and what answers everything that was asked. */
const ASKS: ReadonlySet<RequestEventKind> = new Set<RequestEventKind>(['CREATED', 'CUSTOMER_MESSAGE']);
const ANSWERS: ReadonlySet<RequestEventKind> = new Set<RequestEventKind>(['STAFF_REPLY', 'COMPLETED', 'CANCELLED']);
/** Values that decide which SLA terms and calendar apply. */
const CLOCK_VALUES: readonly (keyof RequestValues)[] = ['priority', 'contactTypeId', 'jobId', 'branchId', 'officeId'];

type Details = Partial<Omit<NewEvent, 'seq' | 'at' | 'kind' | 'actorId' | 'personId'>>;

/** A request's state and the events that are being added to it: every door, live or bulk, goes through here. */
export class RequestHistory {
  /** What was added, in order. */
  readonly events: NewEvent[] = [];
  /** Whether something was decided that somebody else may be editing (messages and notes do not count). */
  decided = false;

  private constructor(
    private current: RequestState,
    private readonly mode: HistoryMode,
  ) {}

  static begin(
    lifeCycle: LifeCycle,
    values: RequestValues,
    at: Date,
    by: EventActor,
    mode: HistoryMode,
  ): RequestHistory {
    const { id, key, category } = initialStatus(lifeCycle);
    const status = { id, key, category };
    const nothingYet = {
      lastEventAt: at,
      lastSeq: 0,
      clockVersion: 0,
      completedAt: null,
      cancelledAt: null,
      awaitingReplySince: null,
    };
    const history = new RequestHistory({ status, values, ...nothingYet }, mode);
    history.append('CREATED', at, by, { toStatus: key, after: told(values), visibility: 'PUBLIC' });
    return history;
  }

  static resume(state: RequestState, mode: HistoryMode): RequestHistory {
    return new RequestHistory(state, mode);
  }

  get state(): RequestState {
    return this.current;
  }

  /** Moves the request to a status. */
  move(lifeCycle: LifeCycle, to: string, at: Date, by: EventActor): Result<void, HistoryCode> {
    const from = this.current.status;
    const target = statusOf(lifeCycle, to);
    if (!target)
      return err('UNKNOWN_STATUS', 'status', {
        key: to.slice(0, 60),
        known: usedStatuses(lifeCycle)
          .map((s) => s.key)
          .join(', '),
      });
    if (this.mode === 'historic' && target.key === from.key) return ok();
    if (this.mode === 'live' && !allowedMoves(lifeCycle, from.key).includes(target)) return this.refused(lifeCycle, to);
    const kinds = kindsOfMove(from.category, target.category);
    if (!kinds) return this.refused(lifeCycle, to);
    return this.inOrder(at, (instant) => this.follow(target, kinds, instant, by));
  }

  /** An answer that the customer sees. */
  reply(body: string | null, at: Date, by: EventActor): Result<void, HistoryCode> {
    return this.inOrder(at, (instant) => this.append('STAFF_REPLY', instant, by, { body, visibility: 'PUBLIC' }));
  }

  /** A remark among ourselves. */
  note(body: string | null, at: Date, by: EventActor): Result<void, HistoryCode> {
    return this.inOrder(at, (instant) => this.append('INTERNAL_NOTE', instant, by, { body }));
  }

  /**
   * A message of the customer; with a life cycle it may move the request on by itself. `relatedId`: the request that it
   * was written to.
   */
  customerMessage(
    body: string | null,
    at: Date,
    by: EventActor,
    lifeCycle?: LifeCycle,
    relatedId: string | null = null,
  ): Result<void, HistoryCode> {
    return this.inOrder(at, (instant) => {
      this.append('CUSTOMER_MESSAGE', instant, by, { body, visibility: 'PUBLIC', relatedId });
      const next = lifeCycle && statusAfterCustomerMessage(lifeCycle, this.current.status.key);
      const kinds = next && kindsOfMove(this.current.status.category, next.category);
      if (next && kinds) this.follow(next, kinds, instant, { actorId: null });
    });
  }

  /** Changes values; those that are as given already are left out, and nothing is told when none is left. */
  change(
    kind: 'CHANGED' | 'ASSIGNED' | 'LINKED' | 'UNLINKED',
    values: Partial<RequestValues>,
    at: Date,
    by: EventActor,
    relatedId: string | null = null,
  ): Result<void, HistoryCode> {
    const fields = (Object.keys(values) as (keyof RequestValues)[]).filter(
      (f) => values[f] !== undefined && values[f] !== this.current.values[f],
    );
    if (fields.length === 0) return ok();
    const pick = (from: Partial<RequestValues>): Partial<RequestValues> =>
      Object.fromEntries(fields.map((f) => [f, from[f]]));
    return this.inOrder(at, (instant) => {
      const after = pick(values);
      const before = pick(this.current.values);
      this.current = { ...this.current, values: { ...this.current.values, ...after } };
      this.append(kind, instant, by, { before, after, relatedId });
      this.decided = true;
    });
  }

  /** Links the request to another, to those who follow it, or to other things; only a merge moves clocks. */
  relate(
    kind: RelationKind,
    at: Date,
    by: EventActor,
    details: Pick<Details, 'before' | 'after' | 'relatedId' | 'body'> = {},
  ): Result<void, HistoryCode> {
    return this.inOrder(at, (instant) => {
      this.append(kind, instant, by, details);
      if (kind === 'MERGED_INTO') this.decided = true;
    });
  }

  /** Moves the request whatever moves people may make; refused only where nothing makes sense of it. */
  force(lifeCycle: LifeCycle, target: Status, at: Date, by: EventActor): Result<void, HistoryCode> {
    if (target.key === this.current.status.key) return ok();
    const kinds = kindsOfMove(this.current.status.category, target.category);
    if (!kinds) return this.refused(lifeCycle, target.key);
    return this.inOrder(at, (instant) => this.follow(target, kinds, instant, by));
  }

  private refused(lifeCycle: LifeCycle, to: string): Result<void, HistoryCode> {
    const from = this.current.status.key;
    const allowed = allowedMoves(lifeCycle, from).map((s) => s.key);
    return err('INVALID_MOVE', 'status', { from, to, allowed: allowed.join(', ') || '–' });
  }

  private follow(target: Status, kinds: readonly RequestEventKind[], at: Date, by: EventActor): void {
    const from = this.current.status;
    kinds.forEach((kind, i) => {
      const move = i === 0 ? { fromStatus: from.key, toStatus: target.key } : {};
      this.append(kind, at, by, { ...move, visibility: 'PUBLIC' });
    });
    const { id, key, category } = target;
    this.current = {
      ...this.current,
      status: { id, key, category },
      completedAt: kinds.includes('COMPLETED') ? at : kinds.includes('REOPENED') ? null : this.current.completedAt,
      cancelledAt: kinds.includes('CANCELLED') ? at : this.current.cancelledAt,
    };
    this.decided = true;
  }

  /** Runs `add` with the instant of the event, which is never before the last one. */
  private inOrder(at: Date, add: (instant: Date) => void): Result<void, HistoryCode> {
    const last = this.current.lastEventAt;
    if (at >= last) add(at);
    else if (this.mode === 'live') add(last);
    else return err('EVENT_OUT_OF_ORDER', 'at', { at: at.toISOString(), last: last.toISOString() });
    return ok();
  }

  private append(kind: RequestEventKind, at: Date, by: EventActor, details: Details): void {
    const seq = this.current.lastSeq + 1;
    this.events.push({
      seq,
      at,
      kind,
      actorId: by.actorId,
      personId: by.personId ?? null,
      fromStatus: details.fromStatus ?? null,
      toStatus: details.toStatus ?? null,
      body: details.body ?? null,
      visibility: details.visibility ?? 'INTERNAL',
      before: details.before ?? null,
      after: details.after ?? null,
      relatedId: details.relatedId ?? null,
    });
    const movesClock =
      CLOCK_KINDS.has(kind) || CLOCK_VALUES.some((f) => kind !== 'CREATED' && details.after && f in details.after);
    this.current = {
      ...this.current,
      lastSeq: seq,
      lastEventAt: at,
      awaitingReplySince: ASKS.has(kind)
        ? (this.current.awaitingReplySince ?? at)
        : ANSWERS.has(kind)
          ? null
          : this.current.awaitingReplySince,
      clockVersion: this.current.clockVersion + (movesClock ? 1 : 0),
    };
  }
}

/** What its creation tells of a request: everything, but not what only few have and this one has not. */
function told(values: RequestValues): Partial<RequestValues> {
  const { teamId, parentId, priorityOverridden, priorityReason, priorityMatrix, ...always } = values;
  return {
    ...always,
    ...(teamId !== null && { teamId }),
    ...(parentId !== null && { parentId }),
    ...(priorityOverridden && { priorityOverridden }),
    ...(priorityReason !== null && { priorityReason }),
    ...(priorityMatrix !== null && { priorityMatrix }),
  };
}
