import { definePermissions } from '#platform/access';

export const INTAKE = definePermissions({
  'intake.read': 'See imports with their progress and counts.',
  'intake.import': 'Import files; needs the whole firm as scope.',
});
