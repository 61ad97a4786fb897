import { byOffice, definePermissions, firmOnly } from '#platform/access';

export const IDENTITY = definePermissions({
  'identity.read': firmOnly('See offices, regions, employees and roles.'),
  'identity.manage-offices': byOffice(
    'Change the offices and the region it reaches; create regions when it reaches the whole firm.',
  ),
  'identity.manage-employees': byOffice(
    'Create and change employees of the offices it reaches, and the roles they have.',
  ),
  'identity.manage-teams': byOffice('Create and change the teams of the offices it reaches, and who belongs to them.'),
  'identity.manage-roles': firmOnly('Create and change roles and what they allow.'),
});
