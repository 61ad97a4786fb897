import { Module, type DynamicModule } from '@nestjs/common';
import { type Config } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { JobsModule } from '#platform/jobs';
import { FilePruningModule, FilesModule } from '#platform/files';
import { MailModule, MailSenderModule } from '#platform/mail';
import { HealthModule, ObservabilityModule } from '#platform/observability';
import { OutboxModule, OutboxRelayModule } from '#platform/outbox';
import { ConsultingWorkerModule } from '#modules/consulting/worker';
import { IdentityWorkerModule } from '#modules/identity/worker';
import { MaintenanceWorkerModule } from '#modules/maintenance/worker';
import { ManagementWorkerModule } from '#modules/management/worker';
import { NotificationsWorkerModule } from '#modules/notifications/worker';
import { PyramidWorkerModule } from '#modules/pyramid/worker';
import { ServicesWorkerModule } from '#modules/services/worker';
import { SlaWorkerModule } from '#modules/sla/worker';
import { ConfigModule } from './config.module.js';
import { CORE_MODULES } from './modules.js';

/** Event handlers and job processors of the modules. */
const WORKER_MODULES: NonNullable<DynamicModule['imports']> = [
  ConsultingWorkerModule,
  IdentityWorkerModule,
  MaintenanceWorkerModule,
  ManagementWorkerModule,
  NotificationsWorkerModule,
  PyramidWorkerModule,
  ServicesWorkerModule,
  SlaWorkerModule,
];

/** The worker process: relays events, runs jobs and handlers. Loads no GraphQL code. */
@Module({})
export class WorkerModule {
  static of(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.of(config),
        ObservabilityModule.forService('worker'),
        DatabaseModule,
        OutboxModule,
        JobsModule,
        MailModule,
        FilesModule,
        FilePruningModule,
        MailSenderModule,
        OutboxRelayModule,
        HealthModule,
        ...CORE_MODULES,
        ...WORKER_MODULES,
      ],
    };
  }
}
