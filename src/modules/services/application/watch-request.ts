import { Injectable } from '@nestjs/common';
import { err, errs, ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { RequestHistory } from '../domain/request-history.js';
import { LIMITS } from '../domain/request.js';
import { RequestStore } from './request-store.js';
import { stateOf } from './request.rows.js';
import { ServicesPolicy } from './services.policy.js';
import { Watchers } from './watchers.js';

export interface WatchRequestCommand {
  readonly id: string;
  /** Who is to follow it; oneself when left out. */
  readonly employeeId?: string | null;
  readonly watching: boolean;
}

export type WatchRequestCode = 'NOT_FOUND' | 'EMPLOYEE_NOT_FOUND' | 'EMPLOYEE_INACTIVE' | 'TOO_MANY' | 'REQUEST_MERGED';

/**
 * Begins or ends to follow a request; doing it twice changes nothing. Whoever may see requests follows them himself;
 * whoever may work on one also says who else does.
 */
@Injectable()
export class WatchRequest {
  constructor(
    private readonly db: Database,
    private readonly policy: ServicesPolicy,
    private readonly identity: IdentityApi,
    private readonly store: RequestStore,
    private readonly watchers: Watchers,
  ) {}

  async run(
    ctx: Ctx,
    { id, employeeId, watching }: WatchRequestCommand,
  ): Promise<Result<{ id: string }, WatchRequestCode>> {
    const watcherId = employeeId ?? ctx.actor.id;
    if (!this.policy.maySee(ctx) || watcherId === null) return err('NOT_FOUND', 'id');
    return this.db.transaction<{ id: string }, WatchRequestCode>(ctx, async () => {
      const held = await this.store.hold(id);
      if (!held.ok) return held;
      const row = held.value;
      if (watcherId !== ctx.actor.id) await this.policy.assertMayWork(ctx, row);
      const present = await this.watchers.of(id);
      if (present.includes(watcherId) === watching) return ok({ id });
      if (watching) {
        if (row.mergedIntoId !== null) return errs([await this.store.merged(row.mergedIntoId)]);
        const employee = (await this.identity.employees([watcherId])).get(watcherId);
        if (!employee) return err('EMPLOYEE_NOT_FOUND', 'employeeId');
        if (!employee.active) return err('EMPLOYEE_INACTIVE', 'employeeId');
        const given = present.length + 1;
        if (given > LIMITS.followers) return err('TOO_MANY', 'employeeId', { max: LIMITS.followers, given });
        await this.watchers.add(ctx, id, [watcherId]);
      } else await this.watchers.remove(id, [watcherId]);
      const history = RequestHistory.resume(stateOf(row), 'live');
      const details = watching ? { after: { watcherId } } : { before: { watcherId } };
      history.relate(watching ? 'WATCHED' : 'UNWATCHED', systemClock.now(), { actorId: ctx.actor.id }, details);
      await this.store.save(ctx, { row, history });
      return ok({ id });
    });
  }
}
