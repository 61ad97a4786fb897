import { Global, Module } from '@nestjs/common';
import { Outbox } from './outbox.js';

/** Telling events; every process has it. */
@Global()
@Module({ providers: [Outbox], exports: [Outbox] })
export class OutboxModule {}
