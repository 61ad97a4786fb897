import { Injectable } from '@nestjs/common';
import { ok, systemClock, uuidv7 } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, drain, insertMany, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { decide, type Decided } from '../domain/plan-occurrences.js';
import { LIMITS } from '../../basics/domain/values.js';
import { workOrderCreated } from '../../maintenance.events.js';
import { comingOf, DAY_MS, pastOf, PlanTimes, timesOf, type NextTimes, type PlanGround } from './plan-times.js';
import { LAST_ID } from '../../basics/application/columns.js';
import { WorkReferences } from '../../work-references.js';
import { type Plan } from '../domain/plan.js';
import { PLAN_COLUMNS } from './plan.rows.js';

export interface Generated {
  readonly plans: number;
  readonly workOrders: number;
  readonly passedOver: number;
}

/** An asset that a plan is about to be done at. */
interface Covered {
  readonly planId: string;
  readonly id: string;
  readonly customerId: string;
  readonly branchId: string;
  readonly officeId: string;
}

const PLANS_AT_ONCE = 50;
const OCCURRENCE_COLUMNS = ['id', 'plan_id', 'key', 'due_at', 'outcome', 'recorded_at'];
const WORK_COLUMNS_IN = [
  ...['id', 'kind', 'status', 'customer_id', 'branch_id', 'office_id', 'asset_id', 'plan_id', 'occurrence_id', 'title'],
  ...['description', 'priority', 'assignee_id', 'team_id', 'due_at', 'checklist_version_id', 'created_at', 'version'],
];

/**
 * Makes the work orders of plans that are near enough. Each occurrence is decided about exactly once: its row, its work
 * orders and where the plan stands next are one transaction, plans under way elsewhere are skipped, and the key of an
 * occurrence is unique.
 */
@Injectable()
export class GenerateWorkOrders {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly times: PlanTimes,
    private readonly references: WorkReferences,
  ) {}

  async run(ctx: Ctx, now = systemClock.now()): Promise<Generated> {
    return drain(
      this.db,
      ctx,
      { plans: 0, workOrders: 0, passedOver: 0 },
      { batch: async () => ok(await this.round(ctx, now)) },
    );
  }

  private async round(ctx: Ctx, now: Date): Promise<Generated | undefined> {
    const plans = await this.db.query<Plan>(
      sql`select ${PLAN_COLUMNS} from maintenance.plan p where p.active and p.generate_at <= ${now}
           order by p.generate_at limit ${PLANS_AT_ONCE} for no key update skip locked`,
    );
    if (plans.length === 0) return undefined;
    const grounds = await this.times.grounds(plans);
    const covered = await this.covered(plans);
    const checklists = await this.references.latestChecklists(plans.flatMap((p) => p.checklistId ?? []));
    const occurrences: Record<string, unknown>[] = [];
    const orders: Record<string, unknown>[] = [];
    const times: NextTimes[] = [];
    for (const ground of grounds) {
      const { plan } = ground;
      const assets = covered.filter((c) => c.planId === plan.id);
      const { occurrences: decided, next } = decide(
        comingOf(ground),
        now.getTime(),
        plan.leadDays * DAY_MS,
        pastOf(ground, now),
      );
      for (const occurrence of decided) {
        const id = uuidv7();
        const made = occurrence.outcome === 'GENERATE';
        const outcome = !made ? 'PASSED_OVER' : assets.length > 0 ? 'GENERATED' : 'NOTHING_TO_DO';
        occurrences.push({
          id,
          plan_id: plan.id,
          key: occurrence.key,
          due_at: new Date(occurrence.due),
          outcome,
          recorded_at: now,
        });
        if (made)
          for (const asset of assets)
            orders.push(
              orderOf(plan, asset, { id, due: occurrence.due }, checklists.get(plan.checklistId ?? '') ?? null, now),
            );
      }
      times.push(this.nextOf(ground, decided, next && timesOf(plan, next), assets.length));
    }
    const told = await this.write(ctx, occurrences, orders);
    await this.times.save(plans, times);
    const passedOver = occurrences.filter((o) => o['outcome'] === 'PASSED_OVER').length;
    return { plans: plans.length, workOrders: told, passedOver };
  }

  /** A floating plan waits until its work is done; when there was nothing to do, it goes on from the due date. */
  private nextOf(ground: PlanGround, decided: readonly Decided[], next: NextTimes | null, assets: number): NextTimes {
    const last = decided.at(-1);
    if (!ground.plan.floating || !last) return next ?? NOTHING;
    return assets > 0 ? NOTHING : this.times.afterDone(ground, new Date(last.due));
  }

  /** Writes what was decided; an occurrence that is there already (it was decided about before) makes nothing. */
  private async write(
    ctx: Ctx,
    occurrences: Record<string, unknown>[],
    orders: Record<string, unknown>[],
  ): Promise<number> {
    const fresh = await this.db.query<{ id: string }>(
      sql`${insertMany('maintenance.plan_occurrence', OCCURRENCE_COLUMNS, occurrences)}
          on conflict (plan_id, key) do nothing returning id`,
    );
    const ids = new Set(fresh.map((f) => f.id));
    const wanted = orders.filter((o) => ids.has(o['occurrence_id'] as string));
    if (wanted.length === 0) return 0;
    await this.db.execute(insertMany('maintenance.work_order', WORK_COLUMNS_IN, wanted));
    await this.outbox.addMany(
      ctx,
      workOrderCreated,
      wanted.map((o) => ({
        workOrderId: o['id'] as string,
        customerId: o['customer_id'] as string,
        officeId: o['office_id'] as string,
      })),
    );
    return wanted.length;
  }

  /** The assets that each plan covers and that are in service: its own, or the items below it. */
  private covered(plans: readonly Plan[]): Promise<Covered[]> {
    return this.db.query<Covered>(
      sql`select p.id as "planId", a.id, a.customer_id as "customerId", a.branch_id as "branchId", a.office_id as "officeId"
            from maintenance.plan p join maintenance.asset t on t.id = p.asset_id
           cross join lateral (
             select * from maintenance.asset x where p.covers = 'ASSET' and x.id = t.id
             union all
             (select * from maintenance.asset x
               where p.covers = 'ITEMS_BELOW' and x.path > t.path and x.path < t.path || ${LAST_ID}::uuid and x.kind = 'ITEM'
                 and x.status = 'IN_SERVICE'
               order by x.path limit ${LIMITS.bulk})) a
           where p.id = any(${plans.map((p) => p.id)}::uuid[]) and a.status = 'IN_SERVICE'
           order by p.id, a.path`,
    );
  }
}

const NOTHING: NextTimes = { next_due_at: null, next_total: null, generate_at: null };

function orderOf(
  plan: Plan,
  asset: Covered,
  occurrence: { readonly id: string; readonly due: number },
  checklistVersionId: string | null,
  now: Date,
): Record<string, unknown> {
  return {
    id: uuidv7(),
    kind: plan.kind,
    status: 'PLANNED',
    customer_id: asset.customerId,
    branch_id: asset.branchId,
    office_id: asset.officeId,
    asset_id: asset.id,
    plan_id: plan.id,
    occurrence_id: occurrence.id,
    title: plan.title,
    description: plan.description,
    priority: plan.priority,
    assignee_id: plan.assigneeId,
    team_id: plan.teamId,
    due_at: new Date(occurrence.due),
    checklist_version_id: checklistVersionId,
    created_at: now,
    version: 1,
  };
}
