import { Injectable } from '@nestjs/common';
import { errs, ok, systemClock, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { type LifeCycle } from '../domain/life-cycle.js';
import { RequestHistory } from '../domain/request-history.js';
import { LifeCycles } from './life-cycles.js';
import { RequestStore } from './request-store.js';
import { type RequestRow, stateOf } from './request.rows.js';
import { ServicesPolicy } from './services.policy.js';

export type WorkCode = 'NOT_FOUND' | 'STALE_VERSION';

/** Which request, and the version that was read where that matters. */
export interface Target {
  readonly id: string;
  readonly version?: number | null;
}

/** What a change has at hand: the request as it stands, its history to add to, and the instant. */
export interface Work {
  readonly row: RequestRow;
  readonly history: RequestHistory;
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
  ) {}

  run<C extends string>(
    ctx: Ctx,
    { id, version }: Target,
    work: (work: Work) => Promise<Result<unknown, C>> | Result<unknown, C>,
  ): Promise<Result<{ id: string }, C | WorkCode>> {
    return this.db.transaction<{ id: string }, C | WorkCode>(ctx, async () => {
      const held = await this.store.hold(id);
      if (!held.ok) return held;
      const row = held.value;
      await this.policy.assertMayWork(ctx, row);
      if (version != null && version !== row.version) return errs([this.stale(row)]);
      const history = RequestHistory.resume(stateOf(row), 'live');
      const done = await work({
        row,
        history,
        now: systemClock.now(),
        lifeCycle: () => this.lifeCycles.byLine(row.serviceLine),
      });
      if (!done.ok) return done;
      await this.store.save(ctx, row, history);
      return ok({ id });
    });
  }

  private stale(row: RequestRow): Failure<'STALE_VERSION'> {
    const current = this.store.currentOf(row);
    return { code: 'STALE_VERSION', field: 'version', params: { version: row.version }, current };
  }
}
