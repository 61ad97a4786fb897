import { Injectable } from '@nestjs/common';
import { ok, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, updateVersioned, lockVersion, type VersionCode, type VersionedId } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { branchChanged } from '../customers.events.js';
import { checkBranch, type BranchChanges } from '../domain/checks.js';
import { type Branch } from '../domain/facts.js';
import { BRANCH_COLUMNS } from './columns.js';
import { BRANCH_CONSTRAINTS, branchRow, type CreateBranchCode } from './create-branches.js';
import { CustomersPolicy } from './customers.policy.js';

export type UpdateBranchCode = CheckCode | VersionCode | CreateBranchCode;

@Injectable()
export class UpdateBranch {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: CustomersPolicy,
  ) {}

  run(ctx: Ctx, cmd: BranchChanges & VersionedId): Promise<Result<{ id: string }, UpdateBranchCode>> {
    const wrong = checkBranch(cmd, false).err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, UpdateBranchCode>(
      ctx,
      async () => {
        const found = await lockVersion<Branch & { customerOfficeId: string }>(
          this.db,
          sql`select ${BRANCH_COLUMNS},
                     (select c.office_id from customers.customer c where c.id = b.customer_id) as "customerOfficeId"
                from customers.branch b where b.id = ${cmd.id}`,
          cmd.version,
        );
        if (!found.ok) return found;
        const { customerId, customerOfficeId, officeId } = found.value;
        await this.policy.assertMayWrite(ctx, [customerOfficeId, officeId]);
        if (cmd.officeId !== officeId) await this.policy.assertMayWriteAll(ctx, [cmd.officeId]);
        await updateVersioned(this.db, 'customers.branch', cmd.id, branchRow(cmd));
        await this.outbox.add(ctx, branchChanged, { branchId: cmd.id, customerId });
        return ok({ id: cmd.id });
      },
      { constraints: BRANCH_CONSTRAINTS },
    );
  }
}
