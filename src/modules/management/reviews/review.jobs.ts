import { defineJob } from '#platform/jobs';

export const prepareReviews = defineJob({
  name: 'management.prepare-reviews',
  queue: 'maintenance',
  description: 'Prepares the periodic service reviews that are due, with their scorecards.',
  schedule: { everyMs: 60_000 },
  singleton: true,
  recordRuns: false,
});
