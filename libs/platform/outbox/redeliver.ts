import { Injectable } from '@nestjs/common';
import { Database, sql } from '#platform/database';
import { defineJob, HandlesJob, Jobs } from '#platform/jobs';
import { deliverEvent, deliveryJobId } from './deliver-event.js';
import { EventHandlers } from './event-handlers.js';
import { allEvents } from './event.js';

/** Deliveries younger than this are still on their way. */
const GRACE_SECONDS = 30;
/** How far back it looks after a start. */
const WINDOW_MS = 24 * 3_600_000;
/** Transactions of the relay commit a little after the relayed_at they write. */
const MARGIN_MS = 60_000;
const BATCH = 1_000;

export const redeliver = defineJob({
  name: 'platform.redeliver',
  queue: 'events',
  description: 'Queues again the deliveries of events that the queue has lost.',
  schedule: { everyMs: 30_000 },
  singleton: true,
  recordRuns: false,
});

interface Undelivered {
  readonly eventId: string;
  readonly handler: string;
  readonly requestId: string;
  readonly actorId: string | null;
  readonly relayedAt: Date;
}

/**
 * The queue only wakes us: one that was emptied (a Redis without persistence that restarts) takes deliveries with it,
 * and the outbox still knows them. A delivery that does wait in the queue is not added twice, because of its id.
 */
@Injectable()
export class Redeliverer {
  /** Everything relayed before this was delivered, or given up. */
  private settledUntil = 0;

  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly handlers: EventHandlers,
  ) {}

  @HandlesJob(redeliver)
  async run(): Promise<{ queued: number }> {
    const now = Date.now();
    const from = Math.max(this.settledUntil - MARGIN_MS, now - WINDOW_MS);
    const missing = await this.undelivered(new Date(from));
    this.settledUntil = missing[0]?.relayedAt.getTime() ?? now - GRACE_SECONDS * 1_000;
    const jobs = missing.map(({ eventId, handler, requestId, actorId }) => ({
      payload: { eventId, handler },
      requestId,
      requestedBy: actorId,
      id: deliveryJobId({ eventId, handler }),
      queue: this.handlers.byName(handler)?.queue,
    }));
    if (jobs.length > 0) await this.jobs.enqueueMany(deliverEvent, jobs);
    return { queued: jobs.length };
  }

  private async undelivered(from: Date): Promise<Undelivered[]> {
    const wanted = allEvents().flatMap(({ name }) =>
      this.handlers.ofEvent(name).map(({ handler }) => ({ name, handler })),
    );
    if (wanted.length === 0) return [];
    return this.db.query<Undelivered>(
      sql`select e.id as "eventId", h.handler, e.request_id as "requestId", e.actor_id as "actorId", e.relayed_at as "relayedAt"
            from unnest(${wanted.map((w) => w.name)}::text[], ${wanted.map((w) => w.handler)}::text[]) as h (name, handler)
            join platform.outbox_event e on e.name = h.name
           where e.relayed_at > ${from} and e.relayed_at < now() - make_interval(secs => ${GRACE_SECONDS})
             and not exists (select from platform.inbox_entry i where i.event_id = e.id and i.handler = h.handler)
             and not exists (select from platform.dead_letter d
                              where d.event_id = e.id and d.handler = h.handler and d.redriven_at is null)
           order by e.relayed_at limit ${BATCH}`,
    );
  }
}
