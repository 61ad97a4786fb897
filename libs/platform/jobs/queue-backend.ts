import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  createPostgresBackend,
  createRedisBackend,
  Queue,
  Worker,
  type BackendFactory,
  type IQueueBackend,
  type Processor,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import type pg from 'pg';
import { CONFIG, type Config } from '#platform/config';
import { createPool, QUEUE_SCHEMA } from '#platform/database';
import { withTimeout } from '#platform/observability';
import { type QueueName } from './queues.js';

/** What travels in the queue with every job. */
export interface JobData {
  readonly payload: object;
  /** Request that asked for the job; absent for scheduled runs, which make their own. */
  readonly requestId?: string;
  /** Id of the employee who asked for it. */
  readonly requestedBy?: string | null;
}

export type WorkQueue = Queue<JobData, unknown, string, JobData, unknown, string, IQueueBackend, unknown>;
export type QueueWorker = Worker<JobData, unknown, string, IQueueBackend, object, unknown>;

const READY_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 3_000;

/**
 * Where the queues live: Redis or Valkey when REDIS_URL is set, else PostgreSQL. One pool (or one Redis connection)
 * serves all queues of the process; every worker holds one more connection to be woken on.
 */
@Injectable()
export class QueueBackend implements OnApplicationShutdown {
  readonly kind: 'postgres' | 'redis';
  private readonly queues = new Map<QueueName, Promise<WorkQueue>>();
  private readonly pool?: pg.Pool;
  private readonly redis?: Redis;
  private readonly workerClients = new Set<Redis>();
  private lastError: Error | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    const { REDIS_URL, QUEUE_POOL_SIZE } = config.queue;
    if (REDIS_URL !== null) {
      this.kind = 'redis';
      this.redis = new Redis(REDIS_URL, { maxRetriesPerRequest: 2, lazyConnect: true });
      this.redis.on('error', this.noteError);
    } else {
      this.kind = 'postgres';
      this.pool = createPool({
        url: config.database.DATABASE_URL,
        max: QUEUE_POOL_SIZE,
        applicationName: 'meridian-queue',
        settings: { search_path: QUEUE_SCHEMA },
      });
      this.pool.setMaxListeners(50);
      this.pool.on('error', this.noteError);
    }
  }

  /** The queue of that name; rejects after five seconds when it cannot be reached, and the next call tries again. */
  queue(name: QueueName): Promise<WorkQueue> {
    let opened = this.queues.get(name);
    if (!opened) {
      opened = this.open(name);
      this.queues.set(name, opened);
      opened.catch(() => this.queues.delete(name));
    }
    return opened;
  }

  /** Throws when the queue cannot be reached now. */
  async ping(): Promise<void> {
    if (this.redis) await this.redis.ping();
    else await this.pool?.query('select 1');
  }

  /** A worker that has reached its queue but does not run yet; rejects when the queue is out of reach. */
  async createWorker(
    name: QueueName,
    processor: Processor<JobData, unknown, string>,
    options: Omit<WorkerOptions<unknown>, 'connection' | 'prefix' | 'autorun'>,
  ): Promise<QueueWorker> {
    // A backend that fails to reach PostgreSQL when it is made never tries again, so it is made only when it can.
    await withTimeout(this.ping(), READY_TIMEOUT_MS, `the queue ${name}`);
    const own = this.ownConnection();
    const worker: QueueWorker = new Worker<JobData, unknown, string, IQueueBackend, object, unknown>(
      name,
      processor,
      { ...options, autorun: false, connection: own.connection, prefix: this.config.queue.QUEUE_PREFIX },
      this.factory,
    );
    worker.on('error', this.noteError);
    worker.once('closed', own.giveBack);
    try {
      await withTimeout(worker.waitUntilReady(), READY_TIMEOUT_MS, `the queue ${name}`);
    } catch (error) {
      void worker.close(true).catch(this.noteError);
      throw error;
    }
    return worker;
  }

  /** A worker keeps a connection to itself to be woken on: a client of its own, or one more place in the pool. */
  private ownConnection(): { connection: Redis | pg.Pool | undefined; giveBack: () => void } {
    if (this.redis) {
      const client = this.redis.duplicate({ maxRetriesPerRequest: null, lazyConnect: false });
      client.on('error', this.noteError);
      this.workerClients.add(client);
      return { connection: client, giveBack: () => this.disconnect(client) };
    }
    const { pool } = this;
    if (pool) pool.options.max++;
    return { connection: pool, giveBack: () => void (pool && pool.options.max--) };
  }

  /** Workers must have been closed before; a queue that is away is not waited for. */
  async onApplicationShutdown(): Promise<void> {
    const closing = [...this.queues.values()].map(async (opened) => (await opened).close());
    this.queues.clear();
    await withTimeout(Promise.allSettled(closing), CLOSE_TIMEOUT_MS, 'the queue').catch(this.noteError);
    for (const client of this.workerClients) this.disconnect(client);
    this.redis?.disconnect();
    if (this.pool) await withTimeout(this.pool.end(), CLOSE_TIMEOUT_MS, 'the queue').catch(this.noteError);
  }

  private async open(name: QueueName): Promise<WorkQueue> {
    await withTimeout(this.ping(), READY_TIMEOUT_MS, `the queue ${name}`);
    const queue: WorkQueue = new Queue<JobData, unknown, string, JobData, unknown, string, IQueueBackend, unknown>(
      name,
      { connection: this.redis ?? this.pool, prefix: this.config.queue.QUEUE_PREFIX },
      this.factory,
    );
    queue.on('error', this.noteError);
    try {
      await withTimeout(queue.waitUntilReady(), READY_TIMEOUT_MS, `the queue ${name}`);
    } catch (error) {
      void queue.close().catch(this.noteError);
      throw error;
    }
    return queue;
  }

  private disconnect(client: Redis): void {
    this.workerClients.delete(client);
    client.disconnect();
  }

  private get factory(): BackendFactory<IQueueBackend, unknown> {
    return (this.redis ? createRedisBackend : createPostgresBackend) as unknown as BackendFactory<
      IQueueBackend,
      unknown
    >;
  }

  /** Errors of connections come by the dozen while a server restarts; each command reports its own failure. */
  private readonly noteError = (error: Error): void => {
    this.lastError = error;
  };

  /** The last error a connection reported by itself, for health pages. */
  get lastConnectionError(): Error | undefined {
    return this.lastError;
  }
}
