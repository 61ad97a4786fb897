import { Module, type DynamicModule } from '@nestjs/common';
import { type Config } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { JobsModule } from '#platform/jobs';
import { FilesModule } from '#platform/files';
import { MailModule } from '#platform/mail';
import { ObservabilityModule } from '#platform/observability';
import { OutboxModule } from '#platform/outbox';
import { ConfigModule } from '../config.module.js';
import { CORE_MODULES } from '../modules.js';

/** Rules, storage and the means to ask for background work; runs none itself. */
@Module({})
export class CliModule {
  static of(config: Config): DynamicModule {
    return {
      module: CliModule,
      imports: [
        ConfigModule.of(config),
        ObservabilityModule.forService('cli'),
        DatabaseModule,
        OutboxModule,
        JobsModule,
        MailModule,
        FilesModule,
        ...CORE_MODULES,
      ],
    };
  }
}
