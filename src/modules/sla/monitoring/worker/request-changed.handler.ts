import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { HandlesEvent } from '#platform/outbox';
import { requestChanged, requestCreated, type RequestChangedPayload } from '#modules/services';
import { JudgeBacklog } from '../application/evaluate-backlog.js';
import { judgeWaiting } from '../sla.jobs.js';

/**
 * Notes which requests have news and wakes the judging, which takes all of them together: thousands that an import tells
 * of cost a note each and a few judgings, not thousands of them.
 */
@Injectable()
export class RequestToldHandler {
  constructor(
    private readonly db: Database,
    private readonly backlog: JudgeBacklog,
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
    this.db.afterCommit(
      () => void this.jobs.enqueue(ctx, judgeWaiting, {}, { dedupeKey: 'waiting' }).catch(() => undefined),
    );
  }
}
