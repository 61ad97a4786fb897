import { definePermissions } from '#platform/access';

export const PYRAMID = definePermissions({
  'pyramid.read': 'See tiers and the pyramid, and the revenue of the customers within reach.',
  'pyramid.record-revenue': 'Record revenue of the customers within reach.',
  'pyramid.manage': 'Set thresholds and exchange rates, and re-tier the customers; needs the whole firm as scope.',
});
