import { defineEvent } from '#platform/outbox';

/** An office was found to lie in another time zone than was on record: whatever was reckoned by it is to be reckoned anew. */
export const officeZoneChanged = defineEvent<{ readonly officeId: string }>('identity.office-zone-changed');
