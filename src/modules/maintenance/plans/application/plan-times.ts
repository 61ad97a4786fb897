import { Injectable } from '@nestjs/common';
import { Decimal } from '#kernel';
import { instantOf, wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { CustomersApi } from '#modules/customers';
import { forecast, RATE_WINDOW_MS, shortest, type Point } from '../../assets/domain/meter.js';
import { type Occurrence } from '../domain/plan-occurrences.js';
import { type AfterReadings } from '../../assets/application/after-readings.js';
import { planChanged } from '../../maintenance.events.js';
import { dateAfterDone, occurrencesOf } from './plan-dates.js';
import { type Plan } from '../domain/plan.js';
import { PLAN_COLUMNS } from './plan.rows.js';

export const DAY_MS = 86_400_000;

/** What the times of a plan are worked out from. */
export interface PlanGround {
  readonly plan: Plan;
  /** Zone of the site. */
  readonly zone: string;
  /** Of its meter, in order of time; empty for others. */
  readonly points: readonly Point[];
}

/** When the next occurrence falls due, and when its work orders are to be made. */
export interface NextTimes {
  readonly next_due_at: Date | null;
  readonly next_total: string | null;
  readonly generate_at: Date | null;
}

const NEVER: NextTimes = { next_due_at: null, next_total: null, generate_at: null };

/** Works out when plans fall due, from their rules and from what their meters show. */
@Injectable()
export class PlanTimes implements AfterReadings {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly customers: CustomersApi,
  ) {}

  /** All that the times of the plans depend on, with three statements. */
  async grounds(plans: readonly Plan[]): Promise<PlanGround[]> {
    const zones = await this.zones(plans.map((p) => p.assetId));
    const points = await this.points(plans.flatMap((p) => p.meterId ?? []));
    return plans.map((plan) => ({
      plan,
      zone: zones.get(plan.assetId) ?? 'UTC',
      points: points.get(plan.meterId ?? '') ?? [],
    }));
  }

  /** The next occurrence of a plan that begins, or begins again, at an instant: nothing of the past is made up for. */
  beginning(
    { plan, zone, points }: PlanGround,
    now: Date,
    done: ReadonlySet<string>,
    firstTotal?: string | null,
  ): NextTimes {
    if (!plan.active) return NEVER;
    if (plan.meterEvery !== null) {
      const total = shortest(Decimal.parse(points.at(-1)?.total ?? '0').add(Decimal.parse(plan.meterEvery)));
      return timesOf(plan, meterOccurrence(points, firstTotal ?? total));
    }
    const today = wallTimeAt(zone, now.getTime()).date;
    for (const { date, due } of occurrencesOf(calendarOf(plan, zone), today))
      if (!done.has(date)) return timesOf(plan, { key: date, due, total: null });
    return NEVER;
  }

  /**
   * The next occurrence of a floating plan once the last was done (or given up) at an instant. `taken`: keys of those that
   * were decided about before; what was done early is not asked for again.
   */
  afterDone({ plan, zone, points }: PlanGround, doneAt: Date, taken: ReadonlySet<string> = new Set()): NextTimes {
    if (!plan.active) return NEVER;
    if (plan.meterEvery !== null) {
      const every = Decimal.parse(plan.meterEvery);
      let total = Decimal.parse(points.at(-1)?.total ?? '0').add(every);
      while (taken.has(shortest(total))) total = total.add(every);
      return timesOf(plan, meterOccurrence(points, shortest(total)));
    }
    const date = dateAfterDone(plan.rule as string, wallTimeAt(zone, doneAt.getTime()).date, taken);
    if (date === null || (plan.endsOn !== null && date > plan.endsOn)) return NEVER;
    return timesOf(plan, { key: date, due: instantOf(zone, date, plan.localTime as string), total: null });
  }

  /** After meters were read: when the plans that go by them fall due now. */
  async afterReadings(ctx: Ctx, meterIds: readonly string[], now: Date): Promise<void> {
    const plans = await this.db.query<Plan>(
      sql`select ${PLAN_COLUMNS} from maintenance.plan p
           where p.meter_id = any(${meterIds}::uuid[]) and p.active and p.next_total is not null order by p.id for no key update`,
    );
    if (plans.length === 0) return;
    const grounds = await this.grounds(plans);
    const times = grounds.map((g) => timesOf(g.plan, meterOccurrence(g.points, g.plan.nextTotal as string)));
    await this.save(plans, times);
    const near = plans.filter((_, i) => (times[i]?.generate_at ?? LATER) <= now);
    await this.outbox.addMany(
      ctx,
      planChanged,
      near.map(({ id, assetId }) => ({ planId: id, assetId })),
    );
  }

  /**
   * After a reading was corrected or withdrawn: when the plans that go by the meter fall due now. A plan that floats, or has
   * just begun, and was counted from a reading is counted from what that reading says now. Of others, occurrences that
   * were passed over because the meter seemed to have gone beyond them are to come again; those that made work orders
   * are not made twice.
   */
  async afterCorrection(
    ctx: Ctx,
    meterId: string,
    moved: ReadonlyMap<string, string | null>,
    now: Date,
  ): Promise<void> {
    const plans = await this.db.query<Plan>(
      sql`select ${PLAN_COLUMNS} from maintenance.plan p
           where p.meter_id = ${meterId} and p.active and p.next_total is not null order by p.id for no key update`,
    );
    if (plans.length > 0) {
      const [points = []] = (await this.grounds(plans)).map((g) => g.points);
      const shown = points.at(-1)?.total ?? '0';
      const ids = plans.map((p) => p.id);
      const again = await this.db.query<{ planId: string; key: string }>(
        sql`delete from maintenance.plan_occurrence o
             where o.plan_id = any(${ids}::uuid[]) and o.outcome <> 'GENERATED' and o.key::numeric > ${shown}::numeric
            returning o.plan_id as "planId", o.key`,
      );
      const begun = await this.db.query<{ planId: string }>(
        sql`select distinct o.plan_id as "planId" from maintenance.plan_occurrence o where o.plan_id = any(${ids}::uuid[])`,
      );
      const times = plans.map((plan) => {
        const keys = again.filter((o) => o.planId === plan.id).map((o) => o.key);
        const counted = plan.floating || (keys.length === 0 && !begun.some((o) => o.planId === plan.id));
        const total = counted ? afterMoved(plan, moved, shown) : least([plan.nextTotal as string, ...keys]);
        return timesOf(plan, meterOccurrence(points, total));
      });
      await this.save(plans, times);
    }
    await this.afterReadings(ctx, [meterId], now);
  }

  /** Writes when the plans are next, with one statement. */
  async save(plans: readonly Plan[], times: readonly NextTimes[]): Promise<void> {
    const rows = plans.map(({ id }, i) => ({ id, ...times[i] }));
    await this.db.execute(
      sql`update maintenance.plan p
             set next_due_at = u.next_due_at, next_total = u.next_total, generate_at = u.generate_at
            from jsonb_populate_recordset(null::maintenance.plan, ${JSON.stringify(rows)}::jsonb) u where p.id = u.id`,
    );
  }

  private async zones(assetIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; branchId: string }>(
      sql`select a.id, a.branch_id as "branchId" from maintenance.asset a where a.id = any(${assetIds}::uuid[])`,
    );
    const branches = await this.customers.branches([...new Set(rows.map((r) => r.branchId))]);
    return new Map(
      rows.flatMap((r) =>
        branches.get(r.branchId) ? [[r.id, branches.get(r.branchId)?.timeZone as string] as const] : [],
      ),
    );
  }

  /** The readings that say how fast each meter runs: the latest two, and the first of the last ninety days. */
  private async points(meterIds: readonly string[]): Promise<Map<string, Point[]>> {
    if (meterIds.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; at: Date; total: string }>(
      sql`select distinct m.id, n.at, n.total from unnest(${meterIds}::uuid[]) as m (id)
           cross join lateral (
             (select r.at, r.total from maintenance.meter_reading r
               where r.meter_id = m.id and r.withdrawn_at is null order by r.at desc limit 2)
             union all
             (select r.at, r.total from maintenance.meter_reading r
               where r.meter_id = m.id and r.withdrawn_at is null
                 and r.at >= (select max(x.at) from maintenance.meter_reading x where x.meter_id = m.id and x.withdrawn_at is null)
                                                   - ${RATE_WINDOW_MS / 1000} * interval '1 second'
               order by r.at limit 1)) n
           order by 1, 2`,
    );
    const points = new Map<string, Point[]>();
    for (const { id, at, total } of rows) points.set(id, [...(points.get(id) ?? []), { at: at.getTime(), total }]);
    return points;
  }
}

const LATER = new Date(8.64e15);

const calendarOf = (plan: Plan, zone: string) => ({
  rule: plan.rule as string,
  startsOn: plan.startsOn as string,
  localTime: plan.localTime as string,
  endsOn: plan.endsOn,
  zone,
});

/** When a plan was counted from a reading: as many units from what the reading says now; else as before. */
function afterMoved({ nextTotal, meterEvery }: Plan, moved: ReadonlyMap<string, string | null>, shown: string): string {
  const [next, every] = [Decimal.parse(nextTotal as string), Decimal.parse(meterEvery as string)];
  const from = moved.get(shortest(next.subtract(every)));
  return shortest(from === undefined ? next : Decimal.parse(from ?? shown).add(every));
}

const least = (totals: readonly string[]): string =>
  shortest(totals.map((t) => Decimal.parse(t)).reduce((a, b) => (b.compare(a) < 0 ? b : a)));

const meterOccurrence = (points: readonly Point[], total: string): Occurrence => ({
  key: shortest(Decimal.parse(total)),
  due: forecast(points, total) ?? Infinity,
  total,
});

/** What the plan's row says of its next occurrence. */
export function timesOf(plan: Plan, next: Occurrence | null): NextTimes {
  if (!next) return NEVER;
  const known = Number.isFinite(next.due);
  return {
    next_due_at: known ? new Date(next.due) : null,
    next_total: next.total,
    generate_at: known ? new Date(next.due - plan.leadDays * DAY_MS) : null,
  };
}

/** Occurrences from the next one on: all by the rule or by every so many units; of a floating plan, the next alone. */
export function* comingOf({ plan, zone, points }: PlanGround): Generator<Occurrence> {
  if (plan.meterEvery !== null) {
    if (plan.nextTotal === null) return;
    const every = Decimal.parse(plan.meterEvery);
    for (let total = Decimal.parse(plan.nextTotal); ; total = total.add(every)) {
      yield meterOccurrence(points, shortest(total));
      if (plan.floating) return;
    }
  }
  if (plan.nextDueAt === null) return;
  const { date } = wallTimeAt(zone, plan.nextDueAt.getTime());
  if (plan.floating) {
    yield { key: date, due: plan.nextDueAt.getTime(), total: null };
    return;
  }
  for (const next of occurrencesOf(calendarOf(plan, zone), date)) yield { key: next.date, due: next.due, total: null };
}

/** Whether an occurrence is past: by calendar its instant, by meter what the meter shows. */
export function pastOf({ points }: PlanGround, now: Date): (occurrence: Occurrence) => boolean {
  const shown = points.at(-1)?.total;
  return ({ due, total }) =>
    total === null
      ? due <= now.getTime()
      : shown !== undefined && Decimal.parse(shown).compare(Decimal.parse(total)) >= 0;
}

/** The next occurrences as they are to be expected, for looking ahead; those that float as if each was done when due. */
export function expectedOf(ground: PlanGround, count: number): Occurrence[] {
  const { plan, zone } = ground;
  const found: Occurrence[] = [];
  if (!plan.floating || plan.meterEvery !== null) {
    for (const next of comingOf({ ...ground, plan: { ...plan, floating: false } })) {
      found.push(next);
      if (found.length >= count) break;
    }
    return found;
  }
  let date = plan.nextDueAt && wallTimeAt(zone, plan.nextDueAt.getTime()).date;
  while (date !== null && found.length < count && (plan.endsOn === null || date <= plan.endsOn)) {
    found.push({ key: date, due: instantOf(zone, date, plan.localTime as string), total: null });
    date = dateAfterDone(plan.rule as string, date);
  }
  return found;
}
