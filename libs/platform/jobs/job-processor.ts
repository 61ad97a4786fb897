import { Inject, Injectable } from '@nestjs/common';
import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import { uuidv7, type Result } from '#kernel';
import { systemCtx, type Ctx } from '#platform/context';
import { LOGGER, Metrics, withLogFields, type Logger } from '#platform/observability';
import { JobHandlers, type JobCall } from './job-handlers.js';
import { jobByName, type JobDefinition } from './job.js';
import { JobRuns } from './job-runs.js';
import { type JobData } from './queue-backend.js';
import { SessionLocks } from './session-locks.js';

export type QueuedJob = Job<JobData, unknown, string>;

/** Pause before an enqueued run of a singleton asks again whether the other run has ended. */
const BUSY_PAUSE_MS = 1_000;
/** Pause before a job whose giving up could not be noted is tried once more. */
const NOTE_PAUSE_MS = 5_000;

/** A handler's failed Result, as the exception the queue understands. */
export class JobFailed extends Error {
  constructor(job: string, result: Extract<Result<unknown>, { ok: false }>) {
    super(`${job} failed: ${result.failures.map((f) => (f.field ? `${f.code} (${f.field})` : f.code)).join(', ')}`);
    this.name = 'JobFailed';
  }
}

const isResult = (value: unknown): value is Result<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { ok?: unknown }).ok === 'boolean';

/** Runs one attempt of one job: context, lock, notes, numbers and logs around the handler. */
@Injectable()
export class JobProcessor {
  private readonly told = new WeakSet<object>();
  /** Attempts that are under way in this process. */
  active = 0;

  constructor(
    private readonly handlers: JobHandlers,
    private readonly runs: JobRuns,
    private readonly locks: SessionLocks,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Rejects when the attempt failed; the queue then tries again or gives up. */
  async process(queued: QueuedJob, token: string | undefined): Promise<void> {
    this.active++;
    try {
      await this.run(queued, token);
    } finally {
      this.active--;
    }
  }

  private async run(queued: QueuedJob, token: string | undefined): Promise<void> {
    const job = jobByName(queued.name);
    const handler = this.handlers.handlerOf(queued.name);
    if (!job || !handler) throw new Error(`this worker does not know the job ${queued.name}`);
    const ctx = this.ctxOf(queued);
    if (queued.attemptsMade === 0) {
      const due = queued.timestamp + (queued.opts.delay ?? 0);
      this.metrics.queueLag.observe({ queue: queued.queueName }, Math.max(0, Date.now() - due) / 1000);
    }
    await withLogFields({ requestId: ctx.requestId, job: job.name, jobId: queued.id }, async () => {
      if (!job.singleton) return this.attempt(ctx, job, handler, queued, token);
      const release = await this.locks.tryAcquire(job.name);
      if (!release) return this.skip(job, queued, token);
      try {
        await this.attempt(ctx, job, handler, queued, token);
      } finally {
        await release();
      }
    });
  }

  /** The queue gave a job up without an attempt of ours that knew of it: its workers died again and again. */
  async mourn(queued: QueuedJob, error: Error): Promise<void> {
    const job = jobByName(queued.name);
    if (!job || this.told.has(queued)) return;
    await this.giveUp(this.ctxOf(queued), job, queued, error);
  }

  private async attempt(ctx: Ctx, job: JobDefinition, handler: JobCall, queued: QueuedJob, token: string | undefined) {
    const startedAt = new Date();
    const requestedBy = queued.data.requestedBy ?? null;
    const attempt = queued.attemptsMade + 1;
    const lastAttempt = attempt >= (queued.opts.attempts ?? 1);
    const end = this.metrics.jobDuration.startTimer({ job: job.name });
    let id: string | undefined;
    try {
      if (job.recordRuns) id = await this.runs.begin(ctx, job.name, requestedBy);
      const scheduled = queued.repeatJobKey !== undefined;
      const run = { id: queued.id ?? '', attempt, lastAttempt, requestedBy, scheduled };
      const answer = await handler(ctx, queued.data.payload ?? {}, run);
      if (isResult(answer) && !answer.ok) throw new JobFailed(job.name, answer);
      const seconds = end();
      this.metrics.jobRuns.inc({ job: job.name, outcome: 'done' });
      this.logger[job.recordRuns ? 'info' : 'debug']({ ms: Math.round(seconds * 1000), attempt }, 'job done');
      if (id !== undefined) await this.noteDone(ctx, id, isResult(answer) && answer.ok ? answer.value : answer);
    } catch (error) {
      end();
      const failure = error instanceof Error ? error : new Error(String(error));
      const final = lastAttempt || failure instanceof UnrecoverableError;
      this.metrics.jobRuns.inc({ job: job.name, outcome: 'failed' });
      this.logger[final ? 'error' : 'warn']({ err: failure, attempt }, final ? 'job given up' : 'job failed');
      await this.runs
        .failed(ctx, { id, job: job.name, startedAt, requestedBy }, failure)
        .catch((e: Error) => this.logger.warn({ err: e }, 'a failed run could not be noted'));
      if (final) await this.giveUpOrPostpone(ctx, job, queued, failure, token);
      throw failure;
    }
  }

  /** The work is done: that the note fails must not make it run again. */
  private async noteDone(ctx: Ctx, id: string, detail: unknown): Promise<void> {
    await this.runs
      .done(ctx, id, detail)
      .catch((e: Error) => this.logger.warn({ err: e }, 'a finished run could not be noted'));
  }

  private async skip(job: JobDefinition, queued: QueuedJob, token: string | undefined): Promise<void> {
    this.metrics.jobRuns.inc({ job: job.name, outcome: 'skipped' });
    if (queued.repeatJobKey !== undefined) return;
    await queued.moveToDelayed(Date.now() + BUSY_PAUSE_MS, token);
    throw new DelayedError();
  }

  private async giveUpOrPostpone(
    ctx: Ctx,
    job: JobDefinition,
    queued: QueuedJob,
    failure: Error,
    token: string | undefined,
  ): Promise<void> {
    try {
      await this.giveUp(ctx, job, queued, failure);
    } catch (error) {
      this.logger.error({ err: error }, 'giving a job up could not be noted: it is tried again');
      await queued.moveToDelayed(Date.now() + NOTE_PAUSE_MS, token);
      throw new DelayedError();
    }
  }

  private async giveUp(ctx: Ctx, job: JobDefinition, queued: QueuedJob, error: Error): Promise<void> {
    await this.handlers.givenUpOf(job.name)?.(ctx, queued.data.payload ?? {}, error);
    this.told.add(queued);
    this.metrics.jobRuns.inc({ job: job.name, outcome: 'given_up' });
  }

  private ctxOf(queued: QueuedJob): Ctx {
    return systemCtx('job', queued.data.requestId ?? uuidv7());
  }
}
