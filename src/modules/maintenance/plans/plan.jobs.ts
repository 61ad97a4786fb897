import { defineJob } from '#platform/jobs';

/** Hourly, so that a plan of a site anywhere gets its work orders early on the day; nothing due costs one indexed query. */
export const generateWorkOrders = defineJob({
  name: 'maintenance.generate-work-orders',
  queue: 'maintenance',
  description: 'Makes the work orders of maintenance plans whose next occurrence is near enough.',
  schedule: { everyMs: 3_600_000 },
});
