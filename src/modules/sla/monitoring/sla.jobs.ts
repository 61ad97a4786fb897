import { defineJob } from '#platform/jobs';

/** Every second one indexed query finds what fell due; idle otherwise. */
export const sweepBreaches = defineJob({
  name: 'sla.sweep-breaches',
  queue: 'sla',
  description: 'Records and announces the breaches of SLA clocks that fell due.',
  schedule: { everyMs: 1_000 },
  attempts: 1,
  singleton: true,
  recordRuns: false,
});

/** Woken by events about requests; whatever number of them came meanwhile is evaluated together. */
export const evaluatePending = defineJob({
  name: 'sla.evaluate-pending',
  queue: 'sla',
  description: 'Re-evaluates the SLA clocks of requests that changed.',
  recordRuns: false,
});

/** After an import, and every night as a safety net. Long, so not in the lane of the sweep. */
export const evaluateBacklog = defineJob({
  name: 'sla.evaluate-backlog',
  queue: 'maintenance',
  description: 'Evaluates the SLA clocks of all requests whose stored clocks are missing or older than their events.',
  schedule: { cron: '40 3 * * *', timeZone: 'Europe/London' },
  singleton: true,
});
