import { defineJob } from '#platform/jobs';

/** Woken when mail is queued; the schedule finds what is to be tried again, or whose wake got lost. */
export const sendMail = defineJob({
  name: 'platform.send-mail',
  queue: 'mail',
  description: 'Sends queued e-mail, and tries again what could not be sent.',
  schedule: { everyMs: 10_000 },
  attempts: 1,
  recordRuns: false,
});

export const pruneMail = defineJob({
  name: 'platform.prune-mail',
  queue: 'maintenance',
  description: 'Deletes e-mail that was sent 30 days ago, or failed for good 90 days ago.',
  schedule: { cron: '22 3 * * *', timeZone: 'UTC' },
  singleton: true,
});
