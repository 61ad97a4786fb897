import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import { wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { recurrenceOf } from '../../recurrence/application/check-recurrence.js';
import { lastWholePeriod } from '../domain/review-period.js';
import { PrepareReview } from './prepare-review.js';
import { PLAN_COLUMNS, type ReviewPlanRow } from './review.rows.js';

/**
 * Prepares the reviews of plans that come up, one per occurrence: noted under a key of plan and occurrence in the
 * transaction that makes it. A late run prepares every one that came up meanwhile, each for its own period.
 */
@Injectable()
export class PrepareDueReviews {
  constructor(
    private readonly db: Database,
    private readonly preparing: PrepareReview,
  ) {}

  async run(ctx: Ctx, now: Date = systemClock.now()): Promise<{ prepared: number }> {
    for (let prepared = 0; ; prepared++) {
      const waiting = await this.db.query(
        sql`select 1 from management.review_plan where status = 'ACTIVE' and next_at <= ${now} order by next_at limit 1`,
      );
      if (waiting.length === 0) return { prepared };
      const done = await this.db.transaction(ctx, () => this.step(ctx, now));
      if (!done.ok || !done.value) return { prepared };
    }
  }

  /** The next review of a plan that nobody else works at; false when there is none. */
  private async step(ctx: Ctx, now: Date): Promise<Result<boolean, never>> {
    const plan = await this.db.maybeOne<ReviewPlanRow>(
      sql`select ${PLAN_COLUMNS} from management.review_plan p where p.status = 'ACTIVE' and p.next_at <= ${now}
           order by p.next_at, p.id limit 1 for update skip locked`,
    );
    if (!plan) return ok(false);
    const leadMs = plan.leadSeconds * 1000;
    const [at, next] = upcomingOf(plan, plan.handledUntil.getTime(), 2);
    if (at !== undefined && at - leadMs <= now.getTime()) {
      const { from: periodFrom, to: periodTo } = lastWholePeriod(plan.period, wallTimeAt(plan.zone, at).date);
      const review = {
        ...plan,
        planId: plan.id,
        originalAt: new Date(at),
        plannedAt: new Date(at),
        periodFrom,
        periodTo,
      };
      await this.preparing.run(ctx, review, now);
    }
    const over = next === undefined;
    await this.db.execute(
      sql`update management.review_plan set handled_until = ${new Date(at ?? now)},
                 next_at = ${over ? null : new Date(next - leadMs)}, status = ${over ? 'ENDED' : 'ACTIVE'} where id = ${plan.id}`,
    );
    return ok(true);
  }
}

/** The next occurrences of a plan after an instant. */
export function upcomingOf(plan: Parameters<typeof recurrenceOf>[0], after: number, count: number): number[] {
  const found: number[] = [];
  for (const at of recurrenceOf(plan).after(after)) {
    found.push(at);
    if (found.length >= count) break;
  }
  return found;
}
