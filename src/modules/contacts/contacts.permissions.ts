import { definePermissions } from '#platform/access';

export const CONTACTS = definePermissions({
  'contacts.read': 'See contacts of the offices it reaches (and always those one recorded oneself).',
  'contacts.record': 'Record contacts with customers; import contacts in bulk when it reaches the whole firm.',
  'contacts.update': 'Correct contacts that others recorded, and complete their follow-ups.',
  'contacts.read-confidential': 'See confidential contacts recorded by the offices it reaches.',
  'contacts.manage-types': 'Create, change, move and retire contact types.',
});
