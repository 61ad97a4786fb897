import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, drain, sql } from '#platform/database';
import { ServicesApi } from '#modules/services';
import { AnnounceAlerts } from './announce-alerts.js';
import { isStale, EvaluateSla } from '../../monitoring/application/evaluate-requests.js';
import { ReplayQueue } from '../../replays/replay-queue.js';
import { PlanAlerts } from './plan-alerts.js';

/** Clocks per transaction. */
const BATCH = 300;

interface DueRow {
  id: string;
  requestId: string;
  clockVersion: number;
  againAt: Date | null;
  overdue: boolean;
}

export interface AlertReport {
  /** Clocks looked at. */
  looked: number;
  warned: number;
  escalated: number;
}

/**
 * Finds clocks that came to a step of warning or escalation and tells of it: ledger, notifications and announcement in
 * one transaction, a batch at a time. Any number may run at once: each takes what no other holds. When nothing has come
 * it costs one look into an index.
 */
@Injectable()
export class RecordAlerts {
  constructor(
    private readonly db: Database,
    private readonly services: ServicesApi,
    private readonly evaluate: EvaluateSla,
    private readonly planning: PlanAlerts,
    private readonly announcing: AnnounceAlerts,
    private readonly replays: ReplayQueue,
  ) {}

  /** Goes on until nothing is due. */
  async run(ctx: Ctx, now?: Date): Promise<AlertReport> {
    const at = (): Date => now ?? systemClock.now();
    return drain<AlertReport>(
      this.db,
      ctx,
      { looked: 0, warned: 0, escalated: 0 },
      { due: () => this.anythingDue(at()), batch: () => this.batch(ctx, at()) },
    );
  }

  private async anythingDue(now: Date): Promise<boolean> {
    const due = await this.db.query(
      sql`select 1 from sla.clock c where c.next_alert_at < ${now} order by c.next_alert_at limit 1`,
    );
    return due.length > 0;
  }

  private async batch(ctx: Ctx, now: Date): Promise<Result<AlertReport | undefined, never>> {
    // Locks the evaluation, as evaluation does, so that nothing happens to the clocks meanwhile.
    const due = await this.db.query<DueRow>(
      sql`select c.id, c.request_id as "requestId", j.clock_version as "clockVersion", j.again_at as "againAt",
                 c.state = 'RUNNING' and c.due_at < ${now} as overdue
            from sla.clock c join sla.evaluation j on j.request_id = c.request_id
           where c.next_alert_at < ${now}
           order by c.next_alert_at limit ${BATCH} for update of j skip locked`,
    );
    if (due.length === 0) return ok(undefined);
    const requestIds = [...new Set(due.map((d) => d.requestId))];
    await this.bringUpToDate(ctx, due, requestIds, now);
    const plans = await this.planning.of(new Set(due.map((d) => d.id)), requestIds, now);
    const { warned, escalated } = await this.announcing.run(ctx, plans, now);
    return ok({ looked: due.length, warned, escalated });
  }

  /** Nobody is told of a clock that was answered, paused or moved meanwhile; a breach is recorded before it is escalated. */
  private async bringUpToDate(
    ctx: Ctx,
    due: readonly DueRow[],
    requestIds: readonly string[],
    now: Date,
  ): Promise<void> {
    const versions = await this.services.clockVersions(requestIds);
    const pending = await this.replays.pending(now);
    const stale = due.filter((d) => pending || d.overdue || isStale(d, versions.get(d.requestId) ?? 0, now));
    if (stale.length > 0)
      await this.evaluate.run(
        ctx,
        stale.map((d) => d.requestId),
        { now },
      );
  }
}
