import { definePermissions } from '#platform/access';

export const AUDIT = definePermissions({
  'audit.read': 'See who changed what, when and from where.',
});
