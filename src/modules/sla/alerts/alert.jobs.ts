import { defineJob } from '#platform/jobs';

/** Every second one indexed query finds what came; idle otherwise. */
export const sweepAlerts = defineJob({
  name: 'sla.sweep-alerts',
  queue: 'sla',
  description: 'Tells people of SLA clocks that come close to their due time or are past it, as the terms say.',
  schedule: { everyMs: 1_000 },
  attempts: 1,
  singleton: true,
  recordRuns: false,
});
