import { Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { NotificationsApi, type Notice } from '#modules/notifications';
import { deliverableDue, deliverableLate } from '../consulting.notices.js';
import { reminderDue } from '../domain/consulting.js';

const PAGE = 500;
const DAY_MS = 86_400_000;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly dueOn: string;
  readonly ownerId: string;
  readonly officeId: string;
  readonly customerId: string;
  readonly engagement: string;
}

/** Reminds the owners of deliverables that are not submitted; each of the three reminders once per due date. */
@Injectable()
export class RemindDeliverables {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
    private readonly customers: CustomersApi,
    private readonly notifications: NotificationsApi,
  ) {}

  async run(ctx: Ctx, now = systemClock.now()): Promise<{ told: number }> {
    const zones = new Map((await this.identity.allOffices()).map((o) => [o.id, o.timeZone]));
    // Somewhere it is a day later already.
    const horizon = new Date(now.getTime() + 8 * DAY_MS).toISOString().slice(0, 10);
    let told = 0;
    for (let last: string | null = null; ;) {
      const rows: Row[] = await this.db.query<Row>(
        sql`select d.id, d.name, d.due_on as "dueOn", d.owner_id as "ownerId", e.office_id as "officeId",
                   e.customer_id as "customerId", e.number as engagement
              from consulting.deliverable d join consulting.engagement e on e.id = d.engagement_id
             where d.status in ('DRAFT', 'REJECTED') and e.status in ('PLANNED', 'ACTIVE', 'ON_HOLD')
               and d.due_on <= ${horizon} and (${last}::uuid is null or d.id > ${last}::uuid)
             order by d.id limit ${PAGE}`,
      );
      const customers = await this.customers.customers([...new Set(rows.map((r) => r.customerId))]);
      const notices = rows.flatMap((row): Notice[] => {
        const today = wallTimeAt(zones.get(row.officeId) ?? 'UTC', now.getTime()).date;
        const before = reminderDue(row.dueOn, today);
        if (before === undefined) return [];
        return [
          {
            kind: before < 0 ? deliverableLate : deliverableDue,
            recipients: [row.ownerId],
            fallback: { officeId: row.officeId },
            about: { type: 'Deliverable', id: row.id },
            params: {
              ...{ name: row.name, dueOn: row.dueOn, engagement: row.engagement },
              customer: customers.get(row.customerId)?.name ?? '',
            },
            dedupeKey: `consulting.deliverable ${row.id} ${row.dueOn} ${before}`,
          },
        ];
      });
      const result = await this.db.transaction(ctx, async () => ok(await this.notifications.notify(ctx, notices)));
      told += result.ok ? result.value.told : 0;
      if (rows.length < PAGE) return { told };
      last = rows.at(-1)?.id ?? null;
    }
  }
}
