import { definePermissions, firmOnly } from '#platform/access';

export const IMPORTS = definePermissions({
  'imports.read': firmOnly('See imports with their progress and counts.'),
  'imports.run': firmOnly(
    'Import files, with all that they bring: offices, customers, contacts, requests with their history, revenue, terms.',
  ),
});
