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

/** Wakes when something was changed, and looks every fifteen seconds for changes that take effect later. */
export const replayClocks = defineJob({
  name: 'sla.replay-clocks',
  queue: 'maintenance',
  description: 'Replays the SLA clocks that a changed calendar or newly published terms touch.',
  schedule: { everyMs: 15_000 },
  singleton: true,
  recordRuns: false,
});
