import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { DutyChecks, type DutyCode, type DutyInput, RECURRENCE } from './duty-checks.js';
import { DutyPlans } from './duty-plans.js';
import { DutyStore, valuesOf, type DutyLockCode } from './duty-store.js';
import { ManagementPolicy } from '../../management.policy.js';

export interface CreateDutyCommand extends DutyInput {
  readonly customerId: string;
}

/** What is left out stays. */
export interface UpdateDutyCommand extends Partial<DutyInput> {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
}

export type UpdateDutyCode = DutyCode | DutyLockCode;

/** What decides when occurrences are; all else leaves them where they are. */

/** Takes down what must be done for a customer again and again, and corrects it. */
@Injectable()
export class SaveDuty {
  constructor(
    private readonly db: Database,
    private readonly checks: DutyChecks,
    private readonly plans: DutyPlans,
    private readonly store: DutyStore,
    private readonly policy: ManagementPolicy,
  ) {}

  /** Opens nothing of the time before: the first occurrence is the first from now on. */
  async create(
    ctx: Ctx,
    { customerId, ...wishes }: CreateDutyCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, DutyCode>> {
    const values = await this.checks.complete(customerId, wishes, now.getTime());
    if (!values.ok) return values;
    await this.policy.assertMay(ctx, 'management.manage-duties', values.value.officeId);
    const plan = (await this.plans.preview(values.value, now.getTime() - 1)).after([]);
    return this.db.transaction<{ id: string }, DutyCode>(ctx, async () =>
      ok({ id: await this.store.insert(ctx, customerId, values.value, plan, now) }),
    );
  }

  /**
   * Another rule, time or zone counts from now on; what was skipped or moved of what is to come under the old one is
   * forgotten. Requests that were opened stay as they are.
   */
  update(
    ctx: Ctx,
    { id, version, ...changes }: UpdateDutyCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, UpdateDutyCode>> {
    return this.db.transaction<{ id: string }, UpdateDutyCode>(ctx, async () => {
      const locked = await this.store.lock(ctx, { id, version }, ['ACTIVE', 'PAUSED']);
      if (!locked.ok) return locked;
      const duty = locked.value;
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const wishes = { ...valuesOf(duty), ...given };
      const zone = wishes.zone ?? (await this.checks.zoneOf(wishes.branchId, wishes.officeId)) ?? duty.zone;
      const cursor = await this.store.cursorOfNewRule(duty, zone, now);
      const values = await this.checks.complete(duty.customerId, { ...wishes, zone }, cursor, duty);
      if (!values.ok) return values;
      await this.policy.assertMay(ctx, 'management.manage-duties', values.value.officeId);
      const anew = RECURRENCE.some((field) => values.value[field] !== duty[field]);
      if (anew)
        await this.db.execute(
          sql`delete from management.duty_exception where duty_id = ${id} and original_at > ${duty.handledUntil}`,
        );
      const next = { ...duty, ...values.value, ...(anew ? { handledUntil: new Date(cursor) } : {}) };
      const plan = (await this.plans.of([next])).get(id)?.after([]) ?? { handledUntil: cursor, nextAt: null };
      await this.store.decide(duty, values.value, duty.status === 'ACTIVE' ? plan : { ...plan, nextAt: null });
      return ok({ id });
    });
  }
}
