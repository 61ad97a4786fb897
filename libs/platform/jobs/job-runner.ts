import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LOGGER, type Logger } from '#platform/observability';
import { JobProcessor, type QueuedJob } from './job-processor.js';
import { JobSchedules } from './job-schedules.js';
import { QueueBackend, type QueueWorker } from './queue-backend.js';
import { QUEUE_NAMES, QUEUES, type QueueName } from './queues.js';

/** Longest wait at shutdown for runs to end; what is cut off then is run again by another worker. */
const CLOSE_TIMEOUT_MS = 25_000;
/** Longest wait for workers to take leave of their queue when no job runs. */
const IDLE_CLOSE_MS = 3_000;
const MAX_RETRY_PAUSE_MS = 5_000;
const SYNC_EVERY_MS = 5_000;

/** Does the work: one worker per queue, and keeps the schedules. Boots without a queue and waits for it. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers = new Map<QueueName, QueueWorker>();
  private readonly stopping = new AbortController();
  private loops: Promise<void>[] = [];

  constructor(
    private readonly backend: QueueBackend,
    private readonly processor: JobProcessor,
    private readonly schedules: JobSchedules,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** That the queue or the database is away only delays the start. */
  onApplicationBootstrap(): void {
    this.loops = [...QUEUE_NAMES.map((name) => this.keepWorking(name)), this.keepSchedules()];
  }

  /** Whether all workers run. */
  get running(): boolean {
    return this.workers.size === QUEUE_NAMES.length;
  }

  /**
   * Lets running jobs end; nothing new is begun. A worker whose queue is away may never close, so once no job runs it
   * is not waited for much longer.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const closing = [...this.workers.values()].map((worker) => worker.close());
    let closed = false;
    void Promise.allSettled([...closing, ...this.loops]).then(() => (closed = true));
    const begun = Date.now();
    let idleSince = begun;
    while (!closed && Date.now() - begun < CLOSE_TIMEOUT_MS && Date.now() - idleSince < IDLE_CLOSE_MS) {
      if (this.processor.active > 0) idleSince = Date.now();
      await pause(10);
    }
    if (!closed) this.logger.warn({ active: this.processor.active }, 'workers were cut off');
  }

  private async keepWorking(name: QueueName): Promise<void> {
    const { concurrency, rate } = QUEUES[name];
    for (let failures = 0; !this.stopping.signal.aborted; failures++) {
      let worker: QueueWorker | undefined;
      try {
        worker = await this.backend.createWorker(name, (job, token) => this.processor.process(job, token), {
          concurrency,
          limiter: rate ? { max: rate.max, duration: rate.perMs } : undefined,
          runRetryDelay: 1_000,
          stalledInterval: 15_000,
          maxStalledCount: 5,
        });
        if (this.stopping.signal.aborted) {
          await worker.close();
          return;
        }
        worker.on('failed', (job, error) => this.onFailed(job, error));
        this.workers.set(name, worker);
        failures = 0;
        await worker.run();
        if (this.stopping.signal.aborted) return;
        throw new Error('the worker stopped by itself');
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        this.workers.delete(name);
        if (failures === 0) this.logger.warn({ err: error, queue: name }, 'the queue is out of reach; trying again');
        await worker?.close(true).catch(() => undefined);
        await this.pause(Math.min(200 * 2 ** failures, MAX_RETRY_PAUSE_MS));
      }
    }
  }

  private async keepSchedules(): Promise<void> {
    let adopted = false;
    for (let failures = 0; !this.stopping.signal.aborted;) {
      try {
        if (!adopted) await this.schedules.adopt();
        adopted = true;
        await this.schedules.sync();
        failures = 0;
        await this.pause(SYNC_EVERY_MS);
      } catch (error) {
        if (failures++ === 0) this.logger.warn({ err: error }, 'schedules could not be brought up to date');
        await this.pause(Math.min(200 * 2 ** failures, MAX_RETRY_PAUSE_MS));
      }
    }
  }

  private onFailed(job: QueuedJob | undefined, error: Error): void {
    if (!job || !error.message.includes('stalled')) return;
    this.processor
      .mourn(job, error)
      .catch((e: Error) => this.logger.error({ err: e }, 'a lost job could not be noted'));
  }

  private async pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
