import { Module, type DynamicModule } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { HealthChecks } from './health-checks.js';
import { createLogger, LOGGER } from './logger.js';
import { Metrics } from './metrics.js';
import { SecurityEvents } from './security-events.js';

/** Logger, numbers and the list of health checks; every process has it. */
@Module({})
export class ObservabilityModule {
  /** `service` is the name that log lines carry: api, worker, cli. */
  static forService(service: string): DynamicModule {
    return {
      module: ObservabilityModule,
      global: true,
      providers: [
        { provide: LOGGER, inject: [CONFIG], useFactory: (config: Config) => createLogger(config, service) },
        Metrics,
        HealthChecks,
        SecurityEvents,
      ],
      exports: [LOGGER, Metrics, HealthChecks, SecurityEvents],
    };
  }
}
