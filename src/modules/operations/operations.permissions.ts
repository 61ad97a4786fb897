import { definePermissions, firmOnly } from '#platform/access';

export const OPERATIONS = definePermissions({
  'operations.read': firmOnly('See background jobs, their schedules and runs, and deliveries that were given up.'),
  'operations.run-jobs': firmOnly('Run, pause, resume and reschedule background jobs; redrive deliveries.'),
});
