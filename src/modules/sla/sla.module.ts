import { Module } from '@nestjs/common';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { NotificationsModule } from '#modules/notifications';
import { PyramidModule } from '#modules/pyramid';
import { ServicesModule } from '#modules/services';
import { ALERT_PROVIDERS } from './alerts/alert.providers.js';
import { CALENDAR_PROVIDERS } from './calendars/calendar.providers.js';
import { CREDITS_PROVIDERS } from './credits/credits.providers.js';
import { EnsureReferenceSla } from './ensure-reference-sla.js';
import { EXPLANATION_PROVIDERS } from './explanation/explanation.providers.js';
import { MONITORING_PROVIDERS } from './monitoring/monitoring.providers.js';
import { PROOF_PROVIDERS } from './proofs/proof.providers.js';
import { ReplayQueue } from './replays/replay-queue.js';
import { REPORT_PROVIDERS } from './reports/report.providers.js';
import { SlaApi } from './sla.api.js';
import './sla.permissions.js';
import { SlaPolicy } from './sla.policy.js';
import { TERMS_PROVIDERS } from './terms/terms.providers.js';
import { WHAT_IF_PROVIDERS } from './what-if/what-if.providers.js';

const PROVIDERS = [
  SlaApi,
  SlaPolicy,
  EnsureReferenceSla,
  ReplayQueue,
  ...CALENDAR_PROVIDERS,
  ...TERMS_PROVIDERS,
  ...MONITORING_PROVIDERS,
  ...ALERT_PROVIDERS,
  ...CREDITS_PROVIDERS,
  ...EXPLANATION_PROVIDERS,
  ...REPORT_PROVIDERS,
  ...PROOF_PROVIDERS,
  ...WHAT_IF_PROVIDERS,
];

@Module({
  imports: [IdentityModule, CustomersModule, ContactsModule, ServicesModule, PyramidModule, NotificationsModule],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class SlaModule {}
