import { byOffice, definePermissions, firmOnly } from '#platform/access';

export const SERVICES = definePermissions({
  'services.read': firmOnly('See service requests of the whole firm, with their time lines.'),
  'services.create': byOffice('Create service requests for the offices it reaches.'),
  'services.work': byOffice(
    'Work on the service requests of the offices it reaches (status, replies, notes, assignment, changes), and on those assigned to oneself.',
  ),
  'services.import': firmOnly('Import service requests with their history, at the times at which things happened.'),
  'services.manage-life-cycles': firmOnly('Edit the statuses of service requests and the moves between them.'),
  'services.manage-priorities': firmOnly('Edit what impact and urgency of service requests amount to.'),
});
