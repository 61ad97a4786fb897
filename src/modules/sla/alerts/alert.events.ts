import { defineEvent } from '#platform/outbox';

interface Alerted {
  clockId: string;
  requestId: string;
  customerId: string;
  officeId: string;
  metric: string;
  /** ISO 8601. */
  dueAt: string;
  /** When the step came, ISO 8601. */
  at: string;
  /** `75%` of the target, `-3600s` before it is due, `+3600s` after. */
  step: string;
}

/** A running clock came to a warning of its terms; told once per clock and step. */
export const slaWarned = defineEvent<Alerted>('sla.warned', { live: true });

/** An overdue clock came to an escalation of its terms; told once per breach and step. */
export const slaEscalated = defineEvent<Alerted>('sla.escalated', { live: true });

export type AlertPayload = NonNullable<(typeof slaWarned)['__payload']>;
