import { Module } from '@nestjs/common';
import { SlaModule } from '../sla.module.js';
import { CalendarsProcessor } from './calendars.processor.js';
import { ClocksProcessor } from './clocks.processor.js';
import { RequestToldHandler } from './request-told.handler.js';
import { WhatIfProcessor } from './what-if.processor.js';

@Module({ imports: [SlaModule], providers: [CalendarsProcessor, ClocksProcessor, RequestToldHandler, WhatIfProcessor] })
export class SlaWorkerModule {}
