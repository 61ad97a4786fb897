import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ok } from '#kernel';
import { CONFIG, type Config } from '#platform/config';
import { systemCtx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { LOGGER, Metrics, type Logger } from '#platform/observability';
import { deliverEvent, deliveryJobId } from './deliver-event.js';
import { EventHandlers } from './event-handlers.js';
import { allEvents, eventByName } from './event.js';
import { Listener } from './listener.js';
import { LIVE_CHANNEL } from './live-message.js';
import { OUTBOX_CHANNEL } from './outbox.js';

interface WaitingEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: object;
  readonly actor_id: string | null;
  readonly request_id: string;
  readonly occurred_at: Date;
}

const BATCH = 500;
const POLL_MS = 500;
const MAX_PAUSE_MS = 5_000;
/** PostgreSQL refuses announcements of 8,000 bytes and more. */
const LARGEST_ANNOUNCEMENT = 7_900;

/**
 * Hands stored events to the queue and announces the live ones. Whatever breaks in the middle is done again: handlers
 * note what they have done, and subscribers know an event by its id.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly listener: Listener;
  private stopped = false;
  private wake: () => void = () => undefined;
  private woken = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly handlers: EventHandlers,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.listener = new Listener({
      url: config.database.DATABASE_URL,
      channel: OUTBOX_CHANNEL,
      applicationName: 'meridian-relay',
      onNotify: () => this.poke(),
      onListening: () => this.poke(),
    });
  }

  /** That the database is away only delays the start. */
  onApplicationBootstrap(): void {
    this.metrics.gauge('meridian_outbox_lag_seconds', 'Age of the oldest event that is not relayed yet.', async () => {
      const { lag } = await this.db.one<{ lag: number }>(
        sql`select coalesce(extract(epoch from clock_timestamp() - occurred_at), 0)::float8 as lag
              from (select 1) one left join lateral (
                select occurred_at from platform.outbox_event where relayed_at is null order by seq limit 1
              ) oldest on true`,
      );
      return Math.max(0, lag);
    });
    this.listener.start();
    this.loop = this.keepRelaying();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.poke();
    await this.loop;
    await this.listener.close();
  }

  /** Relays one batch, the oldest first; returns how many events it held. Any number of relays may run at once. */
  async relayBatch(): Promise<number> {
    const result = await this.db.transaction(systemCtx('event'), async () => {
      // Events of a newer release are left to a worker that knows them.
      const known = allEvents().map((event) => event.name);
      const events = await this.db.query<WaitingEvent>(
        sql`select id, name, payload, actor_id, request_id, occurred_at from platform.outbox_event
             where relayed_at is null and name = any(${known}::text[])
             order by seq limit ${BATCH} for update skip locked`,
      );
      if (events.length === 0) return ok(0);
      await this.enqueue(events);
      await this.db.execute(
        sql`update platform.outbox_event set relayed_at = clock_timestamp() where id = any(${events.map((e) => e.id)}::uuid[])`,
      );
      const announcements = events.filter((e) => eventByName(e.name)?.live).map(announcement);
      if (announcements.length > 0)
        await this.db.execute(
          sql`select pg_notify(${LIVE_CHANNEL}, text) from unnest(${announcements}::text[]) with ordinality as a(text, n) order by n`,
        );
      return ok(events.length);
    });
    const count = result.ok ? result.value : 0;
    this.metrics.eventsRelayed.inc(count);
    return count;
  }

  private async enqueue(events: readonly WaitingEvent[]): Promise<void> {
    const jobs = events.flatMap((event) =>
      this.handlers.ofEvent(event.name).map(({ handler, queue }) => ({
        payload: { eventId: event.id, handler },
        requestId: event.request_id,
        requestedBy: event.actor_id,
        id: deliveryJobId({ eventId: event.id, handler }),
        queue,
      })),
    );
    if (jobs.length > 0) await this.jobs.enqueueMany(deliverEvent, jobs);
  }

  private async keepRelaying(): Promise<void> {
    for (let failures = 0; !this.stopped;) {
      try {
        const count = await this.relayBatch();
        failures = 0;
        if (count < BATCH) await this.rest(POLL_MS);
      } catch (error) {
        if (failures++ === 0) this.logger.warn({ err: error }, 'events could not be relayed; trying again');
        this.woken = false;
        await this.rest(Math.min(100 * 2 ** failures, MAX_PAUSE_MS));
      }
    }
  }

  private poke(): void {
    this.woken = true;
    this.wake();
  }

  /** Waits for a nudge, at most so long; a nudge that came meanwhile counts. */
  private async rest(ms: number): Promise<void> {
    if (!this.woken && !this.stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.woken = false;
  }
}

function announcement({ id, name, payload, occurred_at }: WaitingEvent): string {
  const text = JSON.stringify({ id, name, payload, at: occurred_at });
  return Buffer.byteLength(text) <= LARGEST_ANNOUNCEMENT ? text : JSON.stringify({ id, name });
}
