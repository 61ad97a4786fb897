import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { Database, sql, type Sql } from '#platform/database';
import { LOGGER, Metrics, type Logger } from '#platform/observability';
import { eventByName, Listener, LIVE_CHANNEL, type EventDefinition, type LiveEvent } from '#platform/outbox';
import { Subscriber } from './subscriber.js';

type PayloadOf<E> = E extends EventDefinition<infer P> ? P : never;

export interface SubscribeOptions<P extends object> {
  /** Cheap and without side effects: runs for every event on this node. Access is checked by the resolver. */
  readonly filter?: (event: LiveEvent<P>) => boolean;
  /** Unread events kept; the oldest are dropped beyond. Defaults to 5,000. */
  readonly buffer?: number;
}

interface Subscription {
  readonly openedAt: number;
  readonly subscriber: Subscriber<object>;
  readonly names: ReadonlySet<string>;
  readonly filter: ((event: LiveEvent) => boolean) | undefined;
}

interface StoredEvent {
  id: string;
  name: string;
  payload: object;
  at: Date;
  relayed_at: Date | null;
}

/** Ids remembered, so that an event announced twice is delivered once. */
const REMEMBERED = 20_000;
/** Re-read after a break beyond the break itself: announcements commit a little after their relayed_at. */
const MARGIN_MS = 60_000;
/** The longest break that is made up for; clients that were away longer reload anyway. */
const LONGEST_BREAK_MS = 15 * 60_000;
/** How far the clocks of this node and the database may differ. */
const CLOCK_SKEW_MS = 1_000;
const READ_TRIES = 6;
/** Events of one transaction of the relay arrive all at once, before any subscriber can read; several may follow. */
const UNREAD = 5_000;

/** Live events on this node: one connection listens, every subscription gets its own bounded queue. */
@Injectable()
export class Live implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly subscriptions = new Map<object, Subscription>();
  private readonly seen = new Set<string>();
  private readonly listener: Listener;
  private startedAt = new Date();
  /** Events dropped because a subscriber did not read them, since the process started. */
  dropped = 0;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly db: Database,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    metrics.gauge('meridian_live_subscriptions', 'Open subscriptions to live events.', () => this.size);
    metrics.gauge(
      'meridian_live_dropped',
      'Live events dropped since the start: subscribers did not read them.',
      () => this.dropped,
    );
    this.listener = new Listener({
      url: config.database.DATABASE_URL,
      channel: LIVE_CHANNEL,
      applicationName: 'meridian-live',
      onNotify: (text) => this.receive(text),
      onListening: (silentSince) => void this.catchUp(silentSince),
    });
  }

  /** How many subscriptions are open. */
  get size(): number {
    return this.subscriptions.size;
  }

  get listening(): boolean {
    return this.listener.listening;
  }

  onApplicationBootstrap(): void {
    this.startedAt = new Date();
    this.listener.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener.close();
    for (const { subscriber } of this.subscriptions.values()) void subscriber.return();
  }

  /**
   * Events from now on, each once. End it with `return()` (or by leaving a `for await`). Throws when one of the events
   * is not live.
   */
  subscribe<E extends EventDefinition>(
    events: readonly E[],
    options: SubscribeOptions<PayloadOf<E>> = {},
  ): AsyncIterableIterator<LiveEvent<PayloadOf<E>>> {
    for (const event of events) if (!event.live) throw new Error(`the event ${event.name} is not live`);
    const subscriber = new Subscriber<PayloadOf<E>>(
      options.buffer ?? UNREAD,
      () => this.dropped++,
      (self) => this.subscriptions.delete(self),
    );
    this.subscriptions.set(subscriber, {
      openedAt: Date.now(),
      subscriber: subscriber as unknown as Subscriber<object>,
      names: new Set(events.map((e) => e.name)),
      filter: options.filter as ((event: LiveEvent) => boolean) | undefined,
    });
    return subscriber;
  }

  private receive(text: string): void {
    const message = JSON.parse(text) as { id: string; name: string; payload?: object; at?: string };
    if (this.seen.has(message.id) || !this.wanted(message.name)) return;
    if (message.payload && message.at)
      this.deliver({ id: message.id, name: message.name, payload: message.payload, at: new Date(message.at) });
    else void this.reload(message.id);
  }

  /** An event whose payload did not fit into the announcement. */
  private reload(id: string): Promise<void> {
    return this.deliverStored(sql`id = ${id}`);
  }

  /** Delivers what was announced while nobody listened. */
  private async catchUp(silentSince: Date | null): Promise<void> {
    const names = [...new Set([...this.subscriptions.values()].flatMap((s) => [...s.names]))];
    if (names.length === 0) return;
    const from = Math.max((silentSince ?? this.startedAt).getTime() - MARGIN_MS, Date.now() - LONGEST_BREAK_MS);
    await this.deliverStored(sql`relayed_at > ${new Date(from)} and name = any(${names}::text[])`);
  }

  /** The database may be just coming back, so reading is tried several times. */
  private async deliverStored(condition: Sql): Promise<void> {
    for (let tries = 0; tries < READ_TRIES; tries++) {
      try {
        const rows = await this.db.query<StoredEvent>(
          sql`select id, name, payload, occurred_at as at, relayed_at from platform.outbox_event
               where ${condition} order by seq`,
        );
        for (const { relayed_at, ...event } of rows) this.deliver(event, relayed_at?.getTime());
        return;
      } catch (error) {
        this.logger.warn({ err: error }, 'live events could not be read');
        await pause(100 * 2 ** tries);
      }
    }
  }

  private wanted(name: string): boolean {
    if (!eventByName(name)) return false;
    for (const { names } of this.subscriptions.values()) if (names.has(name)) return true;
    return false;
  }

  /** Events told before a subscription began are not for it; `toldAt` is given for events that were looked up. */
  private deliver(event: LiveEvent, toldAt = Infinity): void {
    if (this.seen.has(event.id)) return;
    this.seen.add(event.id);
    if (this.seen.size > REMEMBERED) for (const oldest of this.seen) if (this.seen.delete(oldest)) break;
    for (const { subscriber, names, filter, openedAt } of this.subscriptions.values()) {
      if (names.has(event.name) && toldAt > openedAt - CLOCK_SKEW_MS && (!filter || filter(event)))
        subscriber.push(event);
    }
  }
}
