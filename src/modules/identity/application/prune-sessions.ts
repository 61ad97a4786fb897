import { Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';

/** Days for which sessions and API tokens are kept after their end, for whoever looks into what happened. */
export const KEEP_ENDED_DAYS = 90;
const DAY_MS = 86_400_000;
const BATCH = 5_000;

/** Deletes sessions and API tokens that ended long ago, in batches of short transactions. */
@Injectable()
export class PruneSessions {
  constructor(private readonly db: Database) {}

  async run(ctx: Ctx, now: Date = systemClock.now()): Promise<{ sessions: number; apiTokens: number }> {
    const end = new Date(now.getTime() - KEEP_ENDED_DAYS * DAY_MS);
    return {
      sessions: await this.inBatches(
        ctx,
        sql`delete from identity.session where id in (
              select id from identity.session where least(expires_at, ended_at) < ${end} limit ${BATCH})`,
      ),
      apiTokens: await this.inBatches(
        ctx,
        sql`delete from identity.api_token where id in (
              select id from identity.api_token where least(expires_at, revoked_at) < ${end} limit ${BATCH})`,
      ),
    };
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
