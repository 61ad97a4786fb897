import { defineEvent } from '#platform/outbox';

/** A replay of history got on, or ended: for those who wait for its answer. */
export const slaWhatIfProgressed = defineEvent<{ runId: string }>('sla.what-if-progressed', { live: true });
