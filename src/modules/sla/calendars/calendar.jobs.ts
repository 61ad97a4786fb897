import { defineJob } from '#platform/jobs';

/** Wakes when holidays have changed, and looks every fifteen seconds should the wake have got lost. */
export const rebuildCalendars = defineJob({
  name: 'sla.rebuild-calendars',
  queue: 'maintenance',
  description: 'Gives calendars whose public holidays have changed a new version, and has their open clocks replayed.',
  schedule: { everyMs: 15_000 },
  singleton: true,
  recordRuns: false,
});

/** Every night, so that what a new release knows of announced years takes effect, and the coming years are there. */
export const topUpHolidays = defineJob({
  name: 'sla.top-up-holidays',
  queue: 'maintenance',
  description:
    'Takes the public holidays of this year and the coming ones from the library, where amendments stay, notifies those who keep calendars of what became firm, changed or is missing, and gives new offices a calendar.',
  schedule: { cron: '20 2 * * *', timeZone: 'Europe/London' },
  singleton: true,
});
