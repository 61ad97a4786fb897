import { Injectable } from '@nestjs/common';
import { ok, uuidv7 } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';

/** Longest error text that is kept. */
const ERROR_LENGTH = 4_000;

/** Keeps platform.job_run, the operators' view of what ran. */
@Injectable()
export class JobRuns {
  constructor(private readonly db: Database) {}

  /** Notes that a run has begun; returns its id. */
  async begin(ctx: Ctx, job: string, requestedBy: string | null): Promise<string> {
    const id = uuidv7();
    await this.db.transaction(ctx, async () => {
      const row = { id, job, request_id: ctx.requestId, requested_by: requestedBy };
      await this.db.execute(insert('platform.job_run', row));
      return ok();
    });
    return id;
  }

  async done(ctx: Ctx, id: string, detail: unknown): Promise<void> {
    const kept = detail === undefined ? null : JSON.stringify(detail);
    await this.db.transaction(ctx, async () => {
      await this.db.execute(
        sql`update platform.job_run set finished_at = clock_timestamp(), outcome = 'done', detail = ${kept}::jsonb
             where id = ${id}`,
      );
      return ok();
    });
  }

  /** Notes a failed run; one that was not noted when it began is noted now. */
  async failed(
    ctx: Ctx,
    run: { id?: string; job: string; startedAt: Date; requestedBy: string | null },
    error: Error,
  ): Promise<void> {
    const text = (error.stack ?? error.message).slice(0, ERROR_LENGTH);
    await this.db.transaction(ctx, async () => {
      await this.db.execute(
        sql`insert into platform.job_run (id, job, started_at, finished_at, outcome, error, request_id, requested_by)
            values (${run.id ?? uuidv7()}, ${run.job}, ${run.startedAt}, clock_timestamp(), 'failed', ${text},
                    ${ctx.requestId}, ${run.requestedBy})
            on conflict (id) do update
               set finished_at = excluded.finished_at, outcome = excluded.outcome, error = excluded.error`,
      );
      return ok();
    });
  }
}
