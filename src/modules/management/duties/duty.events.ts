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
