import { Injectable } from '@nestjs/common';
import { ok, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, updateVersioned, lockVersion, type VersionCode, type VersionedId } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { customerChanged } from '../customers.events.js';
import { checkCustomer, type CustomerChanges } from '../domain/checks.js';
import { type Customer } from '../domain/facts.js';
import { CUSTOMER_COLUMNS } from './columns.js';
import {
  checkCustomerReferences,
  CUSTOMER_CONSTRAINTS,
  customerRow,
  type CreateCustomerCode,
} from './create-customers.js';
import { CustomersPolicy } from './customers.policy.js';
import { References } from './references.js';
import { TellAppointments } from './tell-appointments.js';

export type UpdateCustomerCode = CheckCode | VersionCode | CreateCustomerCode;

/** Changes a customer's own attributes; its place in the tree is MoveCustomer's affair. */
@Injectable()
export class UpdateCustomer {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly references: References,
    private readonly policy: CustomersPolicy,
    private readonly appointments: TellAppointments,
  ) {}

  /**
   * Handing a customer to another office needs `customers.write` over both; another account manager needs
   * `customers.appoint-account-manager`.
   */
  run(ctx: Ctx, cmd: CustomerChanges & VersionedId): Promise<Result<{ id: string }, UpdateCustomerCode>> {
    const wrong = checkCustomer(cmd, false).err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, UpdateCustomerCode>(
      ctx,
      async () => {
        const found = await lockVersion<Customer>(
          this.db,
          sql`select ${CUSTOMER_COLUMNS} from customers.customer c where c.id = ${cmd.id}`,
          cmd.version,
        );
        if (!found.ok) return found;
        const before = found.value;
        await this.policy.assertMayWrite(ctx, [before.officeId]);
        const officeId = cmd.officeId === before.officeId ? undefined : cmd.officeId;
        // A customer may stay in a sector that was retired meanwhile, but none may come.
        const sectorId = cmd.sectorId === before.sectorId ? undefined : cmd.sectorId;
        const known = await this.references.load({
          offices: [officeId],
          employees: [cmd.accountManagerId],
          sectors: [sectorId],
        });
        const failure = checkCustomerReferences({ officeId, sectorId, accountManagerId: cmd.accountManagerId }, known);
        if (failure) return failure;
        if (officeId !== undefined) await this.policy.assertMayWriteAll(ctx, [officeId]);
        const { accountManagerId = before.accountManagerId } = cmd;
        const appointed = accountManagerId !== before.accountManagerId;
        if (appointed) await this.policy.assertMayAppoint(ctx, accountManagerId, [before.officeId, officeId]);
        await updateVersioned(this.db, 'customers.customer', cmd.id, customerRow(cmd));
        if (appointed)
          await this.appointments.tell(ctx, [
            { customerId: cmd.id, before: before.accountManagerId, after: accountManagerId },
          ]);
        await this.outbox.add(ctx, customerChanged, { customerId: cmd.id });
        return ok({ id: cmd.id });
      },
      { constraints: CUSTOMER_CONSTRAINTS },
    );
  }
}
