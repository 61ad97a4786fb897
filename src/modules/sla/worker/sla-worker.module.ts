import { Module } from '@nestjs/common';
import { SlaModule } from '../sla.module.js';
import { AlertsProcessor } from '../alerts/worker/alerts.processor.js';
import { CalendarsProcessor } from '../calendars/worker/calendars.processor.js';
import { ClocksProcessor } from '../monitoring/worker/clocks.processor.js';
import { OfficeToldHandler } from '../calendars/worker/office-zone-changed.handler.js';
import { ProofsProcessor } from '../proofs/worker/proofs.processor.js';
import { RequestChangedHandler } from '../monitoring/worker/request-changed.handler.js';
import { WhatIfProcessor } from '../what-if/worker/what-if.processor.js';

@Module({
  imports: [SlaModule],
  providers: [
    AlertsProcessor,
    CalendarsProcessor,
    ClocksProcessor,
    OfficeToldHandler,
    ProofsProcessor,
    RequestChangedHandler,
    WhatIfProcessor,
  ],
})
export class SlaWorkerModule {}
