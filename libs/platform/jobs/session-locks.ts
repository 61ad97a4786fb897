import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '#platform/config';

const TIMEOUT_MS = 5_000;

/**
 * Locks that PostgreSQL gives back by itself when the process dies: advisory locks of one connection that does nothing
 * else. When that connection breaks during a run, another worker may start a second one: handlers bear that.
 */
@Injectable()
export class SessionLocks implements OnApplicationShutdown {
  private connecting: Promise<pg.Client> | undefined;
  private readonly held = new Set<string>();
  /** The end of the last statement: pg 9 takes one at a time. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Takes the lock and returns what gives it back; undefined when somebody else has it. Throws without a database. */
  async tryAcquire(name: string): Promise<(() => Promise<void>) | undefined> {
    if (this.held.has(name)) return undefined;
    this.held.add(name);
    try {
      const client = await this.client();
      const { rows } = await this.inTurn(() =>
        client.query<{ locked: boolean }>(
          `select pg_try_advisory_lock(hashtextextended('meridian-job:' || $1, 0)) as locked`,
          [name],
        ),
      );
      if (rows[0]?.locked) return () => this.release(client, name);
    } catch (error) {
      this.held.delete(name);
      throw error;
    }
    this.held.delete(name);
    return undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    const client = await this.connecting?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private async release(client: pg.Client, name: string): Promise<void> {
    try {
      await this.inTurn(() =>
        client.query(`select pg_advisory_unlock(hashtextextended('meridian-job:' || $1, 0))`, [name]),
      );
    } catch {
      // The lock went with the connection.
    } finally {
      this.held.delete(name);
    }
  }

  /** Runs a statement after those asked for before it, whether they succeed or not. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work, work);
    this.last = result;
    return result;
  }

  private client(): Promise<pg.Client> {
    if (!this.connecting) {
      const opening = this.open(() => {
        if (this.connecting === opening) this.connecting = undefined;
      });
      opening.catch(() => (this.connecting = undefined));
      this.connecting = opening;
    }
    return this.connecting;
  }

  private async open(onBroken: () => void): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.config.database.DATABASE_URL,
      application_name: 'meridian-locks',
      keepAlive: true,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    });
    client.on('error', () => {
      onBroken();
      client.end().catch(() => undefined);
    });
    client.on('end', onBroken);
    await client.connect();
    return client;
  }
}
