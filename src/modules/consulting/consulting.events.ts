import { defineEvent } from '#platform/outbox';

/** Advice was issued to a customer, or corrected by a new version. */
export const adviceIssued = defineEvent<{
  readonly adviceId: string;
  readonly customerId: string;
  readonly officeId: string;
  /** Number of the version; from 2 on a correction. */
  readonly version: number;
}>('consulting.advice-issued');

/** Somebody judged what became of advice, or took such a judgement back. */
export const adviceJudged = defineEvent<{
  readonly adviceId: string;
  readonly customerId: string;
  readonly officeId: string;
  readonly outcomeId: string;
  /** GOOD, MIXED, POOR_EXECUTION, WRONG_RECOMMENDATION or UNCLEAR. */
  readonly judgement: string;
  readonly requestId: string | null;
  readonly contactId: string | null;
  readonly withdrawn: boolean;
}>('consulting.advice-judged');

/** A customer accepted or rejected a deliverable. */
export const deliverableDecided = defineEvent<{
  readonly deliverableId: string;
  readonly engagementId: string;
  readonly customerId: string;
  readonly officeId: string;
  readonly accepted: boolean;
}>('consulting.deliverable-decided');
