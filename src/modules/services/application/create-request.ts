import { Injectable } from '@nestjs/common';
import { err, errs, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { checkNewRequest, valuesOfNew, type NewRequest } from '../domain/new-request.js';
import { choosePriority, type GivenPriorityCode } from '../domain/priority.js';
import { RequestHistory } from '../domain/request-history.js';
import { LIMITS } from '../domain/request.js';
import { SetParentRequest } from './set-parent-request.js';
import { References, type ReferenceCode } from './references.js';
import { RequestRules } from './request-rules.js';
import { RequestStore } from './request-store.js';
import { type ParentCode } from './request-tree.js';
import { ServicesPolicy } from './services.policy.js';
import { Watchers } from './watchers.js';

export interface CreateRequestCommand extends NewRequest {
  /** Employees who follow it from the start. */
  readonly watcherIds?: readonly string[] | null;
}

export type CreateRequestCode =
  CheckCode | ReferenceCode | ParentCode | 'NO_LIFE_CYCLE' | 'LIFE_CYCLE_CHANGED' | GivenPriorityCode;

/** Takes a request of a customer down; it begins in the initial status of its service line. */
@Injectable()
export class CreateRequest {
  constructor(
    private readonly db: Database,
    private readonly store: RequestStore,
    private readonly references: References,
    private readonly rules: RequestRules,
    private readonly watchers: Watchers,
    private readonly tree: SetParentRequest,
    private readonly policy: ServicesPolicy,
  ) {}

  async run(ctx: Ctx, cmd: CreateRequestCommand): Promise<Result<{ id: string }, CreateRequestCode>> {
    const wrong = checkNewRequest(cmd).atMost('watcherIds', cmd.watcherIds, LIMITS.watchers).err();
    if (wrong) return wrong;
    const reference = { ...cmd, officeId: cmd.officeId ?? undefined, serviceLine: cmd.serviceLine ?? undefined };
    const known = await this.references.look([reference], ctx);
    const failures = known.failures(reference, { current: true });
    if (failures.length > 0) return errs(failures);
    const officeId = cmd.officeId ?? known.defaultOfficeId(cmd);
    const serviceLine = cmd.serviceLine ?? known.defaultServiceLine(cmd);
    if (!officeId || !serviceLine) return err('REQUIRED', officeId ? 'serviceLine' : 'officeId');
    await this.policy.assertMayCreate(ctx, officeId);
    const rules = await this.rules.of(serviceLine);
    if (!rules.ok) return rules;
    const priority = choosePriority(cmd, rules.value.matrix);
    if (!priority.ok) return priority;

    const id = uuidv7();
    const createdAt = systemClock.now();
    const by = { actorId: ctx.actor.id };
    const { customerId, parentId, watcherIds } = cmd;
    const values = valuesOfNew(cmd, officeId, priority.value);
    const history = RequestHistory.begin(rules.value.lifeCycle, values, createdAt, by, 'live');
    return this.db.transaction<{ id: string }, CreateRequestCode>(
      ctx,
      async () => {
        const parent = parentId == null ? ok() : await this.tree.forNewPart(ctx, parentId, customerId);
        if (!parent.ok) return parent;
        const followers = [...new Set(watcherIds ?? [])];
        for (const watcherId of followers) history.relate('WATCHED', createdAt, by, { after: { watcherId } });
        await this.store.create(ctx, { id, customerId, serviceLine, createdAt }, history);
        if (parent.value) await this.tree.tellNewPart(ctx, parent.value, id, createdAt);
        const watched = await this.watchers.add(ctx, id, followers);
        return watched.ok ? ok({ id }) : watched;
      },
      { constraints: { request_status_fk: err('LIFE_CYCLE_CHANGED', 'serviceLine') } },
    );
  }
}
