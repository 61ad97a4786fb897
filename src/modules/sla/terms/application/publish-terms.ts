import { Injectable } from '@nestjs/common';
import { err, errs, ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { SLA } from '../../sla.permissions.js';
import { type TermsVersion } from '../terms.types.js';
import { CheckTerms, type PublishErrorCode } from './check-terms.js';
import { touchTerms } from './manage-terms.js';
import { ReplayQueue } from '../../replays/replay-queue.js';
import { SlaPolicy } from '../../sla.policy.js';
import { TermsQueries } from './terms.queries.js';

export interface PublishCommand {
  readonly id: string;
  readonly version: number;
  /** Requests created from this instant on are under what the draft says. */
  readonly effectiveFrom: Date;
  /** Whether requests that are open then come under it too, if they were created before. */
  readonly moveOpenRequests: boolean;
}

export interface WithdrawCommand {
  readonly id: string;
  readonly version: number;
  /** Requests created from then on are not under the terms; defaults to now, and never earlier. */
  readonly from?: Date | null;
}

type Stale = 'NOT_FOUND' | 'STALE_VERSION';
export type PublishFailure = PublishErrorCode | Stale | 'NO_DRAFT';
export type WithdrawFailure = Stale | 'NOTHING_TO_WITHDRAW' | 'DATE_OUT_OF_RANGE';
export type CancelScheduledFailure = Stale | 'NOTHING_SCHEDULED';

const YEARS_AHEAD_MS = 10 * 366 * 86_400_000;

/** Puts drafted terms into force, and takes terms out of force. */
@Injectable()
export class PublishTerms {
  constructor(
    private readonly db: Database,
    private readonly queries: TermsQueries,
    private readonly checks: CheckTerms,
    private readonly replays: ReplayQueue,
    private readonly policy: SlaPolicy,
  ) {}

  /**
   * Puts the draft into force; an earlier version of the same terms ends where it begins. Everything that stands in the
   * way is named at once. Quick however many clocks there are: what follows for them is worked off in the background.
   */
  async publish(ctx: Ctx, cmd: PublishCommand, clock?: Date): Promise<Result<{ id: string }, PublishFailure>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-terms']);
    const result = await this.db.transaction<{ id: string }, PublishFailure>(
      ctx,
      async () => {
        const now = await this.alone(clock);
        const touched = await touchTerms(this.db, this.queries, cmd);
        if (!touched.ok) return touched;
        const [draft] = await this.queries.versionsOfTerms([cmd.id]);
        if (draft?.status !== 'DRAFT') return err('NO_DRAFT', 'id');
        const { effectiveFrom } = cmd;
        const { errors } = await this.checks.problems(touched.value, draft, effectiveFrom, now);
        if (errors.length > 0) return errs(errors);

        const movesOpenAt = cmd.moveOpenRequests ? (effectiveFrom > now ? effectiveFrom : now) : null;
        await this.db.execute(
          sql`insert into sla.terms_cut (by_version_id, version_id, effective_to)
              select ${draft.id}, id, effective_to from sla.terms_version
               where terms_id = ${cmd.id} and effective_from is not null
                 and (effective_to is null or effective_to > greatest(effective_from, ${effectiveFrom}))`,
        );
        await this.db.execute(
          sql`update sla.terms_version set effective_to = greatest(effective_from, ${effectiveFrom}),
                     move_made = move_made or coalesce(moves_open_at <= ${now} and (effective_to is null or effective_to > moves_open_at), false),
                     version = version + 1
               where terms_id = ${cmd.id} and effective_from is not null and (effective_to is null or effective_to > ${effectiveFrom})`,
        );
        await this.db.execute(
          sql`update sla.terms_version
                 set status = 'PUBLISHED', effective_from = ${effectiveFrom}, moves_open_at = ${movesOpenAt},
                     published_at = ${now}, version = version + 1
               where id = ${draft.id}`,
        );
        await this.replays.configChanged();
        // Before the effective date nobody is under them, and what is created later is evaluated under them anyway.
        if (effectiveFrom <= now) await this.replays.note(ctx, { termsVersionId: draft.id }, now, now);
        else if (movesOpenAt) await this.replays.note(ctx, { termsVersionId: draft.id }, movesOpenAt, now);
        return ok({ id: cmd.id });
      },
      { constraints: { terms_version_overlap: err('OVERLAPPING_TERMS', 'effectiveFrom') } },
    );
    // Somebody else was quicker with terms that stand in the way: they are named as they would have been.
    if (result.ok || result.failures[0]?.code !== 'OVERLAPPING_TERMS' || result.failures[0].params) return result;
    const terms = (await this.queries.terms([cmd.id])).get(cmd.id);
    const named = terms ? await this.checks.overlaps(terms, cmd.effectiveFrom) : [];
    return named.length > 0 ? errs(named) : this.publish(ctx, cmd, clock);
  }

  /**
   * Requests created from an instant on are not under these terms; those that are stay. A draft is given up. What ends
   * later than now stays published until then, and may still be made to end earlier.
   */
  async withdraw(
    ctx: Ctx,
    { from, ...target }: WithdrawCommand,
    clock?: Date,
  ): Promise<Result<{ id: string }, WithdrawFailure>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-terms']);
    return this.db.transaction<{ id: string }, WithdrawFailure>(ctx, async () => {
      const now = await this.alone(clock);
      const ends = from != null && from > now ? from : now;
      const latest = new Date(now.getTime() + YEARS_AHEAD_MS);
      const later = ends > now;
      if (ends > latest) return err('DATE_OUT_OF_RANGE', 'from', { from: now.toISOString(), to: latest.toISOString() });
      const touched = await touchTerms(this.db, this.queries, target);
      if (!touched.ok) return touched;
      const ended = await this.db.query<{ id: string; published: boolean }>(
        sql`update sla.terms_version
               set status = case when ${later} and effective_from < ${ends} then status else 'WITHDRAWN' end,
                   withdrawn_at = case when ${later} and effective_from < ${ends} then withdrawn_at else ${now} end,
                   effective_to = case when effective_from is not null then greatest(effective_from, ${ends}) end,
                   version = version + 1
             where terms_id = ${target.id} and status <> 'WITHDRAWN'
               and (effective_to is null or effective_to > greatest(effective_from, ${ends}))
            returning id, effective_from is not null as published`,
      );
      if (ended.length === 0) return err('NOTHING_TO_WITHDRAW', 'id');
      await this.changed(
        ctx,
        ended.filter((v) => v.published),
        ends,
        now,
      );
      return ok({ id: target.id });
    });
  }

  /**
   * Takes back what was published but is not in force yet: what it had cut short goes on as if it had never been
   * published. Where the terms were made to end since, that stays.
   */
  async cancelScheduled(
    ctx: Ctx,
    target: { id: string; version: number },
    clock?: Date,
  ): Promise<Result<{ id: string }, CancelScheduledFailure>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-terms']);
    return this.db.transaction<{ id: string }, CancelScheduledFailure>(ctx, async () => {
      const now = await this.alone(clock);
      const touched = await touchTerms(this.db, this.queries, target);
      if (!touched.ok) return touched;
      const versions = await this.queries.versionsOfTerms([target.id]);
      const coming = versions.find((v) => isToCome(v, now));
      if (!coming?.effectiveFrom) return err('NOTHING_SCHEDULED', 'id');
      await this.db.execute(
        sql`update sla.terms_version
               set status = 'WITHDRAWN', withdrawn_at = ${now}, effective_to = effective_from, version = version + 1
             where id = ${coming.id}`,
      );
      const restored = await this.db.query<{ id: string }>(
        sql`update sla.terms_version v
               set effective_to = case when least(c.effective_to, ${coming.effectiveTo}::timestamptz) is not null
                                       then greatest(v.effective_from, least(c.effective_to, ${coming.effectiveTo}::timestamptz)) end,
                   version = v.version + 1
              from sla.terms_cut c where c.by_version_id = ${coming.id} and v.id = c.version_id
            returning v.id`,
      );
      await this.db.execute(sql`delete from sla.terms_cut where by_version_id = ${coming.id}`);
      await this.changed(ctx, [coming, ...restored], coming.effectiveFrom, now);
      return ok({ id: target.id });
    });
  }

  /**
   * First of all, as everybody who changes the config does: waits until what is being evaluated is stored, and lets nobody
   * evaluate or change until the change commits. Only then is it read what time it is: requests that were created and evaluated
   * while we waited must not fall between the terms before and the new ones. The generation grows at the end, as what is
   * checked in between is checked by the config that all others know.
   */
  private async alone(clock: Date | undefined): Promise<Date> {
    await this.db.execute(sql`lock table sla.config_generation in row exclusive mode`);
    await this.db.query(sql`select generation from sla.config_generation for update`);
    return clock ?? systemClock.now();
  }

  /** Requests created by a clock ahead of ours may have been evaluated already by what the versions said from then on. */
  private async changed(ctx: Ctx, versions: readonly { id: string }[], from: Date, now: Date): Promise<void> {
    await this.replays.configChanged();
    const evaluated = await this.db.query(
      sql`select 1 from sla.evaluation where request_created_at >= ${from} and first_evaluated_at is not null limit 1`,
    );
    if (evaluated.length === 0) return;
    for (const { id } of versions) await this.replays.note(ctx, { termsVersionId: id }, now, now);
  }
}

/** Whether a published version has a period that has not begun. */
function isToCome({ status, effectiveFrom, effectiveTo }: TermsVersion, now: Date): boolean {
  return (
    status === 'PUBLISHED' &&
    effectiveFrom !== null &&
    effectiveFrom > now &&
    (effectiveTo === null || effectiveTo > effectiveFrom)
  );
}
