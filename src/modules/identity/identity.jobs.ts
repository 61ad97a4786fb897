import { defineJob } from '#platform/jobs';

export const pruneSessions = defineJob({
  name: 'identity.prune-sessions',
  queue: 'maintenance',
  description: 'Deletes sessions and API tokens that ended or expired 90 days ago.',
  schedule: { cron: '32 3 * * *', timeZone: 'UTC' },
  singleton: true,
});
