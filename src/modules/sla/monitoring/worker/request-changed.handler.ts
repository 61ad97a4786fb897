import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Jobs } from '#platform/jobs';
import { HandlesEvent } from '#platform/outbox';
import { requestChanged, requestCreated, type RequestChangedPayload } from '#modules/services';
import { EvaluateBacklog } from '../application/evaluate-backlog.js';
import { evaluatePending } from '../sla.jobs.js';

/**
 * Notes which requests have news and wakes the evaluation, which takes all of them together: thousands that an import tells
 * of cost a note each and a few evaluations, not thousands of them.
 */
@Injectable()
export class RequestChangedHandler {
  constructor(
    private readonly backlog: EvaluateBacklog,
    private readonly jobs: Jobs,
  ) {}

  @HandlesEvent(requestCreated, { handler: 'sla.note-created-request' })
  created(ctx: Ctx, payload: RequestChangedPayload): Promise<void> {
    return this.note(ctx, payload);
  }

  @HandlesEvent(requestChanged, { handler: 'sla.note-changed-request' })
  changed(ctx: Ctx, payload: RequestChangedPayload): Promise<void> {
    return this.note(ctx, payload);
  }

  private async note(ctx: Ctx, { requestId, clockVersion }: RequestChangedPayload): Promise<void> {
    if (!(await this.backlog.note(requestId, clockVersion))) return;
    // Should the wake get lost, a schedule looks for what waits.
    this.jobs.wake(ctx, evaluatePending, 'waiting');
  }
}
