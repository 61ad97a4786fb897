import { defineJob } from '#platform/jobs';

/** Hourly, because a day begins at another hour in every office; who was reminded already is not reminded again. */
export const remindDeliverables = defineJob({
  name: 'consulting.remind-deliverables',
  queue: 'maintenance',
  description: 'Reminds the owners of deliverables a week before they are due, on the day, and a week after.',
  schedule: { cron: '5 * * * *', timeZone: 'UTC' },
  singleton: true,
  recordRuns: false,
});
