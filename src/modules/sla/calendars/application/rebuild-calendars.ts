import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { CalendarQueries } from './calendar.queries.js';
import { ManageCalendars } from './manage-calendars.js';

/** Lets calendars follow the holidays they stand on, set by set, outside any request of a user. */
@Injectable()
export class RebuildCalendars {
  constructor(
    private readonly db: Database,
    private readonly queries: CalendarQueries,
    private readonly calendars: ManageCalendars,
  ) {}

  /** Does all that waits; one transaction per set, so that a worker that dies costs no more than one. */
  async run(ctx: Ctx, now?: Date): Promise<{ sets: number; calendars: number }> {
    for (let sets = 0, calendars = 0; ; sets++) {
      const waiting = await this.db.query(sql`select 1 from sla.holiday_set where generation > applied limit 1`);
      if (waiting.length === 0) return { sets, calendars };
      const result = await this.db.transaction(ctx, () => this.next(ctx, now ?? systemClock.now()));
      if (!result.ok || result.value === undefined) return { sets, calendars };
      calendars += result.value;
    }
  }

  /** The calendars of a set nobody else works at; undefined when there is none. */
  private async next(ctx: Ctx, now: Date): Promise<Result<number | undefined, never>> {
    const set = await this.db.maybeOne<{ id: string }>(
      sql`select id from sla.holiday_set where generation > applied order by id limit 1 for update skip locked`,
    );
    if (!set) return ok(undefined);
    let changed = 0;
    for (const id of await this.queries.standingOn(set.id))
      changed += Number(await this.calendars.followHolidays(ctx, id, now));
    // The lock on the set has kept everybody from changing its rows since.
    await this.db.execute(sql`update sla.holiday_set set applied = generation where id = ${set.id}`);
    return ok(changed);
  }
}
