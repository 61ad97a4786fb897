import { Injectable } from '@nestjs/common';
import { ok } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { deliverEvent, deliveryJobId } from './deliver-event.js';

export interface DeadLetter {
  readonly id: string;
  readonly eventId: string;
  /** Name of the event; null when it is not kept any more. */
  readonly event: string | null;
  readonly handler: string;
  readonly error: string;
  readonly failedAt: Date;
}

/** Deliveries that were given up. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
  ) {}

  /** Those that wait for somebody to redrive them, the oldest first. */
  list(limit = 100): Promise<DeadLetter[]> {
    return this.db.query<DeadLetter>(
      sql`select d.id, d.event_id as "eventId", e.name as event, d.handler, d.error, d.failed_at as "failedAt"
            from platform.dead_letter d left join platform.outbox_event e on e.id = d.event_id
           where d.redriven_at is null order by d.failed_at limit ${limit}`,
    );
  }

  /**
   * Hands one delivery, or all, to the queue again; returns how many. One that fails again comes back as a dead
   * letter. Throws when the queue is out of reach, and then nothing is noted as redriven.
   */
  async redrive(ctx: Ctx, which: string | 'all'): Promise<number> {
    const result = await this.db.transaction(ctx, async () => {
      const rows = await this.db.query<{ eventId: string; handler: string; requestId: string }>(
        sql`with chosen as (
              select id from platform.dead_letter
               where redriven_at is null and (${which} = 'all' or id::text = ${which}) for update
            ), redriven as (
              update platform.dead_letter d set redriven_at = clock_timestamp()
                from chosen where d.id = chosen.id returning d.event_id, d.handler
            )
            select r.event_id as "eventId", r.handler, coalesce(e.request_id, ${ctx.requestId}) as "requestId"
              from redriven r left join platform.outbox_event e on e.id = r.event_id`,
      );
      const jobs = rows.map(({ eventId, handler, requestId }) => ({
        payload: { eventId, handler },
        requestId,
        requestedBy: ctx.actor.id,
        // The queue still keeps the failed job under the plain id.
        id: `${deliveryJobId({ eventId, handler })}_${Date.now()}`,
      }));
      if (jobs.length > 0) await this.jobs.enqueueMany(deliverEvent, jobs);
      return ok(rows.length);
    });
    return result.ok ? result.value : 0;
  }
}
