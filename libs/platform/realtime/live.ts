import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { Database, sql } from '#platform/database';
import { eventByName, Listener, LIVE_CHANNEL, type EventDefinition, type LiveEvent } from '#platform/outbox';
import { Subscriber } from './subscriber.js';

type PayloadOf<E> = E extends EventDefinition<infer P> ? P : never;

export interface SubscribeOptions<P extends object> {
  /** Cheap and without side effects: runs for every event on this node. Access is checked by the resolver. */
  readonly filter?: (event: LiveEvent<P>) => boolean;
  /** Unread events kept; the oldest are dropped beyond. 100 unless told otherwise. */
  readonly buffer?: number;
}

interface Subscription {
  readonly subscriber: Subscriber<object>;
  readonly names: ReadonlySet<string>;
  readonly filter: ((event: LiveEvent) => boolean) | undefined;
}

interface StoredEvent {
  id: string;
  name: string;
  payload: object;
  at: Date;
}

/** Ids remembered, so that an event announced twice is delivered once. */
const REMEMBERED = 20_000;
/** Re-read after a break beyond the break itself: announcements commit a little after their relayed_at. */
const MARGIN_MS = 60_000;
/** The longest break that is made up for; clients that were away longer reload anyway. */
const LONGEST_BREAK_MS = 15 * 60_000;

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
  ) {
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
      options.buffer ?? 100,
      () => this.dropped++,
      (self) => this.subscriptions.delete(self),
    );
    this.subscriptions.set(subscriber, {
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
  private async reload(id: string): Promise<void> {
    const rows = await this.db
      .query<StoredEvent>(sql`select id, name, payload, occurred_at as at from platform.outbox_event where id = ${id}`)
      .catch(() => []);
    for (const row of rows) this.deliver(row);
  }

  /** Delivers what was announced while nobody listened. */
  private async catchUp(silentSince: Date | null): Promise<void> {
    const now = Date.now();
    const names = [...new Set([...this.subscriptions.values()].flatMap((s) => [...s.names]))];
    if (names.length === 0) return;
    const from = Math.max((silentSince ?? this.startedAt).getTime() - MARGIN_MS, now - LONGEST_BREAK_MS);
    const rows = await this.db
      .query<StoredEvent>(
        sql`select id, name, payload, occurred_at as at from platform.outbox_event
             where relayed_at > ${new Date(from)} and name = any(${names}) order by seq`,
      )
      .catch(() => []);
    for (const row of rows) this.deliver(row);
  }

  private wanted(name: string): boolean {
    if (!eventByName(name)) return false;
    for (const { names } of this.subscriptions.values()) if (names.has(name)) return true;
    return false;
  }

  private deliver(event: LiveEvent): void {
    if (this.seen.has(event.id)) return;
    this.seen.add(event.id);
    if (this.seen.size > REMEMBERED) for (const oldest of this.seen) if (this.seen.delete(oldest)) break;
    for (const { subscriber, names, filter } of this.subscriptions.values()) {
      if (names.has(event.name) && (!filter || filter(event))) subscriber.push(event);
    }
  }
}
