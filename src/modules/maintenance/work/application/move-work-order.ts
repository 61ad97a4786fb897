import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, ok, systemClock, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { ServicesApi } from '#modules/services';
import { unanswered, type ChecklistItem } from '../../catalogue/domain/checklist.js';
import { type WorkOrder } from '../domain/facts.js';
import { LIMITS } from '../../basics/domain/values.js';
import { checkMove, isOpen, type MoveCode } from '../domain/work-order.js';
import { PlanTimes } from '../../plans/application/plan-times.js';
import { PLAN_COLUMNS } from '../../plans/application/plan.rows.js';
import { type Plan } from '../../plans/domain/plan.js';
import { WORK_STATUSES, type WorkStatus } from '../domain/statuses.js';
import { WorkStore, type WorkCode } from './work-store.js';

export interface MoveWorkCommand {
  readonly id: string;
  readonly version?: number | null;
  readonly status: WorkStatus;
  /** What was done, or why it is given up; needed for that. */
  readonly outcome?: string | null;
  /** With DONE: completes the service request as well. */
  readonly completeRequest?: boolean | null;
}

export type MoveWorkCode = CheckCode | WorkCode | MoveCode | 'NO_REQUEST' | 'REQUEST_CANNOT_COMPLETE';

/** Moves a work order: schedules it, begins it, finishes it, gives it up or takes it up again. */
@Injectable()
export class MoveWorkOrder {
  constructor(
    private readonly db: Database,
    private readonly store: WorkStore,
    private readonly services: ServicesApi,
    private readonly plans: PlanTimes,
  ) {}

  async run(ctx: Ctx, cmd: MoveWorkCommand): Promise<Result<{ id: string }, string>> {
    const wrong = new Checks()
      .oneOf('status', cmd.status, WORK_STATUSES)
      .text('outcome', cmd.outcome, { ...LIMITS.text, optional: true })
      .err();
    if (wrong) return wrong;
    const permission = cmd.status === 'CANCELLED' || cmd.status === 'PLANNED' ? 'maintenance.plan' : 'maintenance.work';
    const target = { ...cmd, closedToo: true };
    return this.store.run<{ id: string }, string>(ctx, target, permission, async (order) => {
      if (order.status === cmd.status) return ok({ id: order.id });
      const outcome = blankToNull(cmd.outcome) ?? null;
      const lawful = checkMove(cmd.status, { order, outcome, ...(await this.ground(order)) });
      if (!lawful.ok) return lawful;
      const now = systemClock.now();
      await this.store.change(order.id, {
        status: cmd.status,
        started_at: cmd.status === 'IN_PROGRESS' ? (order.startedAt ?? now) : undefined,
        done_at: cmd.status === 'DONE' ? now : null,
        cancelled_at: cmd.status === 'CANCELLED' ? now : null,
        outcome: outcome ?? undefined,
      });
      if (!isOpen(cmd.status)) await this.endVisits(order.id, now);
      if (cmd.status === 'DONE' && cmd.completeRequest) {
        const completed = await this.completeRequest(ctx, order, outcome);
        if (!completed.ok) return completed;
      }
      if (!isOpen(cmd.status) && order.planId !== null) await this.goOnWith(order.planId, order.occurrenceId, now);
      return ok({ id: order.id });
    });
  }

  private async ground(
    order: WorkOrder,
  ): Promise<{ unanswered: ChecklistItem[]; visitsUnderWay: number; visitsPlanned: number }> {
    const { items, answered, underWay, planned } = await this.db.one<{
      items: ChecklistItem[] | null;
      answered: string[];
      underWay: number;
      planned: number;
    }>(
      sql`select (select v.items from maintenance.checklist_version v where v.id = ${order.checklistVersionId}::uuid) as items,
                 array(select n.item_key from maintenance.checklist_answer n where n.work_order_id = ${order.id}) as answered,
                 (select count(*) from maintenance.visit v where v.withdrawn_at is null and v.work_order_id = ${order.id}
                     and v.arrived_at is not null and v.departed_at is null) as "underWay",
                 (select count(*) from maintenance.visit v where v.withdrawn_at is null and v.work_order_id = ${order.id}
                     and v.arrived_at is null and v.cancelled_at is null) as planned`,
    );
    return {
      unanswered: unanswered(items ?? [], new Set(answered)),
      visitsUnderWay: underWay,
      visitsPlanned: planned,
    };
  }

  /** Visits that are still to come are called off with the work. */
  private async endVisits(id: string, now: Date): Promise<void> {
    await this.db.execute(
      sql`update maintenance.visit set cancelled_at = ${now}, version = version + 1
           where work_order_id = ${id} and arrived_at is null and cancelled_at is null and withdrawn_at is null`,
    );
  }

  /** Moves the request to the first status that completes it and may follow; it is completed already: nothing to do. */
  private async completeRequest(ctx: Ctx, order: WorkOrder, outcome: string | null): Promise<Result<unknown, string>> {
    const request =
      order.requestId === null ? undefined : (await this.services.requests([order.requestId])).get(order.requestId);
    if (!request) return err('NO_REQUEST', 'completeRequest');
    if (request.completedAt !== null) return ok();
    const lifeCycle = (await this.services.lifeCycles()).find((c) => c.serviceLine === request.serviceLine);
    const present = lifeCycle?.statuses.find((s) => s.key === request.statusKey);
    const to = lifeCycle?.statuses.find((s) => s.category === 'COMPLETED' && present?.movesTo.includes(s.key));
    if (!to)
      return err('REQUEST_CANNOT_COMPLETE', 'completeRequest', { number: request.number, status: request.statusKey });
    const note = `${order.number}: ${outcome ?? order.title}`;
    return this.services.changeStatus(ctx, { id: request.id, status: to.key, note });
  }

  /** A floating plan goes on once all the work of its occurrence is done or given up. */
  private async goOnWith(planId: string, occurrenceId: string | null, now: Date): Promise<void> {
    const plan = await this.db.maybeOne<Plan>(
      sql`select ${PLAN_COLUMNS} from maintenance.plan p where p.id = ${planId} and p.floating and p.active for no key update`,
    );
    if (!plan) return;
    const { open, latest } = await this.db.one<{ open: boolean; latest: boolean }>(
      sql`select exists (select from maintenance.work_order w where w.occurrence_id = ${occurrenceId}::uuid
                           and w.status in ('PLANNED', 'SCHEDULED', 'IN_PROGRESS')) as open,
                 not exists (select from maintenance.plan_occurrence o join maintenance.plan_occurrence x on x.plan_id = o.plan_id
                              where o.id = ${occurrenceId}::uuid and x.id > o.id and x.outcome = 'GENERATED') as latest`,
    );
    if (open || !latest) return;
    const [ground] = await this.plans.grounds([plan]);
    const taken = await this.db.query<{ key: string }>(
      sql`select o.key from maintenance.plan_occurrence o where o.plan_id = ${planId} order by o.id desc limit 200`,
    );
    if (ground) await this.plans.save([plan], [this.plans.afterDone(ground, now, new Set(taken.map((t) => t.key)))]);
  }
}
