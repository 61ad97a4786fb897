import { Injectable } from '@nestjs/common';
import { Checks, errs, ok, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, empty, sql } from '#platform/database';
import { LIMITS } from '../domain/limits.js';

/** Most notifications that are named at once. */

export interface MarkCommand {
  readonly ids: readonly string[];
  /** False: not read after all. */
  readonly read: boolean;
}

/** Notes what somebody has read, of his own notifications only. */
@Injectable()
export class MarkRead {
  constructor(private readonly db: Database) {}

  /** What was read before keeps its first time; marking twice changes nothing. */
  some(ctx: Ctx, { ids, read }: MarkCommand): Promise<Result<{ ids: readonly string[] }, CheckCode | 'NOT_FOUND'>> {
    const wrong = new Checks().atMost('ids', ids, LIMITS.marked).err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ ids: readonly string[] }, 'NOT_FOUND'>(ctx, async () => {
      const touched = await this.db.query<{ id: string }>(
        sql`update notifications.notification
               set read_at = ${read ? sql`coalesce(read_at, clock_timestamp())` : sql`null`}
             where id = any(${ids}::uuid[]) and employee_id = ${ctx.actor.id} returning id`,
      );
      const found = new Set(touched.map((r) => r.id));
      const missing = ids.flatMap((id, i) =>
        found.has(id) ? [] : [{ code: 'NOT_FOUND' as const, field: `ids.${i}` }],
      );
      return missing.length > 0 ? errs(missing) : ok({ ids });
    });
  }

  /** All of them, or those that came up to an instant: what came since the screen was drawn stays unread. */
  all(ctx: Ctx, upTo: Date | null): Promise<Result<{ marked: number }>> {
    return this.db.transaction(ctx, async () =>
      ok({
        marked: await this.db.execute(
          sql`update notifications.notification set read_at = clock_timestamp()
               where employee_id = ${ctx.actor.id} and read_at is null
                     ${upTo === null ? empty : sql`and created_at <= ${upTo}`}`,
        ),
      }),
    );
  }
}
