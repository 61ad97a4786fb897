import { Injectable } from '@nestjs/common';
import { ok, type Result, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, drain, sql } from '#platform/database';
import { usedStatuses, type LifeCycle, type Status } from '../domain/life-cycle.js';
import { weigh, type PriorityMatrix } from '../domain/priority.js';
import { RequestHistory } from '../domain/request-history.js';
import { LifeCycles } from './life-cycles.js';
import { RequestStore, type HeldRequest } from './request-store.js';
import { stateOf } from './request.rows.js';

/** Requests of one transaction. */
const BATCH = 500;

interface Retired {
  readonly id: string;
  readonly lifeCycleId: string;
  readonly retiredToId: string | null;
  readonly retiredBy: string | null;
}

interface WaitingMatrix extends PriorityMatrix {
  readonly id: string;
  readonly recordedBy: string | null;
  readonly cursor: string | null;
}

/**
 * Brings requests after what administrators decided about them: out of retired statuses, and under a changed matrix of
 * priorities. It looks for what is left to do rather than for orders, so it may be interrupted, run twice and come late;
 * every request is told like one that somebody moved by hand, so its clocks follow.
 */
@Injectable()
export class ApplyChangedRules {
  constructor(
    private readonly db: Database,
    private readonly store: RequestStore,
    private readonly lifeCycles: LifeCycles,
  ) {}

  async run(ctx: Ctx): Promise<{ moved: number; weighed: number }> {
    return { moved: await this.emptyRetired(ctx), weighed: await this.applyMatrices(ctx) };
  }

  private async emptyRetired(ctx: Ctx): Promise<number> {
    const retired = await this.db.query<Retired>(
      sql`select s.id, s.life_cycle_id as "lifeCycleId", s.retired_to_id as "retiredToId", s.retired_by as "retiredBy"
            from services.status s
           where s.retired_at is not null and exists (select from services.request r where r.status_id = s.id)`,
    );
    if (retired.length === 0) return 0;
    const lifeCycles = new Map((await this.lifeCycles.all()).map((lc) => [lc.id, lc]));
    let moved = 0;
    for (const from of retired) {
      const lifeCycle = lifeCycles.get(from.lifeCycleId);
      const to = lifeCycle && successorOf(lifeCycle, from);
      if (!lifeCycle || !to) continue;
      for (let done = BATCH; done === BATCH; moved += done) done = await this.moveOn(ctx, lifeCycle, from, to);
    }
    return moved;
  }

  private async moveOn(ctx: Ctx, lifeCycle: LifeCycle, from: Retired, to: Status): Promise<number> {
    const done = await this.db.transaction<number>(ctx, async () => {
      const rows = await this.store.holdWhere(sql`r.status_id = ${from.id}`, BATCH);
      const held = rows.map((row): HeldRequest => {
        const history = RequestHistory.resume(stateOf(row), 'live');
        history.force(lifeCycle, to, systemClock.now(), { actorId: from.retiredBy });
        return { row, history };
      });
      await this.store.saveMany(ctx, held);
      return ok(rows.length);
    });
    return done.ok ? done.value : 0;
  }

  private async applyMatrices(ctx: Ctx): Promise<number> {
    const { weighed } = await drain(this.db, ctx, { weighed: 0 }, { batch: () => this.applyNext(ctx) });
    return weighed;
  }

  /** Weighs the next requests under the oldest matrix that waits; undefined when none does. */
  private async applyNext(ctx: Ctx): Promise<Result<{ weighed: number } | undefined, never>> {
    const matrix = await this.db.maybeOne<WaitingMatrix>(
      sql`select m.id, m.number, m.cells, m.recorded_by as "recordedBy", m.cursor from services.priority_matrix m
             where m.applies_to_open and m.applied_at is null order by m.number limit 1 for update`,
    );
    if (!matrix) return ok(undefined);
    const rows = await this.store.holdWhere(
      sql`r.status_category in ('OPEN', 'PAUSED') and not r.priority_overridden
            and coalesce(r.priority_matrix, 0) < ${matrix.number}
            and r.id > ${matrix.cursor ?? '00000000-0000-0000-0000-000000000000'}`,
      BATCH,
    );
    const held = rows.map((row): HeldRequest => {
      const history = RequestHistory.resume(stateOf(row), 'live');
      const values = weigh(row, matrix);
      if (values.priority !== row.priority)
        history.change('CHANGED', values, systemClock.now(), { actorId: matrix.recordedBy });
      return { row, history };
    });
    await this.store.saveMany(ctx, held);
    const changed = held.filter(({ history }) => history.events.length > 0).length;
    const last = rows.at(-1)?.id ?? matrix.cursor;
    const over = rows.length < BATCH ? systemClock.now() : null;
    await this.db.execute(
      sql`update services.priority_matrix set cursor = ${last}, applied_at = ${over},
                   changed_requests = changed_requests + ${changed} where id = ${matrix.id}`,
    );
    return ok({ weighed: changed });
  }
}

/** Where the requests of a retired status go: as was told, else to the first status of the same meaning. */
function successorOf(lifeCycle: LifeCycle, { id, retiredToId }: Retired): Status | undefined {
  const told = lifeCycle.statuses.find((s) => s.id === retiredToId);
  const retired = lifeCycle.statuses.find((s) => s.id === id);
  return told ?? usedStatuses(lifeCycle).find((s) => s.category === retired?.category);
}
