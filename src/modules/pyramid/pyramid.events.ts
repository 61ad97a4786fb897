import { defineEvent } from '#platform/outbox';

/**
 * A customer came to another tier by the re-tiering as of a day. `from` is null when it had none, `to` is null when it
 * brought in nothing over the last twelve months any more. Keys of tiers.
 */
export const customerMoved = defineEvent<{
  customerId: string;
  from: string | null;
  to: string | null;
  asOf: string;
}>('pyramid.customer-moved');

/** Somebody asked that all customers be re-tiered as of a day. */
export const retierRequested = defineEvent<{ asOf: string }>('pyramid.retier-requested');
