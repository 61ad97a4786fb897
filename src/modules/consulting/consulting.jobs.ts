import { defineJob } from '#platform/jobs';

/** One indexed look when nobody has to be reminded. */
export const remindOwners = defineJob({
  name: 'consulting.remind-owners',
  queue: 'maintenance',
  description: 'Reminds the owners of deliverables before they are due and when they are overdue.',
  schedule: { everyMs: 60_000 },
  singleton: true,
  recordRuns: false,
});
