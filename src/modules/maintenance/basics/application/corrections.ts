import { Injectable } from '@nestjs/common';
import { Checks, systemClock, uuidv7 } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql, type Sql } from '#platform/database';
import { differences, type CorrectedEntry, type Correction } from '../domain/correction.js';
import { LIMITS } from '../domain/values.js';

const COLUMN = {
  METER_READING: 'meter_reading_id',
  VISIT: 'visit_id',
  LABOUR: 'labour_id',
  PART_USE: 'part_use_id',
  FINDING: 'finding_id',
} as const satisfies Record<CorrectedEntry, string>;

const OF = {
  METER_READING: sql`c.meter_reading_id`,
  VISIT: sql`c.visit_id`,
  LABOUR: sql`c.labour_id`,
  PART_USE: sql`c.part_use_id`,
  FINDING: sql`c.finding_id`,
} as const satisfies Record<CorrectedEntry, Sql>;

/** Keeps what was corrected and withdrawn, why and by whom. Rows are only added. */
@Injectable()
export class Corrections {
  constructor(private readonly db: Database) {}

  /** Notes that an entry says something else now; false when nothing of it differs, and nothing is noted. */
  async corrected<T extends object>(
    ctx: Ctx,
    entry: CorrectedEntry,
    entryId: string,
    reason: string,
    states: { readonly before: T; readonly after: T },
  ): Promise<boolean> {
    const { before, after } = differences(states.before, states.after);
    if (Object.keys(after).length === 0) return false;
    await this.add(ctx, entry, entryId, { action: 'CORRECTED', reason, before, after: JSON.stringify(after) });
    return true;
  }

  /** Notes that an entry counts for nothing any more. */
  withdrawn(ctx: Ctx, entry: CorrectedEntry, entryId: string, reason: string, before: object): Promise<void> {
    const states = differences<object>({}, before);
    return this.add(ctx, entry, entryId, { action: 'WITHDRAWN', reason, before: states.after, after: null });
  }

  /** The corrections of entries of one kind, each entry's in their order. */
  ofEntries(entry: CorrectedEntry, ids: readonly string[]): Promise<Correction[]> {
    return this.db.query<Correction>(sql`
      select c.id, c.action, c.reason, c.before, c.after, c.corrected_at as "correctedAt", c.corrected_by as "correctedById",
             ${entry}::text as entry, ${OF[entry]} as "entryId"
        from maintenance.correction c
       where ${OF[entry]} = any(${ids}::uuid[])
       order by c.id`);
  }

  private async add(ctx: Ctx, entry: CorrectedEntry, entryId: string, row: Record<string, unknown>): Promise<void> {
    await this.db.execute(
      insert('maintenance.correction', {
        id: uuidv7(),
        [COLUMN[entry]]: entryId,
        ...row,
        reason: (row['reason'] as string).trim(),
        before: JSON.stringify(row['before']),
        corrected_at: systemClock.now(),
        corrected_by: ctx.actor.id,
      }),
    );
  }
}

/** That a correction says why. */
export const checkReason = (reason: string | null | undefined): Checks =>
  new Checks().text('reason', reason, LIMITS.correctionReason);
