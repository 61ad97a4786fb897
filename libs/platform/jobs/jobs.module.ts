import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { HealthChecks } from '#platform/observability';
import { JobControl } from './job-control.js';
import { JobSchedules } from './job-schedules.js';
import { Jobs } from './jobs.js';
import { QueueBackend } from './queue-backend.js';

/** Asking for background work and looking after it; every process has it. */
@Global()
@Module({
  providers: [QueueBackend, Jobs, JobControl, JobSchedules],
  exports: [QueueBackend, Jobs, JobControl, JobSchedules],
})
export class JobsModule implements OnModuleInit {
  constructor(
    private readonly backend: QueueBackend,
    private readonly checks: HealthChecks,
  ) {}

  onModuleInit(): void {
    this.checks.add('queue', () => this.backend.ping());
  }
}
