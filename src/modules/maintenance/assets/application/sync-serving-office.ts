import { Injectable } from '@nestjs/common';
import { ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';

/** Assets, and work that is still to do, belong to the office that serves the branch, else to that of the customer. */
@Injectable()
export class SyncServingOffice {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersApi,
  ) {}

  /** After a branch changed; in the caller's transaction. */
  async ofBranch(ctx: Ctx, branchId: string): Promise<Result<void>> {
    return this.follow(ctx, [branchId]);
  }

  /** After a customer changed; in the caller's transaction. */
  async ofCustomer(ctx: Ctx, customerId: string): Promise<Result<void>> {
    const rows = await this.db.query<{ id: string }>(
      sql`select distinct a.branch_id as id from maintenance.asset a where a.customer_id = ${customerId} and a.parent_id is null`,
    );
    return this.follow(
      ctx,
      rows.map((r) => r.id),
    );
  }

  private follow(ctx: Ctx, branchIds: readonly string[]): Promise<Result<void>> {
    if (branchIds.length === 0) return Promise.resolve(ok());
    return this.db.transaction<void>(ctx, async () => {
      const branches = [...(await this.customers.branches(branchIds)).values()];
      const customers = await this.customers.customers([...new Set(branches.map((b) => b.customerId))]);
      const offices = branches.map((b) => b.officeId ?? customers.get(b.customerId)?.officeId ?? null);
      const served = sql`unnest(${branches.map((b) => b.id)}::uuid[], ${offices}::uuid[]) as b (id, office_id)`;
      await this.db.execute(
        sql`update maintenance.asset a set office_id = b.office_id from ${served}
             where a.branch_id = b.id and b.office_id is not null and a.office_id <> b.office_id`,
      );
      await this.db.execute(
        sql`update maintenance.work_order w set office_id = b.office_id from ${served}
             where w.branch_id = b.id and b.office_id is not null and w.office_id <> b.office_id and w.asset_id is not null
               and w.status in ('PLANNED', 'SCHEDULED', 'IN_PROGRESS')`,
      );
      return ok();
    });
  }
}
