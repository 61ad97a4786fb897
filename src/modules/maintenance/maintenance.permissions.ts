import { definePermissions } from '#platform/access';

export const MAINTENANCE = definePermissions({
  'maintenance.read':
    'See assets, work orders and maintenance plans of the offices it reaches, and the work assigned to oneself or to a team of one.',
  'maintenance.manage-assets': 'Create, change and move assets and meters of the offices it reaches.',
  'maintenance.work':
    'Record what is done on site for the offices it reaches and for work assigned to oneself or to a team of one: visits, checklists, findings, parts, time, meter readings, status.',
  'maintenance.plan':
    'Create, schedule, assign and cancel work orders, and edit maintenance plans, of the offices it reaches.',
  'maintenance.manage-catalogue': 'Edit checklists and the catalogue of parts; needs the whole firm as scope.',
});
