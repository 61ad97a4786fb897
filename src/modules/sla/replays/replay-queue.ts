import { Injectable } from '@nestjs/common';
import { systemClock, uuidv7 } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { replayClocks } from './replay.jobs.js';

/** What has changed. */
export type ReplayCause =
  | { readonly calendarId: string }
  /** The office chose another calendar. */
  | { readonly officeId: string }
  /** The branch chose another calendar, or none any more. */
  | { readonly branchId: string }
  | { readonly termsVersionId: string }
  /** Calendars are read by other rules (time zone data, edition): the number of these. */
  | { readonly rules: number };

const REASONS = {
  calendarId: 'CALENDAR',
  officeId: 'OFFICE_CALENDAR',
  branchId: 'BRANCH_CALENDAR',
  termsVersionId: 'TERMS',
  rules: 'RULES',
} as const;

/** Takes down, in the transaction of a change, which clocks have to be evaluated again because of it. */
@Injectable()
export class ReplayQueue {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
  ) {}

  /** Notes, in the transaction of the change, that clocks must be replayed from an instant on. */
  async note(ctx: Ctx, cause: ReplayCause, dueAt: Date, now: Date = systemClock.now()): Promise<void> {
    await this.db.execute(
      insert('sla.replay', {
        id: uuidv7(),
        reason: REASONS[Object.keys(cause)[0] as keyof typeof REASONS],
        calendar_id: 'calendarId' in cause ? cause.calendarId : null,
        office_id: 'officeId' in cause ? cause.officeId : null,
        branch_id: 'branchId' in cause ? cause.branchId : null,
        terms_version_id: 'termsVersionId' in cause ? cause.termsVersionId : null,
        rules: 'rules' in cause ? cause.rules : null,
        due_at: dueAt,
      }),
    );
    if (dueAt > now) return;
    // Only a wake: should it get lost, the schedule finds the row.
    this.jobs.wake(ctx, replayClocks, 'replay');
  }

  /** Is any replay due that is not finished? Until then what is stored may not be what the rules say. */
  async pending(now: Date): Promise<boolean> {
    const pending = await this.db.query(
      sql`select 1 from sla.replay where done_at is null and due_at <= ${now} order by due_at limit 1`,
    );
    return pending.length > 0;
  }

  /**
   * Says, in the transaction of the change, that published calendars or terms are others now: every process loads them
   * again before it evaluates the next clock. Changes of them wait for one another here.
   */
  async configChanged(): Promise<void> {
    await this.db.execute(sql`update sla.config_generation set generation = generation + 1`);
  }
}
