import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Jobs } from '#platform/jobs';
import { HandlesEvent } from '#platform/outbox';
import { lifeCycleChanged, priorityMatrixChanged } from '../services.events.js';
import { applyChangedRules } from '../services.jobs.js';

/** Wakes the job that brings requests after changed rules; should the wake get lost, its schedule finds what is left. */
@Injectable()
export class ChangedRulesHandler {
  constructor(private readonly jobs: Jobs) {}

  @HandlesEvent(lifeCycleChanged, { handler: 'services.follow-life-cycle' })
  lifeCycle(ctx: Ctx): Promise<void> {
    return this.wake(ctx);
  }

  @HandlesEvent(priorityMatrixChanged, { handler: 'services.follow-priority-matrix' })
  priorityMatrix(ctx: Ctx): Promise<void> {
    return this.wake(ctx);
  }

  private wake(ctx: Ctx): Promise<void> {
    this.jobs.wake(ctx, applyChangedRules, 'waiting');
    return Promise.resolve();
  }
}
