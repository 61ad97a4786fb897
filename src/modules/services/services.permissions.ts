import { definePermissions } from '#platform/access';

export const SERVICES = definePermissions({
  'services.read': 'See service requests of the whole firm, with their time lines.',
  'services.create': 'Create service requests for any office.',
  'services.work':
    'Work on the service requests of the offices it reaches (status, replies, notes, assignment, changes), and on those assigned to oneself.',
  'services.import': 'Import service requests with their history, at the times at which things happened.',
  'services.manage-life-cycles':
    'Edit the statuses of service requests and the moves between them; needs the whole firm as scope.',
  'services.manage-priorities':
    'Edit what impact and urgency of service requests amount to; needs the whole firm as scope.',
});
