import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob, Jobs } from '#platform/jobs';
import { HandlesEvent } from '#platform/outbox';
import { GenerateWorkOrders } from '../application/generate-work-orders.js';
import { planChanged } from '../../maintenance.events.js';
import { generateWorkOrders } from '../plan.jobs.js';

@Injectable()
export class GenerateWorkOrdersProcessor {
  constructor(
    private readonly generating: GenerateWorkOrders,
    private readonly jobs: Jobs,
  ) {}

  @HandlesJob(generateWorkOrders)
  run(ctx: Ctx): Promise<object> {
    return this.generating.run(ctx);
  }

  /** A plan that is due now need not wait for the hour; should this wake get lost, the hour comes. */
  @HandlesEvent(planChanged, { handler: 'maintenance.wake-generation' })
  wake(ctx: Ctx): Promise<void> {
    this.jobs.wake(ctx, generateWorkOrders, 'plans');
    return Promise.resolve();
  }
}
