import { Injectable } from '@nestjs/common';
import { err, errs, ok, systemClock, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { SERVICE_LINES } from '#modules/vocabulary';
import { requestMerged } from '../services.events.js';
import { usedStatuses, type LifeCycle } from '../domain/life-cycle.js';
import { RequestHistory, type HistoryCode } from '../domain/request-history.js';
import { MAX_TREE_DEPTH } from '../domain/request.js';
import { LifeCycles } from './life-cycles.js';
import { MergeMoves } from './merge-moves.js';
import { RequestStore, type HeldRequest } from './request-store.js';
import { RequestTree } from './request-tree.js';
import { stateOf, type RequestRow } from './request.rows.js';
import { ServicesPolicy } from './services.policy.js';

export interface MergeRequestsCommand {
  /** The duplicate. */
  readonly id: string;
  /** The request that goes on in its stead. */
  readonly intoId: string;
  /** The version of the duplicate that was read. */
  readonly version?: number | null;
}

export type MergeRequestsCode =
  | HistoryCode
  | 'NOT_FOUND'
  | 'STALE_VERSION'
  | 'REQUEST_NOT_FOUND'
  | 'REQUEST_MERGED'
  | 'MERGE_INTO_ITSELF'
  | 'MERGE_OF_OTHER_CUSTOMER'
  | 'SURVIVOR_NOT_OPEN'
  | 'MERGE_INTO_PART'
  | 'TREE_TOO_DEEP'
  | 'NO_LIFE_CYCLE'
  | 'NO_CANCELLED_STATUS'
  | 'LIFE_CYCLE_CHANGED';

const isOpen = ({ statusCategory }: RequestRow): boolean => statusCategory === 'OPEN' || statusCategory === 'PAUSED';

/**
 * Merges a duplicate into the request that goes on in its stead. The duplicate is given up, so its clocks are cancelled;
 * what the customer asked there and nobody has answered becomes a question of the survivor, from the instant at which he
 * asked it, so that nobody escapes a clock by merging. Its messages stay where they are and are shown with those of the
 * survivor; its followers, contacts, jobs, links and parts move over.
 */
@Injectable()
export class MergeRequests {
  constructor(
    private readonly db: Database,
    private readonly store: RequestStore,
    private readonly policy: ServicesPolicy,
    private readonly lifeCycles: LifeCycles,
    private readonly tree: RequestTree,
    private readonly moves: MergeMoves,
    private readonly outbox: Outbox,
  ) {}

  async run(
    ctx: Ctx,
    { id, intoId, version }: MergeRequestsCommand,
  ): Promise<Result<{ id: string }, MergeRequestsCode>> {
    if (id === intoId) return err('MERGE_INTO_ITSELF', 'intoId');
    return this.db.transaction<{ id: string }, MergeRequestsCode>(
      ctx,
      async () => {
        await this.tree.lock('move');
        const held = (await this.store.holdMany([id, intoId])).map((row): HeldRequest => ({
          row,
          history: RequestHistory.resume(stateOf(row), 'live'),
        }));
        const duplicate = held.find(({ row }) => row.id === id);
        const survivor = held.find(({ row }) => row.id === intoId);
        if (!duplicate) return err('NOT_FOUND', 'id');
        if (!survivor) return err('REQUEST_NOT_FOUND', 'intoId');
        await this.policy.assertMayWork(ctx, duplicate.row);
        await this.policy.assertMayWork(ctx, survivor.row);
        if (version != null && version !== duplicate.row.version) return this.store.stale(duplicate.row);
        const wrong = await this.wrong(duplicate.row, survivor.row);
        if (wrong) return errs([wrong]);
        const lifeCycles = await this.lifeCycles.byLines(SERVICE_LINES);
        const done = await this.merge(ctx, duplicate, survivor, (row) => lifeCycles.get(row.serviceLine));
        return done.ok ? ok({ id: intoId }) : done;
      },
      { constraints: { request_status_fk: err('LIFE_CYCLE_CHANGED', 'id') } },
    );
  }

  private async wrong(duplicate: RequestRow, survivor: RequestRow): Promise<Failure<MergeRequestsCode> | undefined> {
    if (duplicate.mergedIntoId !== null) return this.store.merged(duplicate.mergedIntoId);
    if (survivor.mergedIntoId !== null) return this.store.merged(survivor.mergedIntoId, 'intoId');
    if (duplicate.customerId !== survivor.customerId) return { code: 'MERGE_OF_OTHER_CUSTOMER', field: 'intoId' };
    const buried = survivor.statusCategory === 'CANCELLED' || (isOpen(duplicate) && !isOpen(survivor));
    if (buried)
      return {
        code: 'SURVIVOR_NOT_OPEN',
        field: 'intoId',
        params: { number: survivor.number, status: survivor.statusKey },
      };
    const above = await this.tree.above(survivor.id);
    if (above.includes(duplicate.id))
      return { code: 'MERGE_INTO_PART', field: 'intoId', params: { number: survivor.number } };
    const height = await this.tree.heightOf(duplicate.id);
    return above.length + height > MAX_TREE_DEPTH
      ? { code: 'TREE_TOO_DEEP', field: 'intoId', params: { max: MAX_TREE_DEPTH } }
      : undefined;
  }

  private async merge(
    ctx: Ctx,
    duplicate: HeldRequest,
    survivor: HeldRequest,
    lifeCycleOf: (row: RequestRow) => LifeCycle | undefined,
  ): Promise<Result<void, MergeRequestsCode>> {
    const [now, by] = [systemClock.now(), { actorId: ctx.actor.id }];
    const [own, others] = [lifeCycleOf(duplicate.row), lifeCycleOf(survivor.row)];
    if (!own || !others)
      return err('NO_LIFE_CYCLE', 'id', { serviceLine: (own ? survivor : duplicate).row.serviceLine });

    const waiting = isOpen(duplicate.row) ? await this.moves.unanswered(duplicate.row.id) : undefined;
    if (waiting) {
      const asker = { actorId: waiting.actorId, personId: waiting.personId };
      survivor.history.customerMessage(null, waiting.at, asker, others, duplicate.row.id);
    }
    if (duplicate.row.statusCategory !== 'CANCELLED') {
      const cancelled = usedStatuses(own).find((s) => s.category === 'CANCELLED');
      if (!cancelled) return err('NO_CANCELLED_STATUS', 'id', { serviceLine: duplicate.row.serviceLine });
      const moved = duplicate.history.force(own, cancelled, now, by);
      if (!moved.ok) return moved;
    }
    const ids = [duplicate.row.id, survivor.row.id] as const;
    duplicate.history.relate('MERGED_INTO', now, by, { after: { requestId: ids[1] }, relatedId: ids[1] });
    survivor.history.relate('MERGED_FROM', now, by, { after: { requestId: ids[0] }, relatedId: ids[0] });
    const parts = await this.moves.parts(...ids, now, by);
    await this.store.saveMany(ctx, [duplicate, survivor, ...parts]);
    await this.moves.all(ctx, ...ids);
    // What was merged into the duplicate is shown by the survivor as well.
    await this.db.execute(
      sql`update services.request set merged_into_id = ${ids[1]} where id = ${ids[0]} or merged_into_id = ${ids[0]}`,
    );
    await this.outbox.add(ctx, requestMerged, {
      requestId: ids[0],
      survivorId: ids[1],
      customerId: survivor.row.customerId,
    });
    return ok();
  }
}
