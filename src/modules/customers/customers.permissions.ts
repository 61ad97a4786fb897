import { definePermissions } from '#platform/access';

export const CUSTOMERS = definePermissions({
  'customers.read': 'See customers with their branches, persons and jobs, and sectors.',
  'customers.write': 'Create and change customers, branches, persons and jobs of the offices it reaches.',
  'customers.manage-sectors': 'Create and change sectors.',
});
