import { definePermissions } from '#platform/access';

export const CONSULTING = definePermissions({
  'consulting.read':
    'See engagements, deliverables and advice of the offices it reaches, and of engagements one works in besides; the catalogue of products.',
  'consulting.manage-engagements': 'Create, change and close engagements and deliverables of the offices it reaches.',
  'consulting.advise':
    'Draft, issue and correct advice for customers of the offices it reaches, and note what they decided.',
  'consulting.judge-advice': 'Judge what became of advice of the offices it reaches, and withdraw judgements.',
  'consulting.manage-catalogue': 'Edit the catalogue of products and systems that can be recommended.',
});
