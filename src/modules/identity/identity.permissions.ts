import { definePermissions } from '#platform/access';

export const IDENTITY = definePermissions({
  'identity.read': 'See offices, regions, employees and roles.',
  'identity.manage-offices':
    'Change the offices and the region it reaches; create regions when it reaches the whole firm.',
  'identity.manage-employees': 'Create and change employees of the offices it reaches, and the roles they have.',
  'identity.manage-teams': 'Create and change the teams of the offices it reaches, and who belongs to them.',
  'identity.manage-roles': 'Create and change roles and what they allow; needs the whole firm as scope.',
});
