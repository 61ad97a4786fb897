import { Injectable } from '@nestjs/common';
import { err, ok, staleVersion, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, sql, type Row } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { type WorkOrder } from '../domain/facts.js';
import { isOpen } from '../domain/work-order.js';
import { workOrderChanged, workOrderCreated } from '../../maintenance.events.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { WORK_COLUMNS } from './work.rows.js';

export type WorkCode = 'NOT_FOUND' | 'STALE_VERSION' | 'WORK_ORDER_CLOSED';

/** Which work order, and the version that was read where that matters. */
export interface WorkTarget {
  readonly id: string;
  readonly version?: number | null;
  /** Field of the input that names it. */
  readonly field?: string;
  /** Whether it may be done or cancelled already. */
  readonly closedToo?: boolean;
}

/**
 * What every change of a work order has in common: one transaction in which it is held, so that changes at the same
 * moment happen one after the other; the actor's right to it; the version that was read; and telling it.
 */
@Injectable()
export class WorkStore {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: MaintenancePolicy,
  ) {}

  /** Runs a change with the work order held. What `work` gives back is the answer; a change is told unless it says `silent`. */
  async run<T extends object, C extends string>(
    ctx: Ctx,
    { id, version, field = 'id', closedToo = false }: WorkTarget,
    permission: 'maintenance.work' | 'maintenance.plan',
    work: (order: WorkOrder) => Promise<Result<T, C>>,
  ): Promise<Result<T, C | WorkCode>> {
    return this.db.transaction<T, C | WorkCode>(ctx, async () => {
      const order = await this.hold(ctx, id);
      if (!order) return err('NOT_FOUND', field);
      await this.policy.assertMay(ctx, permission, order);
      if (version != null && version !== order.version) return staleVersion(order);
      if (!closedToo && !isOpen(order.status)) return err('WORK_ORDER_CLOSED', field, { status: order.status });
      const done = await work(order);
      if (done.ok) await this.tell(ctx, id);
      return done;
    });
  }

  private async hold(ctx: Ctx, id: string): Promise<WorkOrder | undefined> {
    const visible = await this.policy.visibleWork(ctx);
    return this.db.maybeOne<WorkOrder>(
      sql`select ${WORK_COLUMNS} from maintenance.work_order w where w.id = ${id} and ${visible} for no key update`,
    );
  }

  /** Changes columns of a work order that is held; a decision counts its version up, an entry does not. */
  async change(id: string, row: Row): Promise<void> {
    const changes = assignments(row);
    await this.db.execute(
      sql`update maintenance.work_order set ${changes ? sql`${changes}, ` : sql``}version = version + 1 where id = ${id}`,
    );
  }

  async tell(ctx: Ctx, id: string, event = workOrderChanged): Promise<void> {
    const { customerId, officeId } = await this.db.one<{ customerId: string; officeId: string }>(
      sql`select w.customer_id as "customerId", w.office_id as "officeId" from maintenance.work_order w where w.id = ${id}`,
    );
    await this.outbox.add(ctx, event, { workOrderId: id, customerId, officeId });
  }

  /** A new one. */
  tellNew(ctx: Ctx, id: string): Promise<void> {
    return this.tell(ctx, id, workOrderCreated);
  }

  /**
   * What was recorded before under an id that the client made: its row, undefined when nothing was, and a refusal when it
   * stands elsewhere.
   */
  async sentBefore(
    table: 'visit' | 'finding' | 'part_use' | 'labour',
    clientId: string | null | undefined,
    workOrderId: string,
  ): Promise<Result<{ id: string } | undefined, 'CLIENT_ID_TAKEN'>> {
    if (clientId == null) return ok(undefined);
    const found = await this.db.maybeOne<{ id: string; workOrderId: string }>(BY_CLIENT_ID[table](clientId));
    return found && found.workOrderId !== workOrderId ? err('CLIENT_ID_TAKEN', 'clientId') : ok(found);
  }
}

const BY_CLIENT_ID = {
  visit: (id: string) =>
    sql`select x.id, x.work_order_id as "workOrderId" from maintenance.visit x where x.client_id = ${id}`,
  finding: (id: string) =>
    sql`select x.id, x.work_order_id as "workOrderId" from maintenance.finding x where x.client_id = ${id}`,
  part_use: (id: string) =>
    sql`select x.id, x.work_order_id as "workOrderId" from maintenance.part_use x where x.client_id = ${id}`,
  labour: (id: string) =>
    sql`select x.id, x.work_order_id as "workOrderId" from maintenance.labour x where x.client_id = ${id}`,
} as const;
