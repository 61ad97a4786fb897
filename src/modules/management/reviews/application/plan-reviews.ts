import { Injectable } from '@nestjs/common';
import { err, errs, ok, systemClock, uuidv7, staleVersion, type CheckCode, type Result } from '#kernel';
import { addDays, instantOf, wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql, type Row } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { type ReferenceCode } from '#modules/services';
import { checkReviewPlan, type ReviewPlanValues } from '../domain/review.js';
import { ManagementPolicy } from '../../management.policy.js';
import { upcomingOf } from './prepare-due-reviews.js';
import { checkedRule, type RecurrenceCode } from '../../recurrence/application/check-recurrence.js';
import { ReviewReferences } from './review-references.js';
import { PLAN_COLUMNS, type ReviewPlanRow } from './review.rows.js';

/** What is left out is worked out. */
export type ReviewPlanInput = Partial<ReviewPlanValues> &
  Pick<ReviewPlanValues, 'name' | 'period' | 'rule' | 'startsOn' | 'localTime'>;

export interface CreateReviewPlanCommand extends ReviewPlanInput {
  readonly customerId: string;
}

/** What is left out stays. */
export interface UpdateReviewPlanCommand extends Partial<ReviewPlanInput> {
  readonly id: string;
  readonly version: number;
}

export type ReviewPlanCode = CheckCode | ReferenceCode | RecurrenceCode | 'ZONE_UNKNOWN';
export type UpdateReviewPlanCode = ReviewPlanCode | 'NOT_FOUND' | 'STALE_VERSION' | 'WRONG_STATUS';

const RECURRENCE = ['rule', 'startsOn', 'localTime', 'zone', 'endsOn'] as const;
const WEEK_S = 7 * 86_400;

/** Reviews that come again and again. */
@Injectable()
export class PlanReviews {
  constructor(
    private readonly db: Database,
    private readonly policy: ManagementPolicy,
    private readonly references: ReviewReferences,
    private readonly identity: IdentityApi,
  ) {}

  /** The first review is the first from now on. */
  async create(
    ctx: Ctx,
    { customerId, ...wishes }: CreateReviewPlanCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, ReviewPlanCode>> {
    const values = await this.complete(customerId, wishes, now.getTime());
    if (!values.ok) return values;
    await this.policy.assertMay(ctx, 'management.manage-reviews', values.value.officeId);
    const id = uuidv7();
    const cursor = now.getTime() - 1;
    const row = { ...{ id, customer_id: customerId, status: 'ACTIVE', created_at: now, created_by: ctx.actor.id } };
    return this.db.transaction<{ id: string }, ReviewPlanCode>(ctx, async () => {
      const planned = { ...columnsOf(values.value), ...nextOf(values.value, cursor) };
      await this.db.execute(insert('management.review_plan', { ...row, ...planned }));
      return ok({ id });
    });
  }

  /** Another rule, time or zone counts from now on; reviews that were prepared stay as they are. */
  update(
    ctx: Ctx,
    { id, version, ...changes }: UpdateReviewPlanCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, UpdateReviewPlanCode>> {
    return this.db.transaction<{ id: string }, UpdateReviewPlanCode>(ctx, async () => {
      const locked = await this.lock(ctx, { id, version });
      if (!locked.ok) return locked;
      const plan = locked.value;
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const values = await this.complete(plan.customerId, { ...plan, ...given }, now.getTime());
      if (!values.ok) return values;
      await this.policy.assertMay(ctx, 'management.manage-reviews', values.value.officeId);
      const anew = RECURRENCE.some((field) => values.value[field] !== plan[field]);
      const cursor = anew ? await this.cursorOfNewRule(plan, values.value.zone, now) : plan.handledUntil.getTime();
      const set = assignments({ ...columnsOf(values.value), ...nextOf(values.value, cursor), version: version + 1 });
      await this.db.execute(sql`update management.review_plan set ${set} where id = ${id}`);
      return ok({ id });
    });
  }

  /** For good. Reviews that were prepared stay as they are. */
  end(
    ctx: Ctx,
    which: { readonly id: string; readonly version: number },
  ): Promise<Result<{ id: string }, UpdateReviewPlanCode>> {
    return this.db.transaction<{ id: string }, UpdateReviewPlanCode>(ctx, async () => {
      const locked = await this.lock(ctx, which);
      if (!locked.ok) return locked;
      await this.db.execute(
        sql`update management.review_plan set status = 'ENDED', next_at = null, version = version + 1 where id = ${which.id}`,
      );
      return ok({ id: which.id });
    });
  }

  /**
   * Where another rule begins to count: not before now, and not on a day for which a review was prepared under the one
   * before, so that a changed time of day prepares nothing twice.
   */
  private async cursorOfNewRule({ id, handledUntil }: ReviewPlanRow, zone: string, now: Date): Promise<number> {
    const from = Math.max(now.getTime() - 1, handledUntil.getTime());
    const { last } = await this.db.one<{ last: Date | null }>(
      sql`select max(original_at) as last from management.review where plan_id = ${id}`,
    );
    return last
      ? Math.max(from, instantOf(zone, addDays(wallTimeAt(zone, last.getTime()).date, 1), '00:00') - 1)
      : from;
  }

  private async lock(
    ctx: Ctx,
    { id, version }: { readonly id: string; readonly version: number },
  ): Promise<Result<ReviewPlanRow, 'NOT_FOUND' | 'STALE_VERSION' | 'WRONG_STATUS'>> {
    const plan = await this.db.maybeOne<ReviewPlanRow>(
      sql`select ${PLAN_COLUMNS} from management.review_plan p
           where p.id = ${id} and ${await this.policy.visible(ctx, sql`p.office_id`)} for update`,
    );
    if (!plan) return err('NOT_FOUND', 'id');
    await this.policy.assertMay(ctx, 'management.manage-reviews', plan.officeId);
    if (plan.version !== version) {
      const { handledUntil: _, nextAt: __, createdAt: ___, ...current } = plan;
      return staleVersion(current);
    }
    return plan.status === 'ACTIVE' ? ok(plan) : err('WRONG_STATUS', 'id', { status: plan.status });
  }

  private async complete(
    customerId: string,
    wishes: ReviewPlanInput,
    from: number,
  ): Promise<Result<ReviewPlanValues, ReviewPlanCode>> {
    const wrong = checkReviewPlan(wishes)
      .required('period', wishes.period)
      .required('startsOn', wishes.startsOn)
      .required('localTime', wishes.localTime)
      .err();
    if (wrong) return wrong;
    const { jobId = null, chairId = null } = wishes;
    const employees = { chairId };
    const { failures, officeId } = await this.references.check({
      customerId,
      jobId,
      officeId: wishes.officeId,
      employees,
    });
    if (failures.length > 0) return errs(failures);
    if (officeId === undefined) return err('REQUIRED', 'officeId');
    const zone = wishes.zone ?? (await this.identity.offices([officeId])).get(officeId)?.timeZone;
    if (zone === undefined) return err('ZONE_UNKNOWN', 'zone');
    const values: ReviewPlanValues = {
      ...{ jobId, chairId, officeId, zone },
      name: wishes.name.trim(),
      includeBelow: wishes.includeBelow ?? false,
      period: wishes.period,
      ...{ rule: wishes.rule, startsOn: wishes.startsOn, localTime: wishes.localTime, endsOn: wishes.endsOn ?? null },
      leadSeconds: wishes.leadSeconds ?? WEEK_S,
      agenda: (wishes.agenda ?? []).map((title) => title.trim()),
    };
    const rule = checkedRule(values, from);
    return rule.ok ? ok({ ...values, rule: rule.value }) : rule;
  }
}

function nextOf(values: ReviewPlanValues, cursor: number): Row {
  const [next] = upcomingOf(values, cursor, 1);
  const nextAt = next === undefined ? null : new Date(next - values.leadSeconds * 1000);
  return { handled_until: new Date(cursor), next_at: nextAt };
}

function columnsOf(v: ReviewPlanValues): Row {
  return {
    job_id: v.jobId,
    office_id: v.officeId,
    name: v.name,
    include_below: v.includeBelow,
    period: v.period,
    rule: v.rule,
    starts_on: v.startsOn,
    local_time: v.localTime,
    zone: v.zone,
    ends_on: v.endsOn,
    lead_seconds: v.leadSeconds,
    chair_id: v.chairId,
    agenda: v.agenda,
  };
}
