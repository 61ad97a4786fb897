import { Global, Module } from '@nestjs/common';
import { Live } from './live.js';

/** Live events for subscriptions; API nodes only. */
@Global()
@Module({ providers: [Live], exports: [Live] })
export class RealtimeModule {}
