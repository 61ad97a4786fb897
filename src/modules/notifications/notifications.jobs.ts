import { defineJob } from '#platform/jobs';

/** Looks every five minutes for whose morning has come. */
export const sendDigests = defineJob({
  name: 'notifications.send-digests',
  queue: 'mail',
  description: 'Collects what people have not read into one e-mail, in the morning of their office.',
  schedule: { everyMs: 300_000 },
  singleton: true,
  recordRuns: false,
});

export const pruneNotifications = defineJob({
  name: 'notifications.prune',
  queue: 'maintenance',
  description: 'Deletes notifications: read ones after 90 days, others after 180.',
  schedule: { cron: '27 3 * * *', timeZone: 'UTC' },
  singleton: true,
});
