import { Global, Module } from '@nestjs/common';
import { DeadLetters } from './dead-letters.js';
import { Outbox } from './outbox.js';

/** Telling events; every process has it. */
@Global()
@Module({ providers: [Outbox, DeadLetters], exports: [Outbox, DeadLetters] })
export class OutboxModule {}
