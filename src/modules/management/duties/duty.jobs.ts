import { defineJob } from '#platform/jobs';

/** One indexed look when nothing is due. */
export const openDuties = defineJob({
  name: 'management.open-duties',
  queue: 'maintenance',
  description: 'Opens the service requests of recurring duties that fell due.',
  schedule: { everyMs: 15_000 },
  singleton: true,
  recordRuns: false,
});
