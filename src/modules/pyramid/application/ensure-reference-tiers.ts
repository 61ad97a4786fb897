import { Injectable } from '@nestjs/common';
import { ok, uuidv7 } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';

/** Exactly the firm's own words: over £500,000; £200,000 to £500,000; £100,000 to £200,000; below. */
const REFERENCE = [
  { key: 'TOP', name: 'Top', nameNative: '顶级客户', lower: '500000.00', inclusive: false, watchTierUpgrades: false },
  { key: 'MAJOR', name: 'Major', nameNative: '大客户', lower: '200000.00', inclusive: true, watchTierUpgrades: false },
  {
    key: 'MEDIUM',
    name: 'Medium',
    nameNative: '中型客户',
    lower: '100000.00',
    inclusive: true,
    watchTierUpgrades: true,
  },
  { key: 'SMALL', name: 'Small', nameNative: '小客户', lower: null, inclusive: true, watchTierUpgrades: true },
] as const;

/** Since ever, so that the pyramid of any day has thresholds. */
const SINCE = '1900-01-01';

/** Makes the firm's tiers unless there are tiers already; safe to call at every start, and by several at once. */
@Injectable()
export class EnsureReferenceTiers {
  constructor(private readonly db: Database) {}

  async run(ctx: Ctx): Promise<void> {
    await this.db.transaction<void>(ctx, async () => {
      await this.db.query(sql`select pg_advisory_xact_lock(20007, 1)`);
      const { n } = await this.db.one<{ n: number }>(sql`select count(*) as n from pyramid.tier`);
      if (n > 0) return ok();
      const tiers = REFERENCE.map((tier, i) => ({ ...tier, id: uuidv7(), rank: i + 1 }));
      await this.db.execute(
        insertMany(
          'pyramid.tier',
          ['id', 'key', 'name', 'name_native', 'rank', 'watch_upgrades', 'version'],
          tiers.map((t) => ({ ...t, name_native: t.nameNative, watch_upgrades: t.watchTierUpgrades, version: 1 })),
        ),
      );
      await this.db.execute(
        insertMany(
          'pyramid.tier_threshold',
          ['id', 'tier_id', 'effective_from', 'lower_gbp', 'inclusive', 'keep_share'],
          tiers.map((t) => ({
            id: uuidv7(),
            tier_id: t.id,
            effective_from: SINCE,
            lower_gbp: t.lower,
            inclusive: t.inclusive,
            keep_share: '0.05',
          })),
        ),
      );
      return ok();
    });
  }
}
