import { Injectable } from '@nestjs/common';
import {
  Checks,
  blankToNull,
  err,
  errs,
  ok,
  uuidv7,
  staleVersion,
  type CheckCode,
  type Failure,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, sql } from '#platform/database';
import { LIMITS } from '../domain/limits.js';
import { formatPounds } from '../domain/money.js';
import { LAST_AS_OF } from '../domain/window.js';
import { PyramidPolicy } from './pyramid.policy.js';
import { tierColumns, type Tier } from './tier-row.js';

export interface ThresholdCommand {
  /** First day on which it counts; a threshold of the same day is replaced. */
  readonly effectiveFrom: string;
  /** Pounds; decimal text with at most two digits after the point. */
  readonly lowerBound: string;
  /** Whether exactly that belongs to the tier; the present value stays by default. */
  readonly inclusive?: boolean | null;
  /** How many per cent below the bound a customer keeps the tier; the present value stays by default. */
  readonly keepPercent?: string | null;
}

export interface UpdateTierCommand {
  readonly id: string;
  readonly version: number;
  readonly name?: string | null;
  readonly nameNative?: string | null;
  readonly watchTierUpgrades?: boolean | null;
  readonly threshold?: ThresholdCommand | null;
}

export type UpdateTierCode =
  CheckCode | 'TIER_NOT_FOUND' | 'STALE_VERSION' | 'LOWEST_TIER_HAS_NO_BOUND' | 'THRESHOLDS_NOT_ORDERED';

interface Disorder {
  readonly effectiveFrom: string;
  readonly higher: string;
  readonly higherBound: string;
  readonly lower: string;
  readonly lowerBound: string;
}

/**
 * Renames a tier or sets where it begins from a day on. Customers move with the next re-tiering; the pyramid of a day
 * uses the thresholds of that day. On no day may a tier begin at or below the next lower one.
 */
@Injectable()
export class UpdateTier {
  constructor(
    private readonly db: Database,
    private readonly policy: PyramidPolicy,
  ) {}

  /** Throws ForbiddenError unless the actor manages the pyramid of the whole firm. */
  async run(ctx: Ctx, cmd: UpdateTierCommand): Promise<Result<{ id: string }, UpdateTierCode>> {
    this.policy.assertFirm(ctx, 'pyramid.manage', 'Changing tiers');
    const wrong = this.wrongWith(cmd);
    if (wrong.length > 0) return errs(wrong);
    return this.db.transaction<{ id: string }, UpdateTierCode>(ctx, async () => {
      // All tiers are locked, so that two changes cannot each be in order and together be not.
      const tiers = await this.db.query<{ id: string; version: number }>(
        sql`select t.id, t.version from pyramid.tier t order by t.rank for update`,
      );
      const tier = tiers.find((t) => t.id === cmd.id);
      if (!tier) return err('TIER_NOT_FOUND', 'id');
      if (tier.version !== cmd.version) return this.stale(cmd.id);
      if (cmd.threshold && tiers.at(-1) === tier) return err('LOWEST_TIER_HAS_NO_BOUND', 'threshold');
      const row = {
        name: cmd.name?.trim(),
        name_native: blankToNull(cmd.nameNative),
        watch_upgrades: cmd.watchTierUpgrades ?? undefined,
      };
      const changes = assignments(row);
      await this.db.execute(
        sql`update pyramid.tier set ${changes ? sql`${changes}, ` : sql``} version = version + 1 where id = ${cmd.id}`,
      );
      if (cmd.threshold) {
        await this.set(cmd.id, cmd.threshold);
        const disorder = await this.disorder();
        if (disorder)
          return err('THRESHOLDS_NOT_ORDERED', 'threshold.lowerBound', {
            ...disorder,
            higherBound: formatPounds(disorder.higherBound),
            lowerBound: formatPounds(disorder.lowerBound),
          });
      }
      return ok({ id: cmd.id });
    });
  }

  private wrongWith({ name, nameNative, threshold }: UpdateTierCommand): Failure<UpdateTierCode>[] {
    const checks = new Checks().text('nameNative', nameNative ?? '', { ...LIMITS.tierName, optional: true });
    if (name !== undefined) checks.text('name', name, LIMITS.tierName);
    if (threshold)
      checks
        .date('threshold.effectiveFrom', threshold.effectiveFrom, { from: '1900-01-01', to: LAST_AS_OF })
        .pattern(
          'threshold.lowerBound',
          threshold.lowerBound,
          /^(?=.*[1-9])\d{1,12}(\.\d{1,2})?$/,
          'pounds above zero with at most two digits after the point, such as 250000.00',
        )
        .pattern(
          'threshold.keepPercent',
          threshold.keepPercent,
          /^\d{1,2}(\.\d{1,2})?$/,
          'per cent from 0 to 99.99, such as 5 or 2.5',
        );
    return [...(checks.err()?.failures ?? [])];
  }

  private async set(tierId: string, t: ThresholdCommand): Promise<void> {
    await this.db.execute(sql`
      insert into pyramid.tier_threshold as h (id, tier_id, effective_from, lower_gbp, inclusive, keep_share)
      select ${uuidv7()}::uuid, ${tierId}::uuid, ${t.effectiveFrom}::date, ${t.lowerBound}::numeric,
             coalesce(${t.inclusive ?? null}::boolean, before.inclusive, true),
             coalesce(${t.keepPercent ?? null}::numeric / 100, before.keep_share, 0.05)
        from (select 1) one
        left join lateral (select b.inclusive, b.keep_share from pyramid.tier_threshold b
                            where b.tier_id = ${tierId} and b.effective_from <= ${t.effectiveFrom}::date
                            order by b.effective_from desc limit 1) before on true
      on conflict (tier_id, effective_from) do update
         set lower_gbp = excluded.lower_gbp, inclusive = excluded.inclusive, keep_share = excluded.keep_share`);
  }

  /** The first day on which a higher tier would begin at or below a lower one. */
  private disorder(): Promise<Disorder | undefined> {
    return this.db.maybeOne<Disorder>(sql`
      with day as (select distinct h.effective_from as day from pyramid.tier_threshold h),
      bound as (
        select day.day, t.rank, t.name, b.lower_gbp
          from day cross join pyramid.tier t
          join lateral (select h.lower_gbp from pyramid.tier_threshold h
                         where h.tier_id = t.id and h.effective_from <= day.day
                         order by h.effective_from desc limit 1) b on true
      )
      select higher.day as "effectiveFrom", higher.name as higher, higher.lower_gbp as "higherBound",
             lower.name as lower, lower.lower_gbp as "lowerBound"
        from bound higher join bound lower on lower.day = higher.day and lower.rank > higher.rank
       where higher.lower_gbp <= lower.lower_gbp
       order by higher.day, higher.rank, lower.rank limit 1`);
  }

  private async stale(id: string): Promise<Result<never, UpdateTierCode>> {
    const current = await this.db.one<Tier>(sql`select ${tierColumns()} from pyramid.tier t where t.id = ${id}`);
    return staleVersion(current);
  }
}
