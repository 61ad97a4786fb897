import { Injectable } from '@nestjs/common';
import { Checks, ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { FIRST_AS_OF, lastTwelveMonths } from '../domain/window.js';
import { customerMoved } from '../pyramid.events.js';
import { type RetierCode, type RetierOutcome } from '../pyramid.types.js';
import { PyramidPolicy } from './pyramid.policy.js';
import { boundsAt, rankOf, ratesIn, revenueIn } from './pyramid.sql.js';
import { RateAges } from './rate-ages.js';

const EVENTS_AT_ONCE = 5_000;
/** The calendar's date is at most this far ahead of UTC anywhere. */
const EASTERNMOST_MS = 14 * 3_600_000;

/**
 * Puts every customer into its tier as of a day, in one set-based statement.
 *
 * A customer rises as soon as its revenue reaches a higher tier, but falls only when it is more than the keep share
 * (5 %) below the bound of the tier it holds, and then to the tier of its revenue. So a customer near a border does not
 * flap, whoever looks can work out why, and the outcome does not depend on how often the job ran.
 *
 * History only grows forward: a customer re-tiered as of a later day already is left alone. Doing the same day again
 * finds nothing to do, unless revenue, rates or thresholds changed meanwhile.
 */
@Injectable()
export class RetierCustomers {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: PyramidPolicy,
    private readonly ages: RateAges,
  ) {}

  /** Throws ForbiddenError unless the actor manages the pyramid of the whole firm. */
  async run(ctx: Ctx, asOf: string): Promise<Result<RetierOutcome, RetierCode>> {
    this.policy.assertFirm(ctx, 'pyramid.manage', 'Re-tiering');
    const wrong = checkAsOf(asOf);
    if (wrong) return wrong;
    return this.db.transaction<RetierOutcome, RetierCode>(ctx, async () => {
      // Two at once: the second waits, and then sees what the first has done.
      await this.db.query(sql`select pg_advisory_xact_lock(20007, 2)`);
      const { active, later, moves } = await this.decide(asOf);
      for (let i = 0; i < moves.length; i += EVENTS_AT_ONCE)
        await this.outbox.addMany(
          ctx,
          customerMoved,
          moves.slice(i, i + EVENTS_AT_ONCE).map(([customerId, from, to]) => ({ customerId, from, to, asOf })),
        );
      const oldRates = (await this.ages.tooOld(lastTwelveMonths(asOf))).length;
      return ok({ asOf, active, moves: moves.length, later, oldRates });
    });
  }

  private decide(asOf: string): Promise<{
    active: number;
    later: number;
    moves: readonly (readonly [customerId: string, from: string | null, to: string | null])[];
  }> {
    const window = lastTwelveMonths(asOf);
    return this.db.one(sql`
      with rate as materialized (${ratesIn(window)}),
      bound as materialized (${boundsAt(asOf)}),
      revenue as materialized (${revenueIn(window)}),
      looked as (
        select coalesce(v.customer_id, s.customer_id) as customer_id, coalesce(v.gbp, 0) as gbp,
               s.customer_id is not null as known, s.tier_id as held_id,
               h.rank as held_rank, h.lower_gbp as held_lower, h.keep_share, ${rankOf(sql`v.gbp`)} as by_revenue
          from revenue v
          full join pyramid.tier_assignment s on s.customer_id = v.customer_id
          left join bound h on h.tier_id = s.tier_id
         where (s.as_of is null or s.as_of <= ${asOf}::date) and (v.gbp > 0 or s.tier_id is not null)
      ),
      decided as (
        select l.*, case when l.by_revenue is null or l.held_rank is null or l.by_revenue <= l.held_rank then l.by_revenue
                         when l.gbp >= l.held_lower * (1 - l.keep_share) then l.held_rank
                         else l.by_revenue end as rank
          from looked l
      ),
      placed as materialized (
        select d.*, b.tier_id, b.lower_gbp from decided d left join bound b on b.rank = d.rank
      ),
      moved as (
        insert into pyramid.move (id, customer_id, as_of, from_tier_id, to_tier_id, rule, revenue_gbp, bound_gbp, keep_share)
        select gen_random_uuid(), p.customer_id, ${asOf}::date, p.held_id, p.tier_id, r.rule, p.gbp,
               case r.rule when 'FELL' then p.held_lower when 'LEFT' then null else p.lower_gbp end,
               case r.rule when 'FELL' then p.keep_share end
          from placed p
         cross join lateral (select case when p.tier_id is null then 'LEFT' when not p.known then 'PLACED'
                                         when p.held_id is null then 'RETURNED'
                                         when p.rank < p.held_rank or p.held_rank is null then 'ROSE'
                                         else 'FELL' end as rule) r
         where p.tier_id is distinct from p.held_id
         order by p.customer_id
        returning customer_id, from_tier_id, to_tier_id
      ),
      stood as (
        insert into pyramid.tier_assignment as s (customer_id, tier_id, revenue_gbp, as_of, since)
        select p.customer_id, p.tier_id, p.gbp, ${asOf}::date, ${asOf}::date from placed p
        on conflict (customer_id) do update
           set tier_id = excluded.tier_id, revenue_gbp = excluded.revenue_gbp, as_of = excluded.as_of,
               since = case when s.tier_id is distinct from excluded.tier_id then excluded.since else s.since end
         where (s.tier_id, s.revenue_gbp, s.as_of) is distinct from (excluded.tier_id, excluded.revenue_gbp, excluded.as_of)
      )
      select (select count(*) from revenue v where v.gbp > 0) as active,
             (select count(*) from pyramid.tier_assignment s where s.as_of > ${asOf}::date) as later,
             coalesce((select jsonb_agg(jsonb_build_array(m.customer_id, f.key, t.key))
                         from moved m left join pyramid.tier f on f.id = m.from_tier_id
                         left join pyramid.tier t on t.id = m.to_tier_id), '[]') as moves`);
  }
}

/** A day that has begun somewhere and for which there can be revenue; a later one would lock the days before it out. */
export function checkAsOf(asOf: string): ReturnType<Checks['err']> {
  const today = new Date(systemClock.now().getTime() + EASTERNMOST_MS).toISOString().slice(0, 10);
  return new Checks().date('asOf', asOf, { from: FIRST_AS_OF, to: today }).err();
}
