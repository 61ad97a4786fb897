import { defineEvent } from '#platform/outbox';

/** A recurring duty came up and its service request was opened. */
export const dutyOpened = defineEvent<{
  readonly dutyId: string;
  readonly requestId: string;
  readonly customerId: string;
  readonly officeId: string;
  /** ISO 8601. */
  readonly dueAt: string;
}>('management.duty-opened');

export interface ReviewEvent {
  readonly reviewId: string;
  readonly customerId: string;
  readonly officeId: string;
}

/** A service review was prepared, by its plan or ad hoc. */
export const reviewPrepared = defineEvent<ReviewEvent>('management.review-prepared');
/** A service review was held; its scorecard is frozen. */
export const reviewHeld = defineEvent<ReviewEvent>('management.review-held');
