import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { recurrenceOf } from '../../recurrence/application/check-recurrence.js';
import { DUTY_LIMITS, type DutyStatus } from '../domain/duty.js';
import { type DutyRow } from './duty.rows.js';
import { DutyPlans } from './duty-plans.js';
import { DutyStore, type DutyLockCode } from './duty-store.js';

export interface WhichDuty {
  readonly id: string;
  readonly version: number;
}

export interface WhichOccurrence extends WhichDuty {
  /** As the rule gives it. */
  readonly originalAt: Date;
}

export interface ExceptOccurrenceCommand extends WhichOccurrence {
  /** Null: it is left out. */
  readonly movedTo: Date | null;
  readonly reason?: string | null;
}

export type OccurrenceCode =
  CheckCode | DutyLockCode | 'OCCURRENCE_NOT_FOUND' | 'OCCURRENCE_HANDLED' | 'OCCURRENCE_TAKEN';

const DAY_MS = 86_400_000;

/** Pauses, resumes and ends duties, and decides about single occurrences. */
@Injectable()
export class ManageDutyLifecycle {
  constructor(
    private readonly db: Database,
    private readonly plans: DutyPlans,
    private readonly store: DutyStore,
  ) {}

  /** Nothing is opened until it is resumed. */
  pause(ctx: Ctx, which: WhichDuty): Promise<Result<{ id: string }, DutyLockCode>> {
    return this.move(ctx, which, ['ACTIVE'], async (duty) => {
      await this.store.decide(duty, undefined, undefined, { status: 'PAUSED', next_at: null, failing: null });
    });
  }

  /** Goes on with what comes from now on; what came up meanwhile is noted as skipped. */
  resume(ctx: Ctx, which: WhichDuty, now: Date = systemClock.now()): Promise<Result<{ id: string }, DutyLockCode>> {
    return this.move(ctx, which, ['PAUSED'], async (duty) => {
      const plan = (await this.plans.of([duty])).get(duty.id);
      if (!plan) return;
      const passed = plan.passed(duty.handledUntil.getTime(), now.getTime()).filter((o) => o.dueAt <= now.getTime());
      const done = passed.map((o) => ({ ...o, requestId: null, skipped: o.skipped ?? ('PAUSED' as const) }));
      await this.store.addOccurrences(duty.id, done, now);
      const next = plan.after(passed);
      const over = next.nextAt === null;
      const status = over ? { status: 'ENDED', ended_at: now } : { status: 'ACTIVE' };
      await this.store.decide(duty, undefined, next, status);
    });
  }

  /** For good. Requests that were opened stay as they are. */
  end(ctx: Ctx, which: WhichDuty, now: Date = systemClock.now()): Promise<Result<{ id: string }, DutyLockCode>> {
    return this.move(ctx, which, ['ACTIVE', 'PAUSED'], async (duty) => {
      const ended = { status: 'ENDED', ended_at: now, next_at: null, failing: null };
      await this.store.decide(duty, undefined, undefined, ended);
    });
  }

  /** Leaves one occurrence out, or moves it; a second decision about the same one replaces the first. */
  except(
    ctx: Ctx,
    cmd: ExceptOccurrenceCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, OccurrenceCode>> {
    const { originalAt, movedTo } = cmd;
    const span = DUTY_LIMITS.moveDays * DAY_MS;
    const bounds = {
      from: new Date(Math.max(now.getTime(), originalAt.getTime() - span)),
      to: new Date(originalAt.getTime() + span),
    };
    const wrong = new Checks()
      .instant('movedTo', movedTo, bounds)
      .text('reason', cmd.reason, { ...DUTY_LIMITS.reason, optional: true })
      .err();
    if (wrong) return Promise.resolve(wrong);
    return this.occurrence(ctx, cmd, async (duty) => {
      if (movedTo !== null && (await this.isTaken(duty, cmd.originalAt, movedTo)))
        return err('OCCURRENCE_TAKEN', 'movedTo', { at: movedTo.toISOString() });
      const row = {
        id: uuidv7(),
        duty_id: duty.id,
        original_at: originalAt,
        moved_to: movedTo,
        reason: blankToNull(cmd.reason) ?? null,
      };
      await this.db.execute(
        sql`${insert('management.duty_exception', row)}
            on conflict on constraint duty_exception_key do update set moved_to = excluded.moved_to, reason = excluded.reason`,
      );
      return ok();
    });
  }

  /** Takes a decision about one occurrence back: it comes as the rule gives it. */
  restore(ctx: Ctx, cmd: WhichOccurrence): Promise<Result<{ id: string }, OccurrenceCode>> {
    return this.occurrence(ctx, cmd, async (duty) => {
      await this.db.execute(
        sql`delete from management.duty_exception where duty_id = ${duty.id} and original_at = ${cmd.originalAt}`,
      );
      return ok();
    });
  }

  private move(
    ctx: Ctx,
    which: WhichDuty,
    from: readonly DutyStatus[],
    work: (duty: DutyRow) => Promise<void>,
  ): Promise<Result<{ id: string }, DutyLockCode>> {
    return this.db.transaction<{ id: string }, DutyLockCode>(ctx, async () => {
      const locked = await this.store.lock(ctx, which, from);
      if (!locked.ok) return locked;
      await work(locked.value);
      return ok({ id: which.id });
    });
  }

  private occurrence(
    ctx: Ctx,
    cmd: WhichOccurrence,
    work: (duty: DutyRow) => Promise<Result<unknown, OccurrenceCode>>,
  ): Promise<Result<{ id: string }, OccurrenceCode>> {
    return this.db.transaction<{ id: string }, OccurrenceCode>(ctx, async () => {
      const locked = await this.store.lock(ctx, cmd, ['ACTIVE', 'PAUSED']);
      if (!locked.ok) return locked;
      const duty = locked.value;
      const at = cmd.originalAt.getTime();
      const handled = await this.db.query(
        sql`select 1 from management.duty_occurrence where duty_id = ${duty.id} and original_at = ${cmd.originalAt}`,
      );
      if (handled.length > 0) return err('OCCURRENCE_HANDLED', 'originalAt');
      if (at <= duty.handledUntil.getTime() || recurrenceOf(duty).between(at, at + 1).length === 0)
        return err('OCCURRENCE_NOT_FOUND', 'originalAt', { at: cmd.originalAt.toISOString() });
      const done = await work(duty);
      if (!done.ok) return done;
      const next = (await this.plans.of([duty])).get(duty.id)?.after([]);
      await this.store.decide(duty, undefined, duty.status === 'ACTIVE' ? next : undefined, {});
      return ok({ id: duty.id });
    });
  }

  /** Whether another occurrence is at that time: one that was opened, one that was moved there, one of the rule. */
  private async isTaken(duty: DutyRow, originalAt: Date, at: Date): Promise<boolean> {
    const { taken } = await this.db.one<{ taken: boolean }>(
      sql`select exists (select from management.duty_occurrence where duty_id = ${duty.id} and due_at = ${at} and skipped is null)
              or exists (select from management.duty_exception
                          where duty_id = ${duty.id} and moved_to = ${at} and original_at <> ${originalAt}) as taken`,
    );
    if (taken) return true;
    const time = at.getTime();
    if (time === originalAt.getTime() || recurrenceOf(duty).between(time, time + 1).length === 0) return false;
    // The rule's own occurrence at that time may have been moved away or left out.
    const away = await this.db.query(
      sql`select 1 from management.duty_exception where duty_id = ${duty.id} and original_at = ${at}`,
    );
    return away.length === 0;
  }
}
