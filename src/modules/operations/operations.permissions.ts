import { definePermissions } from '#platform/access';

export const OPERATIONS = definePermissions({
  'operations.read': 'See background jobs, their schedules and runs, and deliveries that were given up.',
  'operations.run-jobs': 'Run, pause, resume and reschedule background jobs; redrive deliveries.',
});
