import pg from 'pg';

export interface ListenerOptions {
  readonly url: string;
  readonly channel: string;
  readonly applicationName: string;
  readonly onNotify: (payload: string) => void;
  /** Called whenever listening has begun, at first and after every break; `silentSince` is null at first. */
  readonly onListening?: (silentSince: Date | null) => void;
  readonly onError?: (error: Error) => void;
}

const PROBE_MS = 5_000;
const PROBE_TIMEOUT_MS = 5_000;
const MAX_PAUSE_MS = 2_000;

/**
 * Listens on one channel with a connection of its own. Connects again by itself for ever, and probes the connection,
 * because a broken network does not always say so.
 */
export class Listener {
  private client: pg.Client | undefined;
  private closed = false;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  /** The last moment at which nothing can have been missed. */
  private goodAt: Date | null = null;
  private connecting: Promise<void> | undefined;

  constructor(private readonly options: ListenerOptions) {}

  start(): void {
    if (!this.closed && !this.connecting && !this.client) {
      this.connecting = this.connect().finally(() => (this.connecting = undefined));
    }
  }

  get listening(): boolean {
    return this.client !== undefined;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.connecting;
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const { url, channel, applicationName, onNotify, onListening } = this.options;
    const client = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      keepAlive: true,
      connectionTimeoutMillis: PROBE_TIMEOUT_MS,
      query_timeout: PROBE_TIMEOUT_MS,
    });
    const broken = (error?: Error) => {
      if (this.client !== client) return;
      this.client = undefined;
      client.end().catch(() => undefined);
      this.again(error);
    };
    client.on('error', broken);
    client.on('end', () => broken());
    client.on('notification', (message) => {
      if (this.client === client) this.goodAt = new Date();
      onNotify(message.payload ?? '');
    });
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      client.end().catch(() => undefined);
      this.again(error as Error);
      return;
    }
    if (this.closed) {
      await client.end().catch(() => undefined);
      return;
    }
    this.client = client;
    this.failures = 0;
    const silentSince = this.goodAt;
    this.goodAt = new Date();
    onListening?.(silentSince);
    this.probe(client, broken);
  }

  private probe(client: pg.Client, broken: (error: Error) => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const asked = new Date();
      client.query('select 1').then(
        () => {
          if (this.client !== client) return;
          this.goodAt = asked;
          this.probe(client, broken);
        },
        (error: Error) => broken(error),
      );
    }, PROBE_MS);
    this.timer.unref();
  }

  private again(error: Error | undefined): void {
    if (this.closed) return;
    if (error) this.options.onError?.(error);
    const pause = Math.min(50 * 2 ** this.failures++, MAX_PAUSE_MS);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), pause);
  }
}
