import { byOffice, definePermissions, firmOnly } from '#platform/access';

export const CUSTOMERS = definePermissions({
  'customers.read': firmOnly('See customers of the whole firm with their branches, persons and jobs, and sectors.'),
  'customers.write': byOffice('Create and change customers, branches, persons and jobs of the offices it reaches.'),
  'customers.appoint-account-manager': byOffice(
    'Appoint and change the account managers of the customers of the offices it reaches; account managers see all contacts of their customers, confidential ones included.',
  ),
  'customers.manage-sectors': firmOnly('Create and change sectors.'),
});
