import { defineJob } from '#platform/jobs';

/** Woken by changed rules; every minute one indexed query looks for what was left over. */
export const applyChangedRules = defineJob({
  name: 'services.apply-changed-rules',
  queue: 'maintenance',
  description: 'Moves service requests out of retired statuses, and weighs open ones again where that was asked for.',
  schedule: { everyMs: 60_000 },
  singleton: true,
  recordRuns: false,
});
