import { definePermissions } from '#platform/access';

export const IDENTITY = definePermissions({
  'identity.read': 'See offices, regions, employees and roles.',
  'identity.manage-offices': 'Create and change offices and regions.',
  'identity.manage-employees': 'Create and change employees and the roles they have.',
  'identity.manage-roles': 'Create and change roles and what they allow.',
});
