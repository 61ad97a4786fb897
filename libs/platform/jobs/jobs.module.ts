import { Global, Module } from '@nestjs/common';
import { Jobs } from './jobs.js';
import { QueueBackend } from './queue-backend.js';

/** Asking for background work; every process has it. */
@Global()
@Module({ providers: [QueueBackend, Jobs], exports: [QueueBackend, Jobs] })
export class JobsModule {}
