import { Checks, blankToNull, type Result } from '#kernel';
import { type LifeCycle } from './life-cycle.js';
import { takenOverPriority, type PriorityMatrix } from './priority.js';
import { type EventActor, type HistoryCode, type RequestHistory } from './request-history.js';
import { checkValues, EARLIEST, FUTURE_TOLERANCE_MS, LIMITS, type RequestValues } from './request.js';

interface HistoricCommon {
  /** When it happened; never before the event in front of it. */
  readonly at: Date;
  /** The employee who did it; null or absent when the source does not say. */
  readonly actorId?: string | null;
}

/** What another system can change; how a priority came about is worked out. */
export type HistoricValues = Partial<
  Omit<
    RequestValues,
    'assigneeId' | 'officeId' | 'teamId' | 'parentId' | 'priorityOverridden' | 'priorityReason' | 'priorityMatrix'
  >
>;

/** Something that happened to a request in another system, as that system tells it. */
export type HistoricEvent = HistoricCommon &
  (
    | {
        readonly kind: 'CUSTOMER_MESSAGE' | 'STAFF_REPLY' | 'INTERNAL_NOTE';
        /** Null or absent when the source did not keep the text. */
        readonly body?: string | null;
        /** With CUSTOMER_MESSAGE: who at the customer wrote. */
        readonly personId?: string | null;
      }
    /** The request was moved to the status of that key; what that means (paused, completed …) we know ourselves. */
    | { readonly kind: 'STATUS'; readonly status: string }
    | { readonly kind: 'ASSIGNED'; readonly assigneeId?: string | null; readonly officeId?: string }
    | { readonly kind: 'CHANGED'; readonly values: HistoricValues }
  );

/** Most events in the history of one request. */
export const MAX_HISTORY = 5000;

/** What can be said about a history without looking anything up; fields are `events.3.at`. */
export function checkHistory(events: readonly HistoricEvent[], now: Date, checks: Checks): Checks {
  checks.atMost('events', events, MAX_HISTORY);
  const to = new Date(now.getTime() + FUTURE_TOLERANCE_MS);
  events.forEach((event, i) => {
    const field = `events.${i}`;
    checks.instant(`${field}.at`, event.at, { from: EARLIEST, to });
    if ('body' in event) checks.text(`${field}.body`, event.body, { ...LIMITS.text, optional: true });
    if (event.kind === 'CHANGED') checkValues(event.values, checks);
  });
  return checks;
}

/** What events of a source are read by: the life cycle of the service line, and the matrix of priorities. */
export interface ReadBy {
  readonly lifeCycle: LifeCycle;
  readonly matrix: PriorityMatrix;
}

/** Adds an event of a source to a history. */
export function replay(
  history: RequestHistory,
  event: HistoricEvent,
  { lifeCycle, matrix }: ReadBy,
): Result<void, HistoryCode> {
  const by: EventActor = { actorId: event.actorId ?? null };
  switch (event.kind) {
    case 'CUSTOMER_MESSAGE':
      return history.customerMessage(blankToNull(event.body) ?? null, event.at, { ...by, personId: event.personId });
    case 'STAFF_REPLY':
      return history.reply(blankToNull(event.body) ?? null, event.at, by);
    case 'INTERNAL_NOTE':
      return history.note(blankToNull(event.body) ?? null, event.at, by);
    case 'STATUS':
      return history.move(lifeCycle, event.status, event.at, by);
    case 'ASSIGNED':
      return history.change('ASSIGNED', { assigneeId: event.assigneeId, officeId: event.officeId }, event.at, by);
    case 'CHANGED':
      return history.change('CHANGED', withPriority(history.state.values, event.values, matrix), event.at, by);
    default:
      return event satisfies never;
  }
}

/** A change that weighs the request, or gives its priority, says anew how the priority came about. */
function withPriority(now: RequestValues, values: HistoricValues, matrix: PriorityMatrix): Partial<RequestValues> {
  const weighs = values.priority !== undefined || values.impact !== undefined || values.urgency !== undefined;
  return weighs ? { ...values, ...takenOverPriority({ ...now, ...values }, matrix) } : values;
}
