import { byOffice, definePermissions, firmOnly } from '#platform/access';

export const CONSULTING = definePermissions({
  'consulting.read': byOffice('See engagements, deliverables and advice of the offices it reaches, and the products.'),
  'consulting.manage-engagements': byOffice(
    'Create and change engagements and deliverables of the offices it reaches.',
  ),
  'consulting.advise': byOffice('Record advice, its corrections, decisions and outcomes, of the offices it reaches.'),
  'consulting.manage-products': firmOnly('Keep the list of products and systems that can be recommended.'),
});
