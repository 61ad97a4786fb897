import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { BulkJobOptions, JobsOptions } from 'bullmq';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { type JobDefinition } from './job.js';
import { QueueBackend, type JobData } from './queue-backend.js';
import { type QueueName } from './queues.js';
import { withTimeout } from '#platform/observability';

export interface EnqueueOptions {
  /** Milliseconds before it may start. */
  readonly delayMs?: number;
  /**
   * While a job of this kind with the same key waits, a further one is dropped; while one runs, one more is kept, so
   * that nothing that happened meanwhile is missed.
   */
  readonly dedupeKey?: string;
}

/** One job for `Jobs.enqueueMany`. */
export interface BulkJob {
  readonly payload: object;
  readonly requestId: string;
  readonly requestedBy: string | null;
  /** Deterministic id: a job that waits under it already is not added again. No `:`. */
  readonly id: string;
  /** Another queue than the definition's. */
  readonly queue?: QueueName;
}

const ENQUEUE_TIMEOUT_MS = 10_000;
const LAST_ENQUEUES_MS = 3_000;

/** Asks for background work, from any process. */
@Injectable()
export class Jobs implements BeforeApplicationShutdown {
  /** What is on its way to the queue; those who enqueue do not all wait for it. */
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(
    private readonly db: Database,
    private readonly backend: QueueBackend,
  ) {}

  /** A process that ends at once (the command line) still gets its last wishes to the queue. */
  async beforeApplicationShutdown(): Promise<void> {
    const all = Promise.allSettled(this.underWay);
    await withTimeout(all, LAST_ENQUEUES_MS, 'the queue').catch(() => undefined);
  }

  /**
   * Asks for one run; returns the id of the job in its queue (of the one already waiting, with a dedupeKey). Throws
   * inside a transaction, because the queue knows nothing of its rollback: enqueue after it, or tell an event. Throws
   * when the queue is out of reach.
   */
  async enqueue<P extends object>(
    ctx: Ctx,
    job: JobDefinition<P>,
    payload: NoInfer<P>,
    { delayMs, dedupeKey }: EnqueueOptions = {},
  ): Promise<string> {
    if (this.db.inTransaction)
      throw new Error(
        `${job.name} was enqueued inside a transaction, which may still be undone: tell an event instead`,
      );
    const data: JobData = { payload, requestId: ctx.requestId, requestedBy: ctx.actor.id };
    const adding = this.add(job, data, {
      ...jobOptions(job),
      delay: delayMs,
      deduplication: dedupeKey === undefined ? undefined : { id: `${job.name}/${dedupeKey}`, keepLastIfActive: true },
    });
    this.underWay.add(adding);
    try {
      return await adding;
    } finally {
      this.underWay.delete(adding);
    }
  }

  /**
   * Asks for one run as soon as the current transaction has committed (at once when there is none), once per transaction
   * and key. For work whose rows are stored already: should the wake get lost, the job's schedule finds them, so an
   * unreachable queue is no failure.
   */
  wake(ctx: Ctx, job: JobDefinition<object>, dedupeKey: string): void {
    this.db.afterCommit(
      () => void this.enqueue(ctx, job, {}, { dedupeKey }).catch(() => undefined),
      `${job.name}/${dedupeKey}`,
    );
  }

  private async add(job: JobDefinition, data: JobData, options: JobsOptions): Promise<string> {
    const queue = await this.backend.queue(job.queue);
    const added = await withTimeout(queue.add(job.name, data, options), ENQUEUE_TIMEOUT_MS, `the queue ${job.queue}`);
    return added.id ?? '';
  }

  /** Asks for many runs under ids of the caller's; for the relay. May be called in a transaction. */
  async enqueueMany(job: JobDefinition, jobs: readonly BulkJob[]): Promise<void> {
    const byQueue = new Map<QueueName, { name: string; data: JobData; opts: BulkJobOptions }[]>();
    for (const { payload, requestId, requestedBy, id, queue = job.queue } of jobs) {
      const list = byQueue.get(queue) ?? [];
      byQueue.set(queue, list);
      list.push({
        name: job.name,
        data: { payload, requestId, requestedBy },
        opts: { ...jobOptions(job), jobId: id },
      });
    }
    for (const [name, list] of byQueue) {
      const queue = await this.backend.queue(name);
      await withTimeout(queue.addBulk(list), ENQUEUE_TIMEOUT_MS, `the queue ${name}`);
    }
  }
}

/** How jobs are retried and how long finished ones are kept; failed ones stay a week for operators to look at. */
export function jobOptions(job: JobDefinition) {
  return {
    attempts: job.attempts,
    backoff: { type: 'exponential', delay: 1_000, jitter: 0.2 },
    removeOnComplete: job.recordRuns ? { age: 3_600, count: 200 } : true,
    removeOnFail: { age: 7 * 86_400, count: 1_000 },
    stackTraceLimit: 5,
  } as const;
}
