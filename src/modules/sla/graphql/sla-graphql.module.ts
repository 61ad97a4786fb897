import { Module, type OnModuleInit } from '@nestjs/common';
import { NodeRegistry } from '#platform/graphql';
import { ContactsGraphqlModule } from '#modules/contacts/graphql';
import { CustomersModule } from '#modules/customers';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { ServicesGraphqlModule } from '#modules/services/graphql';
import { SlaModule } from '../sla.module.js';
import { BranchCalendarResolver } from '../calendars/graphql/branch-calendar.resolver.js';
import { CalendarLoaders } from '../calendars/graphql/calendar-loaders.js';
import {
  CalendarResolver,
  CalendarVersionResolver,
  OfficeCalendarResolver,
} from '../calendars/graphql/calendar.resolver.js';
import { ClockResolver, ClockStandingResolver, LedgerResolver } from '../reports/graphql/clock.resolver.js';
import { HolidayResolver } from '../calendars/graphql/holiday.resolver.js';
import { EXPLANATION_RESOLVERS } from '../explanation/graphql/explanation.providers.js';
import { TermsLoaders } from '../terms/graphql/terms.loaders.js';
import { ClockLoaders } from '../monitoring/graphql/clock.loaders.js';
import { ProofDownload } from '../proofs/graphql/proof-download.js';
import { ProofFieldsResolver, ProofLoaders, ProofResolver } from '../proofs/graphql/proof.resolver.js';
import { ReportResolver } from '../reports/graphql/report.resolver.js';
import { RequestClocksResolver } from '../monitoring/graphql/request.extension.js';
import { ClockFeed } from '../monitoring/graphql/clock-feed.js';
import {
  LedgerRecipientsResolver,
  SlaAlertFieldsResolver,
  SlaAlertsResolver,
} from '../alerts/graphql/alerts.resolver.js';
import { BreachFieldsResolver, SlaBreachedResolver } from '../monitoring/graphql/sla-breached.resolver.js';
import { ClockCalendarsResolver, LedgerCalendarsResolver } from '../monitoring/graphql/clock-calendars.resolver.js';
import { TermsFieldsResolver, TermsVersionResolver } from '../terms/graphql/terms-fields.resolver.js';
import { TermsForResolver } from '../explanation/graphql/terms-for.resolver.js';
import { TermsResolver } from '../terms/graphql/terms.resolver.js';
import { CREDITS_RESOLVERS } from '../credits/graphql/credits-graphql.providers.js';
import { WHAT_IF_RESOLVERS } from '../what-if/graphql/what-if-graphql.providers.js';

@Module({
  imports: [
    SlaModule,
    CustomersModule,
    ContactsGraphqlModule,
    CustomersGraphqlModule,
    IdentityGraphqlModule,
    ServicesGraphqlModule,
  ],
  providers: [
    TermsLoaders,
    ClockLoaders,
    CalendarResolver,
    CalendarVersionResolver,
    CalendarLoaders,
    HolidayResolver,
    OfficeCalendarResolver,
    BranchCalendarResolver,
    TermsResolver,
    TermsFieldsResolver,
    TermsVersionResolver,
    TermsForResolver,
    ClockCalendarsResolver,
    LedgerCalendarsResolver,
    ClockResolver,
    ClockStandingResolver,
    LedgerResolver,
    ReportResolver,
    RequestClocksResolver,
    SlaBreachedResolver,
    BreachFieldsResolver,
    ClockFeed,
    SlaAlertsResolver,
    SlaAlertFieldsResolver,
    LedgerRecipientsResolver,
    ...CREDITS_RESOLVERS,
    ...WHAT_IF_RESOLVERS,
    ...EXPLANATION_RESOLVERS,
    ProofResolver,
    ProofFieldsResolver,
    ProofLoaders,
    ProofDownload,
  ],
  exports: [CalendarLoaders],
})
export class SlaGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly terms: TermsLoaders,
    private readonly calendars: CalendarLoaders,
  ) {}

  onModuleInit(): void {
    const readers = [
      ['SlaCalendar', this.calendars.calendarById],
      ['SlaTerms', this.terms.termsById],
      ['SlaTermsVersion', this.terms.termsVersionById],
      ['SlaHolidaySet', this.calendars.holidaySetById],
      ['SlaHoliday', this.calendars.holidayById],
    ] as const;
    for (const [type, loader] of readers) this.nodes.register(type, loader);
  }
}
