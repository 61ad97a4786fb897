import { defineEvent } from '#platform/outbox';

export const customerCreated = defineEvent<{ customerId: string }>('customers.customer-created', { live: true });

/** Any of its own attributes changed, or its place in the tree; not its branches, persons and jobs. */
export const customerChanged = defineEvent<{ customerId: string }>('customers.customer-changed', { live: true });

/** A branch was created or changed. */
export const branchChanged = defineEvent<{ branchId: string; customerId: string }>('customers.branch-changed');

/** A person was created, changed or moved to this customer, or linked to or unlinked from a branch. */
export const personChanged = defineEvent<{ personId: string; customerId: string }>('customers.person-changed');

/** A job was created or changed. */
export const jobChanged = defineEvent<{ jobId: string; customerId: string }>('customers.job-changed');

/** A sector was created or changed, or its place in the tree. */
export const sectorChanged = defineEvent<{ sectorId: string }>('customers.sector-changed');
