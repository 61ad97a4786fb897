import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { sweepAlerts } from '../alert.jobs.js';
import { RecordAlerts } from '../application/record-alerts.js';

@Injectable()
export class AlertsProcessor {
  constructor(private readonly alerts: RecordAlerts) {}

  @HandlesJob(sweepAlerts)
  sweep(ctx: Ctx): Promise<object> {
    return this.alerts.run(ctx);
  }
}
