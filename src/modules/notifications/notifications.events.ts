import { defineEvent } from '#platform/outbox';

/** Somebody was told something; for the one who was told. */
export const notificationReceived = defineEvent<{ notificationId: string; employeeId: string }>(
  'notifications.notification-received',
  { live: true },
);
