import { Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';

export const KEEP_READ_DAYS = 90;
export const KEEP_UNREAD_DAYS = 180;
const DAY_MS = 86_400_000;
const BATCH = 5_000;

/** Forgets old notifications, in batches of short transactions. What happened stands elsewhere. */
@Injectable()
export class PruneNotifications {
  constructor(private readonly db: Database) {}

  async run(ctx: Ctx, now: Date = systemClock.now()): Promise<{ notifications: number }> {
    const read = new Date(now.getTime() - KEEP_READ_DAYS * DAY_MS);
    const unread = new Date(now.getTime() - KEEP_UNREAD_DAYS * DAY_MS);
    for (let notifications = 0; ;) {
      const result = await this.db.transaction(ctx, async () =>
        ok(
          await this.db.execute(
            sql`delete from notifications.notification where id in (
                  select id from notifications.notification
                   where created_at < ${read} and (read_at < ${read} or created_at < ${unread}) limit ${BATCH})`,
          ),
        ),
      );
      const count = result.ok ? result.value : 0;
      notifications += count;
      if (count < BATCH) return { notifications };
    }
  }
}
