import { Injectable } from '@nestjs/common';
import { ok } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';
import { defineJob, HandlesJob } from '#platform/jobs';

/** Days for which told events and what was done about them are kept. */
export const KEEP_EVENTS_DAYS = 14;
/** Days for which first answers to mutations are kept: a retry later than this does the mutation again. */
export const KEEP_RECEIPTS_DAYS = 7;
/** Days for which runs of jobs are kept. */
export const KEEP_RUNS_DAYS = 90;

const BATCH = 5_000;

export const prune = defineJob({
  name: 'platform.prune',
  queue: 'maintenance',
  description: 'Deletes old relayed events, notes of handled events, answers kept for retries, and runs of jobs.',
  schedule: { cron: '17 3 * * *', timeZone: 'UTC' },
  singleton: true,
});

@Injectable()
export class Pruner {
  constructor(private readonly db: Database) {}

  /** Deletes in batches of short transactions. Events with an open dead letter stay. */
  @HandlesJob(prune)
  async run(ctx: Ctx): Promise<{ events: number; inbox: number; deadLetters: number; receipts: number; runs: number }> {
    const events = await this.inBatches(
      ctx,
      sql`delete from platform.outbox_event where id in (
            select e.id from platform.outbox_event e
             where e.relayed_at < now() - make_interval(days => ${KEEP_EVENTS_DAYS})
               and not exists (
                 select from platform.dead_letter d where d.event_id = e.id and d.redriven_at is null)
             limit ${BATCH})`,
    );
    const inbox = await this.inBatches(
      ctx,
      sql`delete from platform.inbox_entry where (event_id, handler) in (
            select event_id, handler from platform.inbox_entry
             where done_at < now() - make_interval(days => ${KEEP_EVENTS_DAYS}) limit ${BATCH})`,
    );
    const deadLetters = await this.inBatches(
      ctx,
      sql`delete from platform.dead_letter where id in (
            select id from platform.dead_letter
             where redriven_at < now() - make_interval(days => ${KEEP_EVENTS_DAYS}) limit ${BATCH})`,
    );
    const receipts = await this.inBatches(
      ctx,
      sql`delete from platform.mutation_receipt where (actor_id, mutation, client_mutation_id) in (
            select actor_id, mutation, client_mutation_id from platform.mutation_receipt
             where at < now() - make_interval(days => ${KEEP_RECEIPTS_DAYS}) limit ${BATCH})`,
    );
    const runs = await this.inBatches(
      ctx,
      sql`delete from platform.job_run where id in (
            select id from platform.job_run
             where started_at < now() - make_interval(days => ${KEEP_RUNS_DAYS}) limit ${BATCH})`,
    );
    return { events, inbox, deadLetters, receipts, runs };
  }

  private async inBatches(ctx: Ctx, statement: Sql): Promise<number> {
    for (let total = 0; ;) {
      const result = await this.db.transaction(ctx, async () => ok(await this.db.execute(statement)));
      const count = result.ok ? result.value : 0;
      total += count;
      if (count < BATCH) return total;
    }
  }
}
