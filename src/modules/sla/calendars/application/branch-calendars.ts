import { Injectable } from '@nestjs/common';
import { err, ok, systemClock, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { SLA } from '../../sla.permissions.js';
import { ReplayQueue } from '../../replays/replay-queue.js';
import { SlaPolicy } from '../../sla.policy.js';

export interface BranchCalendarRow {
  readonly branchId: string;
  readonly calendarId: string;
  readonly since: Date;
}

/** Which calendar a customer's branch works by: what counts where terms run on the branch's calendar. */
@Injectable()
export class BranchCalendars {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersApi,
    private readonly replays: ReplayQueue,
    private readonly policy: SlaPolicy,
  ) {}

  /**
   * From now on the branch works by that calendar, or by none (null); open clocks that look at it are replayed in the
   * background. Choosing what is chosen already changes nothing.
   */
  async set(
    ctx: Ctx,
    branchId: string,
    calendarId: string | null,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, 'BRANCH_NOT_FOUND' | 'CALENDAR_NOT_FOUND'>> {
    const branch = (await this.customers.branches([branchId])).get(branchId);
    if (!branch) return err('BRANCH_NOT_FOUND', 'branchId');
    const customer = (await this.customers.customers([branch.customerId])).get(branch.customerId);
    const offices = [branch.officeId, customer?.officeId ?? null];
    await this.policy.assertReachesOne(ctx, SLA['sla.manage-calendars'], offices);
    return this.db.transaction<{ id: string }, 'BRANCH_NOT_FOUND' | 'CALENDAR_NOT_FOUND'>(
      ctx,
      async () => {
        // First of all, as everybody who changes the config does: two choices at once come one after the other.
        await this.replays.configChanged();
        const chosen = (await this.of([branchId])).get(branchId)?.calendarId ?? null;
        if (chosen === calendarId) return ok({ id: branchId });
        // Should our clock have been set back, what is chosen now still comes after what was chosen before.
        await this.db.execute(
          sql`insert into sla.branch_calendar (id, branch_id, calendar_id, recorded_at)
              select ${uuidv7()}, ${branchId}, ${calendarId}, greatest(${now}, max(b.recorded_at) + interval '1 millisecond')
                from sla.branch_calendar b where b.branch_id = ${branchId}`,
        );
        await this.replays.note(ctx, { branchId }, now, now);
        return ok({ id: branchId });
      },
      { constraints: { branch_calendar_calendar_fk: err('CALENDAR_NOT_FOUND', 'calendarId') } },
    );
  }

  /** The calendar each branch has chosen, as of now; those without one are absent. */
  async of(branchIds: readonly string[]): Promise<Map<string, BranchCalendarRow>> {
    const rows = await this.db.query<{ branchId: string; calendarId: string | null; since: Date }>(
      sql`select distinct on (branch_id) branch_id as "branchId", calendar_id as "calendarId", recorded_at as since
            from sla.branch_calendar where branch_id = any(${branchIds}::uuid[]) order by branch_id, recorded_at desc`,
    );
    return new Map(
      rows.flatMap(({ calendarId, ...r }) => (calendarId === null ? [] : [[r.branchId, { ...r, calendarId }]])),
    );
  }
}
