import { AlertRecipients } from './application/alert-recipients.js';
import { AnnounceAlerts } from './application/announce-alerts.js';
import { PlanAlerts } from './application/plan-alerts.js';
import { RecordAlerts } from './application/record-alerts.js';
import './alert.events.js';
import './alert.jobs.js';
import './alert.notices.js';

/** Warnings and escalations. */
export const ALERT_PROVIDERS = [RecordAlerts, PlanAlerts, AnnounceAlerts, AlertRecipients];
