import { byOffice, definePermissions, firmOnly } from '#platform/access';

export const MAINTENANCE = definePermissions({
  'maintenance.read': byOffice(
    'See assets, work orders and maintenance plans of the offices it reaches, and the work assigned to oneself or to a team of one.',
  ),
  'maintenance.manage-assets': byOffice('Create, change and move assets and meters of the offices it reaches.'),
  'maintenance.work': byOffice(
    'Record what is done on site for the offices it reaches and for work assigned to oneself or to a team of one: visits, checklists, findings, parts, time, meter readings, status.',
  ),
  'maintenance.plan': byOffice(
    'Create, schedule, assign and cancel work orders, and edit maintenance plans, of the offices it reaches.',
  ),
  'maintenance.manage-catalogue': firmOnly('Edit checklists and the catalogue of parts.'),
});
