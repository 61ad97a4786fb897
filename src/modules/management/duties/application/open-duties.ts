import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, drain, sql } from '#platform/database';
import { byDueTime } from '../domain/plan-occurrences.js';
import { DUTY_COLUMNS, type DutyRow } from './duty.rows.js';
import { DutyPlans } from './duty-plans.js';
import { DutyStore, type DoneOccurrence } from './duty-store.js';
import { OpenOccurrence } from './open-occurrence.js';

/** Requests opened in one transaction. */
const PAGE = 50;
/** Pause before a duty that could not open its request is tried again. */
const RETRY_MS = 15 * 60_000;

export interface OpenedDuties {
  /** Requests that were opened. */
  readonly opened: number;
  readonly skipped: number;
  /** Duties that could not open one. */
  readonly failed: number;
}

/**
 * Opens the requests of duties that came up. Each occurrence is noted in the transaction that creates its request, under
 * a key of duty and original time: whatever is killed, and however many workers there are, it is opened once. A late run
 * finds everything that came up meanwhile, for the cursor of a duty moves with what is done with, not with time.
 */
@Injectable()
export class OpenDuties {
  constructor(
    private readonly db: Database,
    private readonly store: DutyStore,
    private readonly plans: DutyPlans,
    private readonly opening: OpenOccurrence,
  ) {}

  async run(ctx: Ctx, now: Date = systemClock.now()): Promise<OpenedDuties> {
    return drain(
      this.db,
      ctx,
      { opened: 0, skipped: 0, failed: 0 },
      { due: () => this.anythingDue(now), batch: () => this.step(ctx, now) },
    );
  }

  private async anythingDue(now: Date): Promise<boolean> {
    const due = await this.db.query(
      sql`select 1 from management.duty where status = 'ACTIVE' and next_at <= ${now} order by next_at limit 1`,
    );
    return due.length > 0;
  }

  /** One duty that nobody else works at; undefined when there is none. */
  private async step(ctx: Ctx, now: Date): Promise<Result<OpenedDuties | undefined, never>> {
    const duty = await this.db.maybeOne<DutyRow>(
      sql`select ${DUTY_COLUMNS} from management.duty d where d.status = 'ACTIVE' and d.next_at <= ${now}
           order by d.next_at, d.id limit 1 for update skip locked`,
    );
    const plan = duty && (await this.plans.of([duty])).get(duty.id);
    if (!plan) return ok(undefined);
    const { occurrences } = plan.due(now.getTime());
    const done: DoneOccurrence[] = occurrences
      .filter((o) => o.skipped !== null)
      .map((o) => ({ ...o, requestId: null }));
    const skipped = done.length;
    const failures: Failure[] = [];
    for (const occurrence of occurrences
      .filter((o) => o.skipped === null)
      .sort(byDueTime)
      .slice(0, PAGE)) {
      const request = await this.opening.run(ctx, duty, occurrence);
      if (request.ok) done.push({ ...occurrence, requestId: request.value.id });
      else failures.push(...request.failures);
      if (failures.length > 0) break;
    }
    await this.store.addOccurrences(duty.id, done, now);
    const isDone = new Set(done.map((o) => o.originalAt));
    const { handledUntil, nextAt } = plan.after(occurrences.filter((o) => isDone.has(o.originalAt)));
    const over = nextAt === null && failures.length === 0;
    if (failures.length > 0) await this.opening.tellFailure(ctx, duty, failures, now);
    await this.store.advance(duty.id, {
      handled_until: new Date(handledUntil),
      next_at: failures.length > 0 ? new Date(now.getTime() + RETRY_MS) : nextAt === null ? null : new Date(nextAt),
      failing: failures.length > 0 ? JSON.stringify(failingOf(duty, failures, now)) : null,
      ...(over ? { status: 'ENDED', ended_at: now } : {}),
    });
    return ok({ opened: done.length - skipped, skipped, failed: failures.length > 0 ? 1 : 0 });
  }
}

function failingOf(duty: DutyRow, failures: readonly Failure[], now: Date): object {
  const codes = [...new Set(failures.map((f) => f.code))];
  return { codes, since: duty.failing?.since ?? now.toISOString(), tries: (duty.failing?.tries ?? 0) + 1 };
}
