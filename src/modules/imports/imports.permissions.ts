import { definePermissions } from '#platform/access';

export const IMPORTS = definePermissions({
  'imports.read': 'See imports with their progress and counts.',
  'imports.run': 'Import files; needs the whole firm as scope.',
});
