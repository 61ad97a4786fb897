import { Module } from '@nestjs/common';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { NotificationsModule } from '#modules/notifications';
import { PyramidModule } from '#modules/pyramid';
import { ServicesModule } from '#modules/services';
import { AtRiskQueries } from './reports/application/at-risk.queries.js';
import { BranchCalendars } from './calendars/application/branch-calendars.js';
import { Catalogues } from './terms/application/catalogue.js';
import { CheckTerms } from './terms/application/check-terms.js';
import { ClockQueries } from './reports/application/clock.queries.js';
import { ClockStore } from './monitoring/application/clock-store.js';
import { CompareVersions } from './terms/application/compare-versions.js';
import { ExplainTerms } from './explanation/application/explain-terms.js';
import { ForeseePublication } from './what-if/application/preview-publication.js';
import { JudgeBacklog } from './monitoring/application/evaluate-backlog.js';
import { JudgeRequests } from './monitoring/application/evaluate-requests.js';
import { ManageTerms } from './terms/application/manage-terms.js';
import { PublishTerms } from './terms/application/publish-terms.js';
import { ReadClocks } from './monitoring/application/read-clocks.js';
import { RecordBreaches } from './monitoring/application/record-breaches.js';
import { EnsureReferenceSla } from './ensure-reference-sla.js';
import { ReplayClocks } from './monitoring/application/replay-clocks.js';
import { ReplayTargets } from './monitoring/application/replay-targets.js';
import { ReportConditions } from './reports/application/report-conditions.js';
import { ReportCsv } from './reports/application/report-csv.js';
import { ReportNames } from './reports/application/report-names.js';
import { ReportQueries } from './reports/application/report.queries.js';
import { RequestCases } from './monitoring/application/load-request-histories.js';
import { SlaPolicy } from './sla.policy.js';
import { TermsQueries } from './terms/application/terms.queries.js';
import { CalendarLookup } from './calendars/application/calendar-lookup.queries.js';
import { LedgerQueries } from './monitoring/application/ledger.queries.js';
import { TermsCredits } from './terms/application/terms-credits.js';
import { ALERT_PROVIDERS } from './alerts/alert.providers.js';
import { CALENDAR_PROVIDERS } from './calendars/calendar.providers.js';
import { SlaApi } from './sla.api.js';
import { EXPLANATION_PROVIDERS } from './explanation/explanation.providers.js';
import { PROOF_PROVIDERS } from './proofs/proof.providers.js';
import './monitoring/sla.events.js';
import './monitoring/sla.jobs.js';
import './monitoring/sla.messages.js';
import './sla.permissions.js';
import './terms/terms.messages.js';
import { WHAT_IF_PROVIDERS } from './what-if/what-if.providers.js';

const PUBLIC = [
  SlaApi,
  TermsQueries,
  CalendarLookup,
  LedgerQueries,
  ClockQueries,
  ReportQueries,
  AtRiskQueries,
  ReportCsv,
  ExplainTerms,
  ReadClocks,
  ...CALENDAR_PROVIDERS,
  ...ALERT_PROVIDERS,
  ManageTerms,
  PublishTerms,
  ForeseePublication,
  CompareVersions,
  TermsCredits,
  CheckTerms,
  JudgeRequests,
  JudgeBacklog,
  RecordBreaches,
  ReplayClocks,
  ReplayTargets,
  BranchCalendars,
  SlaPolicy,
  ...WHAT_IF_PROVIDERS,
  ...PROOF_PROVIDERS,
  ...EXPLANATION_PROVIDERS,
];

@Module({
  imports: [IdentityModule, CustomersModule, ContactsModule, ServicesModule, PyramidModule, NotificationsModule],
  providers: [
    ...PUBLIC,
    Catalogues,
    CheckTerms,
    ClockStore,
    ReportConditions,
    ReportNames,
    RequestCases,
    EnsureReferenceSla,
  ],
  exports: PUBLIC,
})
export class SlaModule {}
