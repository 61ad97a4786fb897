import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, errs, ok, systemClock, type CheckCode, type Result } from '#kernel';
import { addDays, instantOf } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { type ReferenceCode } from '#modules/services';
import {
  checkAgenda,
  checkPeriod,
  REVIEW_LIMITS,
  type AgendaItem,
  type Participant,
  type ParticipantCode,
  type PeriodCode,
} from '../domain/review.js';
import { reviewHeld } from '../review.events.js';
import { ComputeScorecard } from './compute-scorecard.js';
import { PrepareReview } from './prepare-review.js';
import { ReviewLookups } from './review-lookups.js';
import { ReviewStore, type ReviewLockCode, type WhichReview } from './review-store.js';

/** A review that no plan calls. */
export interface ScheduleReviewCommand {
  readonly customerId: string;
  readonly jobId?: string | null;
  readonly officeId?: string | null;
  readonly name: string;
  readonly includeBelow?: boolean | null;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly zone?: string | null;
  readonly plannedAt: Date;
  readonly chairId?: string | null;
  readonly agenda?: readonly string[] | null;
}

/** What is left out stays; lists are replaced as a whole. */
export interface UpdateReviewCommand extends WhichReview {
  readonly name?: string;
  readonly plannedAt?: Date;
  readonly chairId?: string | null;
  readonly minutes?: string | null;
  readonly agenda?: readonly AgendaItem[];
  readonly participants?: readonly Participant[];
}

export interface FinalizeReviewCommand extends WhichReview {
  /** Now when left out. */
  readonly heldAt?: Date | null;
  readonly minutes?: string | null;
  readonly participants?: readonly Participant[];
}

export type ScheduleReviewCode = CheckCode | ReferenceCode | PeriodCode | 'ZONE_UNKNOWN';
export type UpdateReviewCode = CheckCode | ReferenceCode | ReviewLockCode | ParticipantCode;
export type FinalizeReviewCode = UpdateReviewCode | 'REVIEW_PERIOD_NOT_OVER';

const FIRST = new Date('2000-01-01T00:00:00Z');
const LAST = new Date('2200-01-01T00:00:00Z');
const FUTURE_MS = 5 * 60_000;

/** From the call to the closing of a review. */
@Injectable()
export class FinalizeReviews {
  constructor(
    private readonly db: Database,
    private readonly store: ReviewStore,
    private readonly preparing: PrepareReview,
    private readonly scorecards: ComputeScorecard,
    private readonly lookups: ReviewLookups,
    private readonly outbox: Outbox,
  ) {}

  /** Calls a review ad hoc: it is prepared at once. */
  async call(
    ctx: Ctx,
    cmd: ScheduleReviewCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, ScheduleReviewCode>> {
    const checks = new Checks().text('name', cmd.name, REVIEW_LIMITS.name).timeZone('zone', cmd.zone);
    const titles = (cmd.agenda ?? []).map((title) => ({ title }));
    const wrong =
      checkAgenda(titles, checks.instant('plannedAt', cmd.plannedAt, { from: FIRST, to: LAST })).err() ??
      checkPeriod(cmd.periodFrom, cmd.periodTo);
    if (wrong) return wrong;
    const found = await this.lookups.site(ctx, cmd);
    if (!found.ok) return found;
    return this.db.transaction<{ id: string }, ScheduleReviewCode>(ctx, async () => {
      const { customerId, jobId = null, chairId = null, periodFrom, periodTo, plannedAt, agenda } = cmd;
      const review = { ...{ customerId, jobId, chairId, periodFrom, periodTo, plannedAt }, ...found.value };
      const more = { planId: null, originalAt: null, includeBelow: cmd.includeBelow ?? false, agenda: agenda ?? [] };
      return ok({ id: await this.preparing.run(ctx, { ...review, ...more, name: cmd.name.trim() }, now) });
    });
  }

  /** Corrects what is planned; once held only minutes and who attended. */
  update(ctx: Ctx, cmd: UpdateReviewCommand): Promise<Result<{ id: string }, UpdateReviewCode>> {
    const checks = new Checks()
      .text('minutes', cmd.minutes, { ...REVIEW_LIMITS.minutes, optional: true })
      .instant('plannedAt', cmd.plannedAt, { from: FIRST, to: LAST });
    if (cmd.name !== undefined) checks.text('name', cmd.name, REVIEW_LIMITS.name);
    if (cmd.plannedAt !== undefined) checks.required('plannedAt', cmd.plannedAt);
    const wrong = checkAgenda(
      cmd.agenda,
      checks.atMost('participants', cmd.participants, REVIEW_LIMITS.participants),
    ).err();
    if (wrong) return Promise.resolve(wrong);
    const plans = [cmd.name, cmd.plannedAt, cmd.chairId, cmd.agenda].some((value) => value !== undefined);
    return this.db.transaction<{ id: string }, UpdateReviewCode>(ctx, async () => {
      const locked = await this.store.lock(ctx, cmd, plans ? ['PREPARED'] : ['PREPARED', 'HELD']);
      if (!locked.ok) return locked;
      const failures = await this.lookups.people(locked.value, cmd);
      if (failures.length > 0) return errs(failures);
      await this.store.write(cmd, {
        name: cmd.name?.trim(),
        planned_at: cmd.plannedAt,
        chair_id: cmd.chairId,
        minutes: blankToNull(cmd.minutes),
      });
      if (cmd.agenda) await this.store.replaceAgenda(cmd.id, cmd.agenda);
      if (cmd.participants) await this.store.replaceParticipants(cmd.id, cmd.participants);
      return ok({ id: cmd.id });
    });
  }

  /** Works the scorecard of a prepared review out again. */
  refresh(ctx: Ctx, cmd: WhichReview, now: Date = systemClock.now()): Promise<Result<{ id: string }, ReviewLockCode>> {
    return this.db.transaction<{ id: string }, ReviewLockCode>(ctx, async () => {
      const locked = await this.store.lock(ctx, cmd, ['PREPARED']);
      if (!locked.ok) return locked;
      const scorecard = await this.scorecards.of(locked.value, now);
      await this.store.write(cmd, { scorecard: JSON.stringify(scorecard) });
      return ok({ id: cmd.id });
    });
  }

  /** Notes that it was held: its scorecard is worked out for the last time and stays as it is from then on. */
  hold(
    ctx: Ctx,
    cmd: FinalizeReviewCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, FinalizeReviewCode>> {
    const wrong = new Checks()
      .text('minutes', cmd.minutes, { ...REVIEW_LIMITS.minutes, optional: true })
      .instant('heldAt', cmd.heldAt, { from: FIRST, to: new Date(now.getTime() + FUTURE_MS) })
      .atMost('participants', cmd.participants, REVIEW_LIMITS.participants)
      .err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, FinalizeReviewCode>(ctx, async () => {
      const locked = await this.store.lock(ctx, cmd, ['PREPARED']);
      if (!locked.ok) return locked;
      const review = locked.value;
      if (instantOf(review.zone, addDays(review.periodTo, 1), '00:00') > now.getTime())
        return err('REVIEW_PERIOD_NOT_OVER', 'id', { to: review.periodTo });
      const failures = await this.lookups.people(review, cmd);
      if (failures.length > 0) return errs(failures);
      const scorecard = await this.scorecards.of(review, now);
      await this.store.write(cmd, {
        ...{ status: 'HELD', held_at: cmd.heldAt ?? now, scorecard: JSON.stringify(scorecard) },
        minutes: blankToNull(cmd.minutes),
      });
      if (cmd.participants) await this.store.replaceParticipants(cmd.id, cmd.participants);
      const { customerId, officeId } = review;
      await this.outbox.add(ctx, reviewHeld, { reviewId: cmd.id, customerId, officeId });
      return ok({ id: cmd.id });
    });
  }

  /** Ends a review that was held; what it decided goes on. */
  close(
    ctx: Ctx,
    cmd: WhichReview,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, ReviewLockCode | 'MINUTES_MISSING'>> {
    return this.db.transaction<{ id: string }, ReviewLockCode | 'MINUTES_MISSING'>(ctx, async () => {
      const locked = await this.store.lock(ctx, cmd, ['HELD']);
      if (!locked.ok) return locked;
      if (locked.value.minutes === null) return err('MINUTES_MISSING', 'id');
      await this.store.write(cmd, { status: 'CLOSED', closed_at: now });
      return ok({ id: cmd.id });
    });
  }
}
