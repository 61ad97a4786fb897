import { defineJob } from '#platform/jobs';

/** Woken by a simulation; every fifteen seconds one indexed query looks for what a worker that died left behind. */
export const runWhatIfs = defineJob({
  name: 'sla.run-what-ifs',
  queue: 'analysis',
  description: 'Replays history under draft SLA terms and calendars, for those who have asked what would have been.',
  schedule: { everyMs: 15_000 },
  singleton: true,
  recordRuns: false,
});

export const pruneWhatIfs = defineJob({
  name: 'sla.prune-what-ifs',
  queue: 'analysis',
  description: 'Deletes the answers of what-ifs that ended more than a week ago.',
  schedule: { cron: '10 4 * * *', timeZone: 'Europe/London' },
  singleton: true,
});
