import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobRunnerModule } from '#platform/jobs';
import { EventDeliverer } from './deliver-event.js';
import { EventHandlers } from './event-handlers.js';
import { Pruner } from './prune.js';
import { Redeliverer } from './redeliver.js';
import { OutboxRelay } from './relay.js';

/** Everything the worker process does in the background: relays events, delivers them and runs jobs. */
@Module({
  imports: [DiscoveryModule, JobRunnerModule],
  providers: [EventHandlers, EventDeliverer, OutboxRelay, Pruner, Redeliverer],
  exports: [OutboxRelay, JobRunnerModule],
})
export class OutboxRelayModule {}
