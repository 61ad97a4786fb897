import { Injectable } from '@nestjs/common';
import { ok } from '#kernel';
import { systemCtx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { allJobs, jobByName, type Schedule } from './job.js';
import { jobOptions } from './jobs.js';
import { QueueBackend, type WorkQueue } from './queue-backend.js';
import { QUEUE_NAMES, type QueueName } from './queues.js';

interface ScheduleRow {
  job: string;
  every_ms: number | null;
  cron: string | null;
  time_zone: string | null;
  paused: boolean;
}

type Scheduler = Awaited<ReturnType<WorkQueue['getJobSchedulers']>>[number];

/** A tick this late whose job is not there any more was lost. */
const LATE_MS = 10_000;

/** Makes the queue's schedulers what platform.job_schedule says, after a start, a change, or a loss of the queue. */
@Injectable()
export class JobSchedules {
  constructor(
    private readonly db: Database,
    private readonly backend: QueueBackend,
  ) {}

  /** Writes the code's defaults into the table, except over what an operator decided; forgets jobs that are gone. */
  async adopt(): Promise<void> {
    const defaults = allJobs().flatMap(({ name, schedule }) => (schedule ? [{ job: name, ...columns(schedule) }] : []));
    await this.db.transaction(systemCtx('job'), async () => {
      await this.db.execute(
        sql`insert into platform.job_schedule (job, every_ms, cron, time_zone)
            select job, every_ms, cron, time_zone
              from jsonb_populate_recordset(null::platform.job_schedule, ${JSON.stringify(defaults)}::jsonb)
            on conflict (job) do update
               set every_ms = excluded.every_ms, cron = excluded.cron, time_zone = excluded.time_zone,
                   changed_at = clock_timestamp()
             where not job_schedule.overridden
               and (job_schedule.every_ms, job_schedule.cron, job_schedule.time_zone)
                   is distinct from (excluded.every_ms, excluded.cron, excluded.time_zone)`,
      );
      await this.db.execute(
        sql`delete from platform.job_schedule where job <> all(${defaults.map((d) => d.job)}::text[])`,
      );
      return ok();
    });
  }

  /** Compares table and queue and mends the difference. Safe to run in several workers at once. */
  async sync(queues: readonly QueueName[] = QUEUE_NAMES): Promise<void> {
    const rows = await this.db.query<ScheduleRow>(
      sql`select job, every_ms, cron, time_zone, paused from platform.job_schedule`,
    );
    for (const name of queues) await this.syncQueue(name, rows);
  }

  private async syncQueue(name: QueueName, rows: readonly ScheduleRow[]): Promise<void> {
    const queue = await this.backend.queue(name);
    const existing = new Map((await queue.getJobSchedulers(0, -1)).map((s) => [s.key, s]));
    const wanted = new Set(
      rows.filter((r) => !r.paused && (jobByName(r.job)?.queue ?? name) === name).map((r) => r.job),
    );
    for (const key of existing.keys()) if (!wanted.has(key)) await queue.removeJobScheduler(key);
    for (const row of rows) {
      const job = jobByName(row.job);
      if (!job || job.queue !== name || row.paused) continue;
      const scheduler = existing.get(row.job);
      if (scheduler && isSame(scheduler, row) && !(await isLost(queue, scheduler))) continue;
      await queue.upsertJobScheduler(
        row.job,
        row.cron === null
          ? { every: row.every_ms ?? undefined }
          : { pattern: row.cron, tz: row.time_zone ?? undefined },
        { name: job.name, data: { payload: {} }, opts: jobOptions(job) },
      );
    }
  }
}

/** The table's columns of a schedule. */
export function columns(schedule: Schedule): {
  every_ms: number | null;
  cron: string | null;
  time_zone: string | null;
} {
  return 'everyMs' in schedule
    ? { every_ms: schedule.everyMs, cron: null, time_zone: null }
    : { every_ms: null, cron: schedule.cron, time_zone: schedule.timeZone };
}

function isSame(scheduler: Scheduler, row: ScheduleRow): boolean {
  return row.cron === null
    ? Number(scheduler.every) === row.every_ms
    : scheduler.pattern === row.cron && scheduler.tz === row.time_zone;
}

/** Whether a scheduler has come to a halt: its next run is overdue and no job for it is in the queue. */
async function isLost(queue: WorkQueue, scheduler: Scheduler): Promise<boolean> {
  const next = Number(scheduler.next ?? 0);
  if (next > Date.now() - LATE_MS) return false;
  const state = await queue.getJobState(`repeat:${scheduler.key}:${next}`);
  return state === 'unknown' || state === 'completed' || state === 'failed';
}
