import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { allJobs, jobByName, type JobDefinition, type Schedule } from './job.js';
import { columns, JobSchedules } from './job-schedules.js';
import { Jobs } from './jobs.js';
import { QueueBackend } from './queue-backend.js';
import { QUEUE_NAMES, type QueueName } from './queues.js';

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

export interface JobOverview {
  readonly name: string;
  readonly queue: QueueName;
  readonly description: string;
  /** The schedule in force; null for a job that only runs when asked for. */
  readonly schedule: Schedule | null;
  readonly paused: boolean;
  /** Null when it is paused, has no schedule, or the queue is unavailable. */
  readonly nextRunAt: Date | null;
  /** Of the whole queue; null when it is out of reach. */
  readonly queueCounts: QueueCounts | null;
  /** The latest recorded run; for jobs that record only failures, the latest failure. */
  readonly lastRun: LastRun | null;
}

export interface LastRun {
  readonly startedAt: Date;
  /** Null while it runs, or when its process died. */
  readonly finishedAt: Date | null;
  readonly outcome: 'done' | 'failed' | null;
  readonly detail: unknown;
  readonly error: string | null;
}

interface ScheduleRow {
  job: string;
  every_ms: number | null;
  cron: string | null;
  time_zone: string | null;
  paused: boolean;
}

type Scheduled = { readonly job: JobDefinition };

/** What operators see of the jobs and may do to them. The table is the truth; workers follow it within seconds. */
@Injectable()
export class JobControl {
  constructor(
    private readonly db: Database,
    private readonly backend: QueueBackend,
    private readonly jobs: Jobs,
    private readonly schedules: JobSchedules,
  ) {}

  /** All jobs this process knows, by name. Answers also while the queue is away. */
  async list(): Promise<JobOverview[]> {
    const definitions = [...allJobs()].sort((a, b) => a.name.localeCompare(b.name));
    const rows = await this.db.query<ScheduleRow>(
      sql`select job, every_ms, cron, time_zone, paused from platform.job_schedule`,
    );
    const runs = await this.db.query<LastRun & { job: string }>(
      sql`select j.job, r.started_at as "startedAt", r.finished_at as "finishedAt", r.outcome, r.detail, r.error
            from unnest(${definitions.map((d) => d.name)}::text[]) as j(job)
            join lateral (select * from platform.job_run where job = j.job order by started_at desc limit 1) r on true`,
    );
    const queues = new Map(await Promise.all(QUEUE_NAMES.map(async (q) => [q, await this.look(q)] as const)));
    const scheduleOf = new Map(rows.map((row) => [row.job, row]));
    const lastRunOf = new Map(runs.map(({ job, ...run }) => [job, run]));
    return definitions.map((job) => {
      const row = scheduleOf.get(job.name);
      const queue = queues.get(job.queue);
      return {
        name: job.name,
        queue: job.queue,
        description: job.description,
        schedule: row ? scheduleFrom(row) : (job.schedule ?? null),
        paused: row?.paused ?? false,
        nextRunAt: (row?.paused ? null : queue?.next.get(job.name)) ?? null,
        queueCounts: queue?.counts ?? null,
        lastRun: lastRunOf.get(job.name) ?? null,
      };
    });
  }

  /** Stops the schedule until `resume`, over restarts; a run that is under way ends normally. */
  async pause(
    ctx: Ctx,
    name: string,
  ): Promise<Result<void, 'BACKGROUND_JOB_NOT_FOUND' | 'BACKGROUND_JOB_NOT_SCHEDULED'>> {
    const found = this.scheduled(name);
    if (!found.ok) return found;
    return this.follow(found.value.job, await this.change(ctx, name, true));
  }

  /** Lets the schedule go on; runs missed meanwhile are not made up for. */
  async resume(
    ctx: Ctx,
    name: string,
  ): Promise<Result<void, 'BACKGROUND_JOB_NOT_FOUND' | 'BACKGROUND_JOB_NOT_SCHEDULED'>> {
    const found = this.scheduled(name);
    if (!found.ok) return found;
    return this.follow(found.value.job, await this.change(ctx, name, false));
  }

  /** Gives a scheduled job another schedule, which the code's default no longer overwrites; null returns to that. */
  async reschedule(
    ctx: Ctx,
    name: string,
    schedule: Schedule | null,
  ): Promise<Result<void, 'BACKGROUND_JOB_NOT_FOUND' | 'BACKGROUND_JOB_NOT_SCHEDULED'>> {
    const found = this.scheduled(name);
    if (!found.ok) return found;
    const next = schedule ?? found.value.job.schedule;
    if (!next) return err('BACKGROUND_JOB_NOT_SCHEDULED', 'name');
    const { every_ms, cron, time_zone } = columns(next);
    const changed = await this.db.transaction<void, 'BACKGROUND_JOB_NOT_SCHEDULED'>(ctx, async () => {
      const touched = await this.db.execute(
        sql`update platform.job_schedule
               set every_ms = ${every_ms}, cron = ${cron}, time_zone = ${time_zone}, overridden = ${schedule !== null},
                   changed_at = clock_timestamp(), changed_by = ${ctx.actor.id}
             where job = ${name}`,
      );
      return touched === 0 ? err('BACKGROUND_JOB_NOT_SCHEDULED', 'name') : ok();
    });
    return this.follow(found.value.job, changed);
  }

  /** Asks for one run of a scheduled job now, beside its schedule; returns the id of the job in its queue. */
  async runNow(
    ctx: Ctx,
    name: string,
  ): Promise<Result<string, 'BACKGROUND_JOB_NOT_FOUND' | 'BACKGROUND_JOB_NOT_SCHEDULED'>> {
    const found = this.scheduled(name);
    return found.ok ? ok(await this.jobs.enqueue(ctx, found.value.job, {}, { dedupeKey: 'run-now' })) : found;
  }

  private scheduled(name: string): Result<Scheduled, 'BACKGROUND_JOB_NOT_FOUND' | 'BACKGROUND_JOB_NOT_SCHEDULED'> {
    const job = jobByName(name);
    if (!job) return err('BACKGROUND_JOB_NOT_FOUND', 'name');
    return job.schedule ? ok({ job }) : err('BACKGROUND_JOB_NOT_SCHEDULED', 'name');
  }

  /** A job that no worker has adopted yet has no row to change. */
  private change(ctx: Ctx, name: string, paused: boolean): Promise<Result<void, 'BACKGROUND_JOB_NOT_SCHEDULED'>> {
    return this.db.transaction(ctx, async () => {
      const touched = await this.db.execute(
        sql`update platform.job_schedule
               set paused = ${paused}, changed_at = clock_timestamp(), changed_by = ${ctx.actor.id}
             where job = ${name}`,
      );
      return touched === 0 ? err('BACKGROUND_JOB_NOT_SCHEDULED', 'name') : ok();
    });
  }

  /** At once rather than within seconds, where possible: workers do it too as soon as the queue is back. */
  private async follow(
    job: JobDefinition,
    changed: Result<void, 'BACKGROUND_JOB_NOT_SCHEDULED'>,
  ): Promise<typeof changed> {
    if (changed.ok) await this.schedules.sync([job.queue]).catch(() => undefined);
    return changed;
  }

  private async look(name: QueueName): Promise<{ counts: QueueCounts; next: Map<string, Date> } | undefined> {
    try {
      const queue = await this.backend.queue(name);
      const [counts, schedulers] = await Promise.all([
        queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
        queue.getJobSchedulers(0, -1),
      ]);
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
      const next = new Map(schedulers.flatMap((s) => (s.next ? [[s.key, new Date(s.next)] as const] : [])));
      return { counts: { waiting, active, delayed, failed }, next };
    } catch {
      return undefined;
    }
  }
}

function scheduleFrom(row: ScheduleRow): Schedule {
  return row.cron === null ? { everyMs: row.every_ms ?? 0 } : { cron: row.cron, timeZone: row.time_zone ?? 'UTC' };
}
