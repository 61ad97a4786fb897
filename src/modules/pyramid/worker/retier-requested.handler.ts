import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Jobs } from '#platform/jobs';
import { HandlesEvent, type EventDelivery } from '#platform/outbox';
import { retierRequested } from '../pyramid.events.js';
import { retierJob } from '../pyramid.jobs.js';

/** Hands the request to the queue, where operators see it. Twice the same request is one job, and running it twice is one. */
@Injectable()
export class RetierRequestedHandler {
  constructor(private readonly jobs: Jobs) {}

  @HandlesEvent(retierRequested, { handler: 'pyramid.enqueue-retier' })
  async enqueue(ctx: Ctx, { asOf }: { asOf: string }, { eventId }: EventDelivery): Promise<void> {
    await this.jobs.enqueueMany(retierJob, [
      { payload: { asOf }, requestId: ctx.requestId, requestedBy: ctx.actor.id, id: `retier-${eventId}` },
    ]);
  }
}
