import { defineEvent } from '#platform/outbox';

/** Where a contact belongs: enough for subscribers to tell whether they care, nothing about what was said. */
export interface ContactEvent {
  readonly contactId: string;
  readonly customerId: string;
  /** Office of the employee who recorded it. */
  readonly officeId: string;
  /** Region of that office at the time. */
  readonly regionId: string;
  /** Whether only few may see it. */
  readonly confidential: boolean;
}

/** A contact was recorded, by hand or by an import. */
export const contactRecorded = defineEvent<ContactEvent>('contacts.contact-recorded', { live: true });

/** A contact was corrected, or its follow-up completed or reopened. */
export const contactChanged = defineEvent<ContactEvent>('contacts.contact-changed', { live: true });
