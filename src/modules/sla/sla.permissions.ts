import { definePermissions } from '#platform/access';

export const SLA = definePermissions({
  'sla.read': 'See SLA clocks, their ledger, attainment, terms and calendars.',
  'sla.manage-calendars':
    'Create and change SLA calendars and holidays, for the whole firm only; choose the calendars of the offices and branches it reaches.',
  'sla.manage-terms': 'Draft, publish and withdraw SLA terms; for the whole firm only.',
  'sla.what-if': 'Replay past requests under draft terms or calendars; of the offices it reaches.',
  'sla.read-credits': 'See service credits and their statements; of customers of the offices it reaches.',
  'sla.approve-credits':
    'Approve statements of service credits, which fixes them; of customers of the offices it reaches.',
  'sla.prove':
    'Have signed proofs of how SLA clocks went made and download them; of customers of the offices it reaches.',
});
