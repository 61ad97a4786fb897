import { Injectable } from '@nestjs/common';
import { err, errs, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { type LifeCycle } from '../domain/life-cycle.js';
import { checkNewRequest, valuesOfNew, type NewRequest } from '../domain/new-request.js';
import { RequestHistory } from '../domain/request-history.js';
import { LIMITS, type RequestValues } from '../domain/request.js';
import { requestCreated } from '../services.events.js';
import { LifeCycles } from './life-cycles.js';
import { References, type ReferenceCode } from './references.js';
import { RequestStore } from './request-store.js';
import { stateColumns, valueColumns } from './request.rows.js';
import { Watchers } from './watch-request.js';

export interface CreateRequestCommand extends NewRequest {
  /** Employees who follow it from the start. */
  readonly watcherIds?: readonly string[] | null;
}

export type CreateRequestCode = CheckCode | ReferenceCode | 'NO_LIFE_CYCLE';

/** Takes a request of a customer down; it begins in the initial status of its service line. */
@Injectable()
export class CreateRequest {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly store: RequestStore,
    private readonly references: References,
    private readonly lifeCycles: LifeCycles,
    private readonly watchers: Watchers,
  ) {}

  async run(ctx: Ctx, cmd: CreateRequestCommand): Promise<Result<{ id: string }, CreateRequestCode>> {
    const wrong = checkNewRequest(cmd).atMost('watcherIds', cmd.watcherIds, LIMITS.watchers).err();
    if (wrong) return wrong;
    const reference = { ...cmd, officeId: cmd.officeId ?? undefined, serviceLine: cmd.serviceLine ?? undefined };
    const known = await this.references.look([reference]);
    const failures = known.failures(reference, { current: true });
    if (failures.length > 0) return errs(failures);
    const officeId = cmd.officeId ?? known.defaultOfficeId(cmd);
    const serviceLine = cmd.serviceLine ?? known.defaultServiceLine(cmd);
    if (!officeId || !serviceLine) return err('REQUIRED', officeId ? 'serviceLine' : 'officeId');
    const lifeCycle = await this.lifeCycles.byLine(serviceLine);
    if (!lifeCycle.ok) return lifeCycle;
    return this.insert(ctx, cmd, lifeCycle.value, valuesOfNew(cmd, officeId));
  }

  private insert(
    ctx: Ctx,
    cmd: CreateRequestCommand,
    lifeCycle: LifeCycle,
    values: RequestValues,
  ): Promise<Result<{ id: string }, CreateRequestCode>> {
    const id = uuidv7();
    const at = systemClock.now();
    const { customerId } = cmd;
    const history = RequestHistory.begin(lifeCycle, values, at, { actorId: ctx.actor.id }, 'live');
    return this.db.transaction(ctx, async () => {
      await this.db.execute(
        insert('services.request', {
          id,
          customer_id: customerId,
          service_line: lifeCycle.serviceLine,
          created_at: at,
          created_by: ctx.actor.id,
          ...valueColumns(values),
          ...stateColumns(history.state),
        }),
      );
      await this.store.append(ctx, [{ requestId: id, events: history.events }]);
      const watched = await this.watchers.add(ctx, id, cmd.watcherIds ?? []);
      if (!watched.ok) return watched;
      const { clockVersion } = history.state;
      await this.outbox.add(ctx, requestCreated, {
        requestId: id,
        customerId,
        officeId: values.officeId,
        clockVersion,
      });
      return ok({ id });
    });
  }
}
