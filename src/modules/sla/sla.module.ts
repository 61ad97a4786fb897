import { Module } from '@nestjs/common';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { NotificationsModule } from '#modules/notifications';
import { PyramidModule } from '#modules/pyramid';
import { ServicesModule } from '#modules/services';
import { AtRiskQueries } from './application/at-risk.queries.js';
import { BranchCalendars } from './application/branch-calendars.js';
import { Catalogues } from './application/catalogue.js';
import { CheckTerms } from './application/check-terms.js';
import { ClockQueries } from './application/clock.queries.js';
import { ClockStore } from './application/clock-store.js';
import { CompareVersions } from './application/compare-versions.js';
import { ExplainTerms } from './application/explain-terms.js';
import { ForeseePublication } from './application/foresee-publication.js';
import { JudgeBacklog } from './application/judge-backlog.js';
import { JudgeRequests } from './application/judge-requests.js';
import { ManageTerms } from './application/manage-terms.js';
import { PublishTerms } from './application/publish-terms.js';
import { ReadClocks } from './application/read-clocks.js';
import { RecordBreaches } from './application/record-breaches.js';
import { EnsureReferenceSla } from './application/reference-sla.js';
import { ReplayClocks } from './application/replay-clocks.js';
import { ReplayTargets } from './application/replay-targets.js';
import { ReportConditions } from './application/report-conditions.js';
import { ReportCsv } from './application/report-csv.js';
import { ReportNames } from './application/report-names.js';
import { ReportQueries } from './application/report.queries.js';
import { RequestCases } from './application/request-cases.js';
import { SlaPolicy } from './application/sla.policy.js';
import { SlaQueries } from './application/sla.queries.js';
import { TermsCredits } from './application/terms-credits.js';
import { ALERT_PROVIDERS } from './alert.providers.js';
import { CALENDAR_PROVIDERS } from './calendar.providers.js';
import { SlaApi } from './sla.api.js';
import { EXPLANATION_PROVIDERS } from './explanation.providers.js';
import { PROOF_PROVIDERS } from './proof.providers.js';
import './sla.events.js';
import './sla.jobs.js';
import './sla.messages.js';
import './sla.permissions.js';
import './terms.messages.js';
import { WHAT_IF_PROVIDERS } from './what-if.providers.js';

const PUBLIC = [
  SlaApi,
  SlaQueries,
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
