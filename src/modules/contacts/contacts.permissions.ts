import { byOffice, definePermissions, firmOnly } from '#platform/access';

export const CONTACTS = definePermissions({
  'contacts.read': byOffice('See contacts of the offices it reaches (and always those one recorded oneself).'),
  'contacts.record': byOffice(
    'Record contacts with any customer, for the office of the employee; import contacts in bulk when it reaches the whole firm.',
  ),
  'contacts.update': byOffice('Correct contacts that others recorded, and complete their follow-ups.'),
  'contacts.read-confidential': byOffice('See confidential contacts recorded by the offices it reaches.'),
  'contacts.manage-types': firmOnly('Create, change, move and retire contact types.'),
});
