import { byOffice, definePermissions, firmOnly } from '#platform/access';

export const SLA = definePermissions({
  'sla.read': byOffice('See SLA clocks, their ledger, attainment, terms and calendars.'),
  'sla.manage-calendars': byOffice(
    'Create and change SLA calendars and holidays when it reaches the whole firm; choose the calendars of the offices and branches it reaches.',
  ),
  'sla.manage-terms': firmOnly('Draft, publish and withdraw SLA terms.'),
  'sla.what-if': byOffice('Replay past requests under draft terms or calendars; of the offices it reaches.'),
  'sla.read-credits': byOffice('See service credits and their statements; of customers of the offices it reaches.'),
  'sla.approve-credits': byOffice(
    'Approve statements of service credits, which fixes them; of customers of the offices it reaches.',
  ),
  'sla.prove': byOffice(
    'Have signed proofs of how SLA clocks went made and download them; of customers of the offices it reaches.',
  ),
});
