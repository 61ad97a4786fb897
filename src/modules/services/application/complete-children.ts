import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { SERVICE_LINES } from '#modules/vocabulary';
import { allowedMoves, type LifeCycle } from '../domain/life-cycle.js';
import { RequestHistory } from '../domain/request-history.js';
import { MAX_TREE_DEPTH } from '../domain/request.js';
import { LifeCycles } from './life-cycles.js';
import { RequestStore, type HeldRequest } from './request-store.js';
import { stateOf, type RequestRow } from './request.rows.js';
import { ServicesPolicy } from './services.policy.js';

export type CompletionCode = 'OPEN_CHILDREN' | 'CHILDREN_OUT_OF_REACH' | 'CHILDREN_CANNOT_COMPLETE';

const FIELD = 'completeChildren';
/** How many numbers a failure names. */
const NAMED = 10;

/**
 * A request is not done while parts of it are open: who completes it is told which, or has them completed with it, all
 * or none. Requests that are added meanwhile wait for the parent, which is held, and find it completed.
 */
@Injectable()
export class CompleteChildren {
  constructor(
    private readonly db: Database,
    private readonly store: RequestStore,
    private readonly policy: ServicesPolicy,
    private readonly lifeCycles: LifeCycles,
  ) {}

  /** Runs in the transaction that completes the parent. */
  async run(ctx: Ctx, parent: HeldRequest, now: Date, too: boolean): Promise<Result<void, CompletionCode>> {
    const ids = await this.openBelow(parent.row.id);
    if (ids.length === 0) return ok();
    const open = (await this.store.holdMany(ids)).filter(isOpen);
    if (open.length === 0) return ok();
    if (!too) return failed('OPEN_CHILDREN', open);
    const allowed = await this.policy.workable(ctx, open);
    const outOfReach = open.filter((_, i) => !allowed[i]);
    if (outOfReach.length > 0) return failed('CHILDREN_OUT_OF_REACH', outOfReach);
    const lifeCycles = await this.lifeCycles.byLines(SERVICE_LINES);
    const stuck: RequestRow[] = [];
    const completed = open.flatMap((row): HeldRequest[] => {
      const history = RequestHistory.resume(stateOf(row), 'live');
      const lifeCycle = lifeCycles.get(row.serviceLine);
      const to = lifeCycle && completingMove(lifeCycle, row.statusKey, parent.history.state.status.key);
      const moved = lifeCycle && to && history.move(lifeCycle, to, now, { actorId: ctx.actor.id });
      if (moved && moved.ok) return [{ row, history }];
      stuck.push(row);
      return [];
    });
    if (stuck.length > 0) return failed('CHILDREN_CANNOT_COMPLETE', stuck);
    await this.store.saveMany(ctx, completed);
    return ok();
  }

  private async openBelow(id: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      sql`with recursive below as (
            select r.id, r.status_category, 1 as depth from services.request r where r.parent_id = ${id}
            union all
            select r.id, r.status_category, b.depth + 1 from services.request r join below b on r.parent_id = b.id
             where b.depth < ${MAX_TREE_DEPTH})
          select b.id from below b where b.status_category in ('OPEN', 'PAUSED') order by b.id`,
    );
    return rows.map((r) => r.id);
  }
}

const isOpen = (row: RequestRow): boolean => row.statusCategory === 'OPEN' || row.statusCategory === 'PAUSED';

/** The status of the parent when the child may move there, else the first completed one that may follow. */
function completingMove(lifeCycle: LifeCycle, from: string, preferred: string): string | undefined {
  const targets = allowedMoves(lifeCycle, from).filter((s) => s.category === 'COMPLETED');
  return (targets.find((s) => s.key === preferred) ?? targets[0])?.key;
}

function failed(code: CompletionCode, requests: readonly RequestRow[]): Result<never, CompletionCode> {
  const numbers = requests.slice(0, NAMED).map((r) => `${r.number} (${r.statusKey})`);
  const more = requests.length > NAMED ? ', …' : '';
  return err(code, FIELD, { count: requests.length, numbers: numbers.join(', ') + more });
}
