import { sql, type Sql } from '#platform/database';
import { type TierKey } from '../pyramid.types.js';

/** Where a tier begins, from a day on. */
export interface TierThreshold {
  readonly effectiveFrom: string;
  /** Pounds; null for the lowest tier, which takes whatever is above zero. */
  readonly lowerBound: string | null;
  readonly inclusive: boolean;
  readonly keepPercent: string;
}

/** A place in the pyramid. */
export interface Tier {
  readonly id: string;
  readonly key: TierKey;
  readonly name: string;
  readonly nameNative: string | null;
  /** 1 is the highest. */
  readonly rank: number;
  readonly watchTierUpgrades: boolean;
  readonly version: number;
  /** Latest first. */
  readonly thresholds: readonly TierThreshold[];
}

/** Columns of `pyramid.tier t`. Numbers go through JSON as texts, so that nothing is lost. */
export function tierColumns(): Sql {
  return sql`t.id, t.key, t.name, t.name_native as "nameNative", t.rank, t.watch_upgrades as "watchTierUpgrades", t.version,
    (select coalesce(jsonb_agg(jsonb_build_object(
              'effectiveFrom', h.effective_from, 'lowerBound', h.lower_gbp::text, 'inclusive', h.inclusive,
              'keepPercent', trim_scale(h.keep_share * 100)::text) order by h.effective_from desc), '[]')
       from pyramid.tier_threshold h where h.tier_id = t.id) as thresholds`;
}
