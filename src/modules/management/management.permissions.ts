import { byOffice, definePermissions } from '#platform/access';

export const MANAGEMENT = definePermissions({
  'management.read': byOffice(
    'See recurring duties, service reviews and what they are judged by, of the offices it reaches; reviews that one leads or takes part in besides.',
  ),
  'management.manage-duties': byOffice('Create, change, pause and end recurring duties of the offices it reaches.'),
  'management.manage-reviews': byOffice('Plan, prepare, hold and close service reviews of the offices it reaches.'),
  'management.manage-kpis': byOffice(
    'Decide by what scorecards are judged: for customers of the offices it reaches, for everybody when it reaches the firm.',
  ),
});
