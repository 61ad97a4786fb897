import { Injectable } from '@nestjs/common';
import { ok, uuidv7 } from '#kernel';
import { systemCtx, type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { defineJob, HandlesGivenUp, HandlesJob } from '#platform/jobs';
import { EventHandlers } from './event-handlers.js';

export interface Delivery {
  readonly eventId: string;
  readonly handler: string;
}

/** One delivery of one event to one handler. */
export const deliverEvent = defineJob<Delivery>({
  name: 'platform.deliver-event',
  queue: 'events',
  description: 'Hands an event to one of its handlers.',
  attempts: 8,
  recordRuns: false,
});

/** Id of the queued job: a second relay of the same event adds nothing while the first still waits. */
export const deliveryJobId = ({ eventId, handler }: Delivery): string => `${eventId}_${handler}`;

/** Thrown when a handler answers with a failure: its writes are undone and it is tried again. */
export class HandlerFailed extends Error {}

/** Longest error text that is kept. */
const ERROR_LENGTH = 4_000;

@Injectable()
export class EventDeliverer {
  constructor(
    private readonly db: Database,
    private readonly handlers: EventHandlers,
  ) {}

  @HandlesJob(deliverEvent)
  async run(ctx: Ctx, { eventId, handler }: Delivery): Promise<void> {
    const found = this.handlers.byName(handler);
    if (!found) throw new Error(`this worker does not know the event handler ${handler}`);
    const eventCtx = systemCtx('event', ctx.requestId);
    const result = await this.db.transaction<unknown, string>(eventCtx, async () => {
      // A second delivery waits here for the first; what it does after that depends on whether the first committed.
      const first = await this.db.execute(
        sql`insert into platform.inbox_entry (event_id, handler) values (${eventId}, ${handler}) on conflict do nothing`,
      );
      if (first === 0) return ok();
      const event = await this.db.maybeOne<{ payload: object; occurred_at: Date }>(
        sql`select payload, occurred_at from platform.outbox_event where id = ${eventId}`,
      );
      if (!event) throw new HandlerFailed(`the event ${eventId} is not there any more`);
      const answer = await found.call(eventCtx, event.payload, { eventId, occurredAt: event.occurred_at });
      return answer ?? ok();
    });
    if (!result.ok) throw new HandlerFailed(`${handler}: ${result.failures.map((f) => f.code).join(', ')}`);
  }

  @HandlesGivenUp(deliverEvent)
  async giveUp(ctx: Ctx, { eventId, handler }: Delivery, error: Error): Promise<void> {
    const text = (error.stack ?? error.message).slice(0, ERROR_LENGTH);
    await this.db.transaction(systemCtx('event', ctx.requestId), async () => {
      await this.db.execute(
        sql`insert into platform.dead_letter (id, event_id, handler, error)
            values (${uuidv7()}, ${eventId}, ${handler}, ${text})
            on conflict (event_id, handler) do update
               set error = excluded.error, failed_at = clock_timestamp(), redriven_at = null`,
      );
      return ok();
    });
  }
}
