import { Injectable } from '@nestjs/common';
import { errs, ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, containing, Database, sql } from '#platform/database';
import { type Connection, type PageRequest } from '#platform/paging';
import { type Occurrence } from '../domain/plan-occurrences.js';
import { byIds, listOf, listsOf, type ListKind } from '../../basics/application/lists.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { DAY_MS, expectedOf, PlanTimes, type PlanGround } from './plan-times.js';
import { LAST_ID } from '../../basics/application/columns.js';
import { type Plan } from '../domain/plan.js';
import { PLAN_COLUMNS } from './plan.rows.js';
import { SavePlan, type NewPlan } from './save-plan.js';

export interface PlanFilter {
  readonly assetId?: string | null;
  /** With assetId: of everything below it too. */
  readonly includeAssetsBelow?: boolean | null;
  readonly active?: boolean | null;
  readonly text?: string | null;
}

/** An occurrence that is done with. */
export interface PastOccurrence {
  readonly id: string;
  readonly planId: string;
  readonly key: string;
  readonly dueAt: Date;
  readonly outcome: 'GENERATED' | 'PASSED_OVER' | 'NOTHING_TO_DO';
  readonly recordedAt: Date;
}

/** An occurrence to be expected. */
export interface ExpectedOccurrence {
  /** Date at the site; null for meters. */
  readonly date: string | null;
  /** Null when the meter does not say. */
  readonly dueAt: Date | null;
  readonly total: string | null;
  readonly generateAt: Date | null;
}

const PLANS: ListKind<Plan> = {
  columns: PLAN_COLUMNS,
  from: sql`maintenance.plan p join maintenance.asset a on a.id = p.asset_id`,
  order: {
    list: 'maintenancePlans',
    direction: 'DESC',
    keys: [{ column: sql`p.no`, type: 'bigint', value: (p) => p.no }],
  },
};
const OCCURRENCES: ListKind<PastOccurrence> = {
  columns: sql`o.id, o.plan_id as "planId", o.key, o.due_at as "dueAt", o.outcome, o.recorded_at as "recordedAt"`,
  from: sql`maintenance.plan_occurrence o`,
  order: {
    list: 'planOccurrences',
    direction: 'DESC',
    keys: [
      { column: sql`o.due_at`, type: 'timestamptz', value: (o) => o.dueAt },
      { column: sql`o.id`, type: 'uuid', value: (o) => o.id },
    ],
  },
};
/** Most occurrences that can be looked ahead at. */
export const MAX_PREVIEW = 50;

/** Reads of plans and their occurrences. */
@Injectable()
export class PlanQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: MaintenancePolicy,
    private readonly times: PlanTimes,
    private readonly saving: SavePlan,
  ) {}

  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Plan>> {
    return byIds<Plan>(
      this.db,
      sql`select ${PLAN_COLUMNS} from ${PLANS.from} where p.id = any(${ids}::uuid[]) and ${await this.policy.visibleAsset(ctx)}`,
    );
  }

  async list(ctx: Ctx, f: PlanFilter, page: PageRequest): Promise<Connection<Plan>> {
    const text = f.text?.trim() ?? '';
    const where = and([
      await this.policy.readable(ctx, sql`a`),
      f.assetId != null &&
        (f.includeAssetsBelow
          ? sql`exists (select from maintenance.asset t where t.id = ${f.assetId} and a.path >= t.path and a.path < t.path || ${LAST_ID}::uuid)`
          : sql`p.asset_id = ${f.assetId}`),
      f.active != null && sql`p.active = ${f.active}`,
      text !== '' && sql`(p.number || ' ' || p.title) ilike ${containing(text)}`,
    ]);
    return listOf(this.db, PLANS, where, page);
  }

  plansOf(assetIds: readonly string[], page: PageRequest): Promise<Connection<Plan>[]> {
    return listsOf(this.db, PLANS, sql`p.asset_id`, assetIds, sql`true`, page);
  }

  occurrencesOf(planIds: readonly string[], page: PageRequest): Promise<Connection<PastOccurrence>[]> {
    return listsOf(this.db, OCCURRENCES, sql`o.plan_id`, planIds, sql`true`, page);
  }

  /** What is to be expected of each plan, looking ahead. */
  async expected(plans: readonly Plan[], count: number): Promise<ExpectedOccurrence[][]> {
    return (await this.times.grounds(plans)).map((ground) => shown(ground, count));
  }

  /** What would be to be expected of a plan that is not made yet; refuses what making it would refuse. */
  async preview(
    ctx: Ctx,
    cmd: NewPlan,
    count: number,
    now = systemClock.now(),
  ): Promise<Result<ExpectedOccurrence[], string>> {
    const drafted = await this.saving.draft(ctx, cmd, now);
    if (!drafted.ok) return errs(drafted.failures);
    const ground = drafted.value;
    const times = this.times.beginning(ground, now, new Set(), cmd.firstTotal);
    const plan = { ...ground.plan, nextDueAt: times.next_due_at, nextTotal: times.next_total };
    return ok(shown({ ...ground, plan }, count));
  }
}

function shown(ground: PlanGround, count: number): ExpectedOccurrence[] {
  return expectedOf(ground, count).map(({ key, due, total }: Occurrence) => {
    const known = Number.isFinite(due);
    return {
      date: total === null ? key : null,
      dueAt: known ? new Date(due) : null,
      total,
      generateAt: known ? new Date(due - ground.plan.leadDays * DAY_MS) : null,
    };
  });
}
