import { definePermissions } from '#platform/access';

export const SLA = definePermissions({
  'sla.read': 'See SLA clocks, their ledger, attainment, terms and calendars.',
  'sla.manage-calendars': 'Create and change SLA calendars, and choose the calendars of offices.',
  'sla.manage-terms': 'Draft, publish and withdraw SLA terms.',
});
