import { defineEvent } from '#platform/outbox';

/** A clock went past its due time without being stopped; told once per breach, whoever found it. */
export const slaBreached = defineEvent<{
  clockId: string;
  requestId: string;
  customerId: string;
  officeId: string;
  metric: string;
  /** ISO 8601; when it was due, which is when it was breached. */
  dueAt: string;
}>('sla.breached', { live: true });
