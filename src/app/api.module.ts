import { Module, type DynamicModule } from '@nestjs/common';
import { type Config } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { GraphqlModule } from '#platform/graphql';
import { JobsModule } from '#platform/jobs';
import { FileRoutesModule, FilesModule } from '#platform/files';
import { FilesGraphqlModule } from '#platform/files/graphql';
import { MailModule } from '#platform/mail';
import { HealthModule, ObservabilityModule } from '#platform/observability';
import { OutboxModule } from '#platform/outbox';
import { RealtimeModule } from '#platform/realtime';
import { ConsultingGraphqlModule } from '#modules/consulting/graphql';
import { ContactsGraphqlModule } from '#modules/contacts/graphql';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { ImportsGraphqlModule } from '#modules/imports/graphql';
import { MaintenanceGraphqlModule } from '#modules/maintenance/graphql';
import { ManagementGraphqlModule } from '#modules/management/graphql';
import { NotificationsGraphqlModule } from '#modules/notifications/graphql';
import { OperationsGraphqlModule } from '#modules/operations/graphql';
import { PyramidGraphqlModule } from '#modules/pyramid/graphql';
import { ServicesGraphqlModule } from '#modules/services/graphql';
import { SlaGraphqlModule } from '#modules/sla/graphql';
import { ConfigModule } from './config.module.js';
import { CORE_MODULES } from './modules.js';
import { ReportModule } from './report.module.js';

/** Everything modules show over GraphQL. */
const GRAPHQL_MODULES = [
  IdentityGraphqlModule,
  CustomersGraphqlModule,
  ContactsGraphqlModule,
  NotificationsGraphqlModule,
  ServicesGraphqlModule,
  OperationsGraphqlModule,
  PyramidGraphqlModule,
  SlaGraphqlModule,
  ConsultingGraphqlModule,
  ManagementGraphqlModule,
  MaintenanceGraphqlModule,
  ImportsGraphqlModule,
];

/** The API process: gateway, subscriptions, health pages. Runs no background work. */
@Module({})
export class ApiModule {
  static of(config: Config): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ConfigModule.of(config),
        ObservabilityModule.forService('api'),
        DatabaseModule.forAnswers(),
        OutboxModule,
        JobsModule,
        MailModule,
        FilesModule,
        FileRoutesModule,
        RealtimeModule,
        ReportModule,
        GraphqlModule,
        FilesGraphqlModule,
        HealthModule,
        ...CORE_MODULES,
        ...GRAPHQL_MODULES,
      ],
    };
  }
}
