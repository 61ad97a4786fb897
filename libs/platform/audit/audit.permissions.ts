import { byOffice, definePermissions } from '#platform/access';

export const AUDIT = definePermissions({
  'audit.read': byOffice(
    'See who changed what, when and from where, of things that the offices it reaches look after; of what belongs to no office when it reaches the whole firm.',
  ),
});
