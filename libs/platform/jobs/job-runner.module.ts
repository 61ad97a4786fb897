import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobHandlers } from './job-handlers.js';
import { JobProcessor } from './job-processor.js';
import { JobRunner } from './job-runner.js';
import { JobRuns } from './job-runs.js';
import { SessionLocks } from './session-locks.js';

/** Doing background work; the worker process only. `OutboxRelayModule` brings it along. */
@Module({
  imports: [DiscoveryModule],
  providers: [JobHandlers, JobProcessor, JobRunner, JobRuns, SessionLocks],
  exports: [JobRunner],
})
export class JobRunnerModule {}
