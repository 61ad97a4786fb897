import { defineEvent } from '#platform/outbox';

export interface ReviewEvent {
  readonly reviewId: string;
  readonly customerId: string;
  readonly officeId: string;
}

/** A service review was prepared, by its plan or ad hoc. */
export const reviewPrepared = defineEvent<ReviewEvent>('management.review-prepared');

/** A service review was held; its scorecard is frozen. */
export const reviewHeld = defineEvent<ReviewEvent>('management.review-held');
