import { Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { HandlesJob } from '#platform/jobs';
import { pruneMail } from './mail.jobs.js';

export const KEEP_SENT_DAYS = 30;
export const KEEP_FAILED_DAYS = 90;
const DAY_MS = 86_400_000;
const BATCH = 1_000;

@Injectable()
export class PruneMails {
  constructor(private readonly db: Database) {}

  @HandlesJob(pruneMail)
  handle(ctx: Ctx): Promise<{ mails: number }> {
    return this.run(ctx);
  }

  /** Deletes in batches of short transactions; what waits stays. */
  async run(ctx: Ctx, now: Date = systemClock.now()): Promise<{ mails: number }> {
    const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
    for (let mails = 0; ;) {
      const result = await this.db.transaction(ctx, async () =>
        ok(
          await this.db.execute(
            sql`delete from platform.outgoing_mail where id in (
                  select id from platform.outgoing_mail
                   where created_at < ${before(KEEP_SENT_DAYS)}
                     and (status = 'SENT' and ended_at < ${before(KEEP_SENT_DAYS)}
                          or status = 'FAILED' and ended_at < ${before(KEEP_FAILED_DAYS)})
                   limit ${BATCH})`,
          ),
        ),
      );
      const count = result.ok ? result.value : 0;
      mails += count;
      if (count < BATCH) return { mails };
    }
  }
}
