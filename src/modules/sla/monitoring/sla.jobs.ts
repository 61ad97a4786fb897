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

/** Woken by events about requests; whatever number of them came meanwhile is judged together. */
export const judgeWaiting = defineJob({
  name: 'sla.judge-waiting',
  queue: 'sla',
  description: 'Judges the SLA clocks of requests about which something new was told.',
  recordRuns: false,
});

/** After an import, and every night as a safety net. Long, so not in the lane of the sweep. */
export const judgeBacklog = defineJob({
  name: 'sla.judge-backlog',
  queue: 'maintenance',
  description: 'Judges the SLA clocks of all requests whose stored clocks are missing or older than their events.',
  schedule: { cron: '40 3 * * *', timeZone: 'Europe/London' },
  singleton: true,
});
