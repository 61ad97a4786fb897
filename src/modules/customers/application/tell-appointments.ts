import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { NotificationsApi } from '#modules/notifications';
import { accountManagerAppointed, accountManagerReplaced } from '../customers.notices.js';

/** A customer's account manager, before and now. */
export interface Appointment {
  readonly customerId: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Tells account managers that they became it, or are it no more: what an employee decided, not what the system loads. */
@Injectable()
export class TellAppointments {
  constructor(
    private readonly db: Database,
    private readonly notifications: NotificationsApi,
  ) {}

  /** In the caller's transaction. */
  async tell(ctx: Ctx, appointments: readonly Appointment[]): Promise<void> {
    const changed = appointments.filter((a) => a.before !== a.after);
    if (ctx.actor.id === null || changed.length === 0) return;
    const customers = await this.db.query<{ id: string; code: string; name: string }>(
      sql`select c.id, c.code, c.name from customers.customer c where c.id = any(${changed.map((a) => a.customerId)}::uuid[])`,
    );
    const byId = new Map(customers.map((c) => [c.id, c]));
    await this.notifications.notify(
      ctx,
      changed.flatMap(({ customerId, before, after }) => {
        const about = { type: 'Customer', id: customerId };
        const params = {
          customer: byId.get(customerId)?.name ?? '',
          code: byId.get(customerId)?.code ?? '',
          by: ctx.actor.name,
        };
        const to = (employeeId: string | null): string[] =>
          employeeId === null || employeeId === ctx.actor.id ? [] : [employeeId];
        return [
          { kind: accountManagerAppointed, recipients: to(after), about, params, dedupeKey: null },
          { kind: accountManagerReplaced, recipients: to(before), about, params, dedupeKey: null },
        ].filter(({ recipients }) => recipients.length > 0);
      }),
    );
  }
}
