import { defineEvent } from '#platform/outbox';

/** An office was found to lie in another time zone than was on record: whatever was reckoned by it is to be reckoned anew. */
export const officeZoneChanged = defineEvent<{ readonly officeId: string }>('identity.office-zone-changed');

/** The country of an office, or the part of it that the office is in, is another: other public holidays count. */
export const officePlaceChanged = defineEvent<{ readonly officeId: string }>('identity.office-place-changed');
