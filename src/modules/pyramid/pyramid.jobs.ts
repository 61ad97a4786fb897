import { defineJob } from '#platform/jobs';

/** Without `asOf` (the scheduled run) as of yesterday in London, the last day that is over there. */
export const retierJob = defineJob<{ asOf?: string }>({
  name: 'pyramid.retier',
  queue: 'pyramid',
  description: 'Puts every customer into its tier by the revenue of the last twelve months and records the moves.',
  schedule: { cron: '15 2 * * *', timeZone: 'Europe/London' },
  singleton: true,
});
