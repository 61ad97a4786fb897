import { Module } from '@nestjs/common';
import { SlaModule } from '../sla.module.js';
import { AlertsProcessor } from './alerts.processor.js';
import { CalendarsProcessor } from './calendars.processor.js';
import { ClocksProcessor } from './clocks.processor.js';
import { OfficeToldHandler } from './office-told.handler.js';
import { ProofsProcessor } from './proofs.processor.js';
import { RequestToldHandler } from './request-told.handler.js';
import { WhatIfProcessor } from './what-if.processor.js';

@Module({
  imports: [SlaModule],
  providers: [
    AlertsProcessor,
    CalendarsProcessor,
    ClocksProcessor,
    OfficeToldHandler,
    ProofsProcessor,
    RequestToldHandler,
    WhatIfProcessor,
  ],
})
export class SlaWorkerModule {}
