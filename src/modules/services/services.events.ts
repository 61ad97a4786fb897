import { defineEvent } from '#platform/outbox';

/** What a subscriber needs to know whether it cares; whoever needs more asks ServicesApi. */
export interface RequestChangedPayload {
  readonly requestId: string;
  readonly customerId: string;
  /** The responsible office, after the change. */
  readonly officeId: string;
  /** The office that was responsible before, when this change gave it to another. */
  readonly formerOfficeId?: string;
  /** Grows with every event that can move an SLA clock; unchanged when nothing of that kind happened. */
  readonly clockVersion: number;
}

/** A service request came into being, by hand or by an import (then with its whole history). */
export const requestCreated = defineEvent<RequestChangedPayload>('services.request-created', { live: true });

/** Something happened to a service request: a message, a note, a move, an assignment, a change. */
export const requestChanged = defineEvent<RequestChangedPayload>('services.request-changed', { live: true });

export interface RequestMergedPayload {
  /** The duplicate. */
  readonly requestId: string;
  /** The request that goes on in its stead. */
  readonly survivorId: string;
  readonly customerId: string;
}

/** A request was merged into another. Whoever keeps something for the duplicate moves it to the survivor. */
export const requestMerged = defineEvent<RequestMergedPayload>('services.request-merged');

/** A service line has another life cycle; requests in statuses that are no longer used are moved on in the background. */
export const lifeCycleChanged = defineEvent<{ readonly lifeCycleId: string; readonly serviceLine: string }>(
  'services.life-cycle-changed',
);

/** Impact and urgency amount to something else from now on. */
export const priorityMatrixChanged = defineEvent<{ readonly matrixId: string; readonly version: number }>(
  'services.priority-matrix-changed',
);
