import { Injectable } from '@nestjs/common';
import { uuidv7 } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, insertMany, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { CustomersApi } from '#modules/customers';
import { NotificationsApi } from '#modules/notifications';
import { reviewPrepared } from '../review.events.js';
import { reviewIsPrepared } from '../review.notices.js';
import { ComputeScorecard, type Reviewed } from './compute-scorecard.js';
import { type ReviewRow } from './review.rows.js';

/** A review to be. */
export interface NewReview extends Reviewed, Pick<ReviewRow, 'officeId' | 'name' | 'plannedAt' | 'chairId' | 'planId'> {
  /** Which occurrence of its plan. */
  readonly originalAt: Date | null;
  readonly agenda: readonly string[];
}

/**
 * Prepares a review: its scorecard, its agenda, who leads it, what was not done since the last ones. Tells whoever looks
 * after the customer. In the caller's transaction.
 */
@Injectable()
export class PrepareReview {
  constructor(
    private readonly db: Database,
    private readonly scorecards: ComputeScorecard,
    private readonly customers: CustomersApi,
    private readonly notifications: NotificationsApi,
    private readonly outbox: Outbox,
  ) {}

  async run(ctx: Ctx, review: NewReview, now: Date): Promise<string> {
    const id = uuidv7();
    const customer = (await this.customers.customers([review.customerId])).get(review.customerId);
    const chairId = review.chairId ?? customer?.accountManagerId ?? null;
    const scorecard = await this.scorecards.of(review, now);
    const { number } = await this.db.one<{ number: string }>(
      sql`${insert('management.review', {
        ...{ id, plan_id: review.planId, original_at: review.originalAt, customer_id: review.customerId },
        ...{ job_id: review.jobId, office_id: review.officeId, name: review.name, include_below: review.includeBelow },
        ...{
          period_from: review.periodFrom,
          period_to: review.periodTo,
          zone: review.zone,
          planned_at: review.plannedAt,
        },
        ...{ chair_id: chairId, status: 'PREPARED', prepared_at: now, scorecard: JSON.stringify(scorecard) },
        created_by: ctx.actor.id,
      })} returning number`,
    );
    const agenda = review.agenda.map((title, sort) => ({ id: uuidv7(), review_id: id, sort, title: title.trim() }));
    if (agenda.length > 0)
      await this.db.execute(insertMany('management.review_agenda_item', ['id', 'review_id', 'sort', 'title'], agenda));
    if (chairId !== null)
      await this.db.execute(
        insert('management.review_participant', { id: uuidv7(), review_id: id, sort: 0, employee_id: chairId }),
      );
    await this.carryOver(id, review);
    const { customerId, officeId } = review;
    await this.outbox.add(ctx, reviewPrepared, { reviewId: id, customerId, officeId });
    await this.notifications.notify(ctx, [
      {
        kind: reviewIsPrepared,
        recipients: [...new Set([customer?.accountManagerId, chairId].filter((who) => who != null))],
        fallback: { officeId },
        about: { type: 'ServiceReview', id },
        params: {
          ...{ number, name: review.name, from: review.periodFrom, to: review.periodTo },
          customer: customer?.name ?? '',
          plannedAt: { at: review.plannedAt.toISOString() },
        },
        dedupeKey: `management.review-prepared/${id}`,
      },
    ]);
    return id;
  }

  /** Actions of earlier reviews of the same customer (and job) that are not done come up again. */
  private async carryOver(id: string, { customerId, jobId }: NewReview): Promise<void> {
    const open = await this.db.query<{ id: string }>(
      sql`select a.id from management.review_action a join management.review v on v.id = a.review_id
           where v.customer_id = ${customerId} and v.job_id is not distinct from ${jobId}::uuid and v.id <> ${id}
             and a.kind = 'ACTION' and a.done_at is null`,
    );
    if (open.length === 0) return;
    const rows = open.map((a) => ({ id: uuidv7(), review_id: id, action_id: a.id }));
    await this.db.execute(insertMany('management.review_carried', ['id', 'review_id', 'action_id'], rows));
  }
}
