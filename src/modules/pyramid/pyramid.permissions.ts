import { byOffice, definePermissions, firmOnly } from '#platform/access';

export const PYRAMID = definePermissions({
  'pyramid.read': byOffice('See tiers and the pyramid, and the revenue of the customers within reach.'),
  'pyramid.record-revenue': byOffice('Record revenue of the customers within reach.'),
  'pyramid.manage': firmOnly('Set thresholds and exchange rates, and re-tier the customers.'),
});
