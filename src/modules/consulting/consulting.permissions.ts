import { definePermissions } from '#platform/access';

export const CONSULTING = definePermissions({
  'consulting.read': 'See engagements, deliverables and advice of the offices it reaches, and the products.',
  'consulting.manage-engagements': 'Create and change engagements and deliverables of the offices it reaches.',
  'consulting.advise': 'Record advice, its corrections, decisions and outcomes, of the offices it reaches.',
  'consulting.manage-products': 'Keep the list of products and systems that can be recommended.',
});
