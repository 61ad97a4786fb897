import { Injectable } from '@nestjs/common';
import { err, errs, ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { type LifeCycle } from '../domain/life-cycle.js';
import { RequestHistory } from '../domain/request-history.js';
import { CompleteChildren, type CompletionCode } from './complete-children.js';
import { LifeCycles } from './life-cycles.js';
import { RequestStore, type HeldRequest } from './request-store.js';
import { stateOf } from './request.rows.js';
import { ServicesPolicy, type Workable } from './services.policy.js';

export type WorkCode = 'NOT_FOUND' | 'STALE_VERSION' | 'REQUEST_MERGED' | 'LIFE_CYCLE_CHANGED' | CompletionCode;

/** Which request, and the version that was read where that matters. */
export interface RequestTarget {
  readonly id: string;
  readonly version?: number | null;
  /** With a move that completes it: completes the open requests that are parts of it too, instead of being refused. */
  readonly completeChildren?: boolean | null;
  /** A request that was merged into this one: whoever may work on that may do this here. */
  readonly inSteadOf?: Workable;
}

/** What a change has at hand: the request as it stands, its history to add to, and the instant. */
export interface RequestChange extends HeldRequest {
  readonly now: Date;
  readonly lifeCycle: () => Promise<Result<LifeCycle, 'NO_LIFE_CYCLE'>>;
}

/**
 * What every change of a request has in common: one transaction in which the request is held, so that changes at the
 * same moment happen one after the other; the actor's right to it; the version that was read; and the writing.
 */
@Injectable()
export class WorkOnRequest {
  constructor(
    private readonly db: Database,
    private readonly store: RequestStore,
    private readonly policy: ServicesPolicy,
    private readonly lifeCycles: LifeCycles,
    private readonly completing: CompleteChildren,
  ) {}

  run<C extends string>(
    ctx: Ctx,
    { id, version, completeChildren, inSteadOf }: RequestTarget,
    work: (work: RequestChange) => Promise<Result<unknown, C>> | Result<unknown, C>,
  ): Promise<Result<{ id: string }, C | WorkCode>> {
    return this.db.transaction<{ id: string }, C | WorkCode>(
      ctx,
      async () => {
        const held = await this.store.hold(id);
        if (!held.ok) return held;
        const row = held.value;
        await this.policy.assertMayWork(ctx, row, inSteadOf);
        if (row.mergedIntoId !== null) return errs([await this.store.merged(row.mergedIntoId)]);
        if (version != null && version !== row.version) return this.store.stale(row);
        const history = RequestHistory.resume(stateOf(row), 'live');
        const now = systemClock.now();
        const lifeCycle = (): Promise<Result<LifeCycle, 'NO_LIFE_CYCLE'>> => this.lifeCycles.byLine(row.serviceLine);
        const done = await work({ row, history, now, lifeCycle });
        if (!done.ok) return done;
        if (history.state.status.category === 'COMPLETED' && row.statusCategory !== 'COMPLETED') {
          const completed = await this.completing.run(ctx, { row, history }, now, completeChildren === true);
          if (!completed.ok) return completed;
        }
        await this.store.save(ctx, { row, history });
        return ok({ id });
      },
      // Somebody gave the status another meaning between our reading the life cycle and our writing.
      { constraints: { request_status_fk: err<C | WorkCode>('LIFE_CYCLE_CHANGED', 'status') } },
    );
  }
}
