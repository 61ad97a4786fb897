import { defineEvent } from '#platform/outbox';

/** An asset was created, changed, moved or given another status. */
export const assetChanged = defineEvent<{ assetId: string; customerId: string; officeId: string }>(
  'maintenance.asset-changed',
);

export interface WorkOrderChangedPayload {
  readonly workOrderId: string;
  readonly customerId: string;
  /** The office after the change. */
  readonly officeId: string;
}

/** A work order came into being, by hand or by a plan. */
export const workOrderCreated = defineEvent<WorkOrderChangedPayload>('maintenance.work-order-created', { live: true });

/** Something happened to a work order: a move, an assignment, a visit, an answer, a finding, parts, time. */
export const workOrderChanged = defineEvent<WorkOrderChangedPayload>('maintenance.work-order-changed', { live: true });

/** A plan was made, changed, paused or taken up again. */
export const planChanged = defineEvent<{ planId: string; assetId: string }>('maintenance.plan-changed');
