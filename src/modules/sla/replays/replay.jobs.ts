import { defineJob } from '#platform/jobs';

/** Wakes when something was changed, and looks every fifteen seconds for changes that take effect later. */
export const replayClocks = defineJob({
  name: 'sla.replay-clocks',
  queue: 'maintenance',
  description: 'Replays the SLA clocks that a changed calendar or newly published terms touch.',
  schedule: { everyMs: 15_000 },
  singleton: true,
  recordRuns: false,
});
