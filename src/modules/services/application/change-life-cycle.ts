import { Injectable } from '@nestjs/common';
import { errs, ok, uuidv7, staleVersion, type Err, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { type ServiceLine } from '#modules/vocabulary';
import { type LifeCycleDraft } from '../domain/check-life-cycle.js';
import { usedStatuses, type LifeCycle } from '../domain/life-cycle.js';
import { planLifeCycle, type LifeCyclePlan, type PlanCode } from '../domain/plan-life-cycle.js';
import { lifeCycleChanged } from '../services.events.js';
import { LifeCycleStore } from './life-cycle-store.js';
import { LifeCycles } from './life-cycles.js';
import { ServicesPolicy } from './services.policy.js';

export interface ChangeLifeCycleCommand extends LifeCycleDraft {
  readonly serviceLine: ServiceLine;
  /** The version that was read; null when the service line has no life cycle yet. */
  readonly version: number | null;
}

export type ChangeLifeCycleCode = PlanCode | 'STALE_VERSION';

/** What a life cycle would come to. */
export interface CheckedLifeCycle extends Pick<LifeCyclePlan, 'retirements'> {
  readonly problems: readonly Failure<ChangeLifeCycleCode>[];
}

/** Gives a service line a whole new life cycle, or says what would stand against it. */
@Injectable()
export class ChangeLifeCycle {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: ServicesPolicy,
    private readonly lifeCycles: LifeCycles,
    private readonly store: LifeCycleStore,
  ) {}

  /** What the change would come to; stores nothing. */
  async check(ctx: Ctx, cmd: ChangeLifeCycleCommand): Promise<CheckedLifeCycle> {
    this.policy.assertFirm(ctx, 'services.manage-life-cycles');
    const present = (await this.lifeCycles.byLines([cmd.serviceLine])).get(cmd.serviceLine);
    const plan = planLifeCycle(cmd, present, await this.store.requestsIn(statusIds(present)));
    return isStale(cmd, present) ? { ...plan, problems: [...plan.problems, ...stale(present).failures] } : plan;
  }

  async run(ctx: Ctx, cmd: ChangeLifeCycleCommand): Promise<Result<{ serviceLine: ServiceLine }, ChangeLifeCycleCode>> {
    this.policy.assertFirm(ctx, 'services.manage-life-cycles');
    const { serviceLine } = cmd;
    return this.db.transaction<{ serviceLine: ServiceLine }, ChangeLifeCycleCode>(
      ctx,
      async () => {
        // Statuses are held before requests are counted, so that none comes in behind our back.
        const lifeCycleId = await this.store.hold(serviceLine);
        const present = (await this.lifeCycles.byLines([serviceLine])).get(serviceLine);
        if (isStale(cmd, present)) return stale(present);
        const plan = planLifeCycle(cmd, present, await this.store.requestsIn(statusIds(present)));
        if (plan.problems.length > 0) return errs(plan.problems);
        const id = lifeCycleId ?? uuidv7();
        await this.store.write(ctx, { id, serviceLine, draft: cmd, present, retirements: plan.retirements });
        await this.outbox.add(ctx, lifeCycleChanged, { lifeCycleId: id, serviceLine });
        return ok({ serviceLine });
      },
      // Somebody else gave the line its first life cycle at the same moment.
      { constraints: { life_cycle_service_line_key: stale(undefined) } },
    );
  }
}

function statusIds(present: LifeCycle | undefined): string[] {
  return (present?.statuses ?? []).map((s) => s.id);
}

function isStale({ version }: ChangeLifeCycleCommand, present: LifeCycle | undefined): boolean {
  return version !== (present?.version ?? null);
}

function stale(present: LifeCycle | undefined): Err<'STALE_VERSION'> {
  const { version = 0, name = null, nameNative = null } = present ?? {};
  const statuses = present
    ? usedStatuses(present).map(({ id: _id, sort: _sort, retired: _retired, ...status }) => status)
    : [];
  return staleVersion({ version, name, nameNative, statuses });
}
