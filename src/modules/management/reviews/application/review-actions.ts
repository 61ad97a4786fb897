import { Injectable } from '@nestjs/common';
import {
  Checks,
  blankToNull,
  err,
  errs,
  ok,
  systemClock,
  uuidv7,
  staleVersion,
  type CheckCode,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { type ReferenceCode } from '#modules/services';
import { checkAction, REVIEW_LIMITS, type ActionCode, type ActionValues } from '../domain/review.js';
import { ManagementPolicy } from '../../management.policy.js';
import { ReviewReferences } from './review-references.js';
import { ReviewStore, type ReviewLockCode, type WhichReview } from './review-store.js';
import { ACTION_COLUMNS, ACTION_FROM, type ActionRow } from './review.rows.js';

type Needed = 'kind' | 'text';

export interface AddActionCommand extends Partial<Omit<ActionValues, Needed>>, Pick<ActionValues, Needed> {
  readonly reviewId: string;
}

/** What is left out stays. */
export interface UpdateActionCommand extends WhichReview, Partial<ActionValues> {}

export interface CompleteActionCommand extends WhichReview {
  readonly note?: string | null;
}

export type AddActionCode = ActionCode | ReferenceCode | ReviewLockCode;
export type UpdateActionCode = ActionCode | ReferenceCode | 'NOT_FOUND' | 'STALE_VERSION' | 'ACTION_DONE';
export type CompleteActionCode = CheckCode | 'NOT_FOUND' | 'STALE_VERSION' | 'ACTION_DONE' | 'NO_ACTION';

/** What reviews decide, and what becomes of it. */
@Injectable()
export class ReviewActions {
  constructor(
    private readonly db: Database,
    private readonly store: ReviewStore,
    private readonly references: ReviewReferences,
    private readonly policy: ManagementPolicy,
  ) {}

  add(ctx: Ctx, cmd: AddActionCommand, now: Date = systemClock.now()): Promise<Result<{ id: string }, AddActionCode>> {
    const { kind, text, ownerId = null, ownerPersonId = null, dueOn = null } = cmd;
    const wrong = checkAction({ kind, text, ownerId, ownerPersonId, dueOn });
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, AddActionCode>(ctx, async () => {
      const locked = await this.store.lock(ctx, { id: cmd.reviewId, version: null }, ['PREPARED', 'HELD'], 'reviewId');
      if (!locked.ok) return locked;
      const { failures } = await this.references.check(owners(locked.value.customerId, { ownerId, ownerPersonId }));
      if (failures.length > 0) return errs(failures);
      const id = uuidv7();
      await this.db.execute(
        insert('management.review_action', {
          ...{
            id,
            review_id: cmd.reviewId,
            kind,
            text: text.trim(),
            owner_id: ownerId,
            owner_person_id: ownerPersonId,
          },
          ...{ due_on: dueOn, created_at: now },
        }),
      );
      return ok({ id });
    });
  }

  /** Until it is done, whatever has become of the review. */
  update(ctx: Ctx, cmd: UpdateActionCommand): Promise<Result<{ id: string }, UpdateActionCode>> {
    return this.db.transaction<{ id: string }, UpdateActionCode>(ctx, async () => {
      const locked = await this.lock(ctx, cmd);
      if (!locked.ok) return locked;
      const before = locked.value;
      await this.policy.assertMay(ctx, 'management.manage-reviews', before.officeId);
      if (before.doneAt) return err('ACTION_DONE', 'id');
      const { dueOn = before.dueOn } = cmd;
      const kind = cmd.kind ?? before.kind;
      const text = cmd.text ?? before.text;
      // Handing it to somebody else takes it away from whoever had it.
      const hands = cmd.ownerId != null || cmd.ownerPersonId != null;
      const ownerId = cmd.ownerId === undefined ? (hands ? null : before.ownerId) : cmd.ownerId;
      const ownerPersonId = cmd.ownerPersonId === undefined ? (hands ? null : before.ownerPersonId) : cmd.ownerPersonId;
      const wrong = checkAction({ kind, text, ownerId, ownerPersonId, dueOn });
      if (wrong) return wrong;
      const { failures } = await this.references.check(owners(before.customerId, { ownerId, ownerPersonId }));
      if (failures.length > 0) return errs(failures);
      await this.db.execute(
        sql`update management.review_action set kind = ${kind}, text = ${text.trim()}, owner_id = ${ownerId},
                   owner_person_id = ${ownerPersonId}, due_on = ${dueOn}, version = version + 1 where id = ${cmd.id}`,
      );
      return ok({ id: cmd.id });
    });
  }

  /** By whoever it belongs to, or whoever may manage the review. */
  complete(
    ctx: Ctx,
    cmd: CompleteActionCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, CompleteActionCode>> {
    const wrong = new Checks().text('note', cmd.note, { ...REVIEW_LIMITS.text, optional: true }).err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, CompleteActionCode>(ctx, async () => {
      const locked = await this.lock(ctx, cmd);
      if (!locked.ok) return locked;
      const { ownerId, officeId, kind, doneAt } = locked.value;
      if (ctx.actor.id === null || ownerId !== ctx.actor.id)
        await this.policy.assertMay(ctx, 'management.manage-reviews', officeId);
      if (kind === 'DECISION') return err('NO_ACTION', 'id');
      if (doneAt) return err('ACTION_DONE', 'id');
      await this.db.execute(
        sql`update management.review_action set done_at = ${now}, done_by = ${ctx.actor.id}, done_note = ${blankToNull(cmd.note) ?? null},
                   version = version + 1 where id = ${cmd.id}`,
      );
      return ok({ id: cmd.id });
    });
  }

  private async lock(
    ctx: Ctx,
    { id, version }: WhichReview,
  ): Promise<Result<ActionRow & { customerId: string }, 'NOT_FOUND' | 'STALE_VERSION'>> {
    const action = await this.db.maybeOne<ActionRow & { customerId: string }>(
      sql`select ${ACTION_COLUMNS}, v.customer_id as "customerId" from ${ACTION_FROM}
           where a.id = ${id} and (${await this.policy.visibleReviews(ctx)} or a.owner_id = ${ctx.actor.id}::uuid)
             for update of a`,
    );
    if (!action) return err('NOT_FOUND', 'id');
    if (action.version === version) return ok(action);
    const { kind, text, ownerId, ownerPersonId, dueOn, doneAt } = action;
    return staleVersion({ version: action.version, kind, text, ownerId, ownerPersonId, dueOn, doneAt });
  }
}

function owners(customerId: string, { ownerId, ownerPersonId }: Pick<ActionValues, 'ownerId' | 'ownerPersonId'>) {
  return { customerId, employees: { ownerId }, persons: { ownerPersonId } };
}
