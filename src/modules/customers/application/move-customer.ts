import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, updateVersioned, lockVersion, type VersionCode, type VersionedId } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { customerChanged } from '../customers.events.js';
import { type Customer } from '../domain/facts.js';
import { CUSTOMER_COLUMNS } from './columns.js';
import { CUSTOMER_CONSTRAINTS } from './create-customers.js';
import { CustomersPolicy } from './customers.policy.js';

export interface MoveCustomerCommand extends VersionedId {
  /** The customer to put it below; null makes it the root of a tree. */
  readonly parentId: string | null;
}

export type MoveCustomerCode = VersionCode | 'PARENT_NOT_FOUND' | 'CYCLE' | 'TOO_DEEP';

const CONSTRAINTS = {
  customer_parent_fk: CUSTOMER_CONSTRAINTS.customer_parent_fk,
  customer_depth_check: CUSTOMER_CONSTRAINTS.customer_depth_check,
  customer_cycle: err('CYCLE' as const, 'parentId'),
};

/**
 * Puts a customer, with everybody below it, to another place in the tree: by those who may change it, the customer that it
 * leaves and the one that it comes to, because terms and figures of all three change.
 */
@Injectable()
export class MoveCustomer {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: CustomersPolicy,
  ) {}

  run(ctx: Ctx, cmd: MoveCustomerCommand): Promise<Result<{ id: string }, MoveCustomerCode>> {
    return this.db.transaction<{ id: string }, MoveCustomerCode>(
      ctx,
      async () => {
        // Before any row is locked, so that two moves wait for one another here and not crosswise.
        await this.db.query(sql`select customers.lock_tree('customers.customer', true)`);
        const found = await lockVersion<Customer>(
          this.db,
          sql`select ${CUSTOMER_COLUMNS} from customers.customer c where c.id = ${cmd.id}`,
          cmd.version,
        );
        if (!found.ok) return found;
        await this.policy.assertMayWriteAll(ctx, [
          found.value.officeId,
          ...(await this.officesOf(cmd.parentId === found.value.parentId ? [] : [cmd.parentId, found.value.parentId])),
        ]);
        await updateVersioned(this.db, 'customers.customer', cmd.id, { parent_id: cmd.parentId });
        await this.outbox.add(ctx, customerChanged, { customerId: cmd.id });
        return ok({ id: cmd.id });
      },
      { constraints: CONSTRAINTS },
    );
  }

  private async officesOf(ids: readonly (string | null)[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await this.db.query<{ officeId: string }>(
      sql`select c.office_id as "officeId" from customers.customer c where c.id = any(${ids.filter((id) => id !== null)}::uuid[])`,
    );
    return rows.map((r) => r.officeId);
  }
}
