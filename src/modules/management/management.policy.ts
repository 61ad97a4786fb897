import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { assertFirm, OfficeReach } from '#modules/identity';
import { MANAGEMENT } from './management.permissions.js';

type Permission = keyof typeof MANAGEMENT;

/** Who may see and change what: decided by the responsible office. */
@Injectable()
export class ManagementPolicy {
  constructor(private readonly reach: OfficeReach) {}

  /** Condition on a column of offices: what the actor may see. */
  visible(ctx: Ctx, column: Sql): Promise<Sql> {
    return this.reach.rows(ctx, 'management.read', column);
  }

  /** Condition on reviews `v`: besides those of the offices, the ones the actor leads or takes part in. */
  async visibleReviews(ctx: Ctx): Promise<Sql> {
    const reach = await this.reach.of(ctx, 'management.read');
    if (reach.offices === 'all') return sql`true`;
    const me = this.reach.any(ctx, 'management.read') ? ctx.actor.id : null;
    return sql`(${reach.rows(sql`v.office_id`)} or v.chair_id = ${me}::uuid or exists (
      select from management.review_participant p where p.review_id = v.id and p.employee_id = ${me}::uuid))`;
  }

  may(ctx: Ctx, permission: Permission, officeId: string): Promise<boolean> {
    return this.reach.may(ctx, permission, officeId);
  }

  assertMay(ctx: Ctx, permission: Permission, officeId: string): Promise<void> {
    return this.reach.assertMay(ctx, permission, officeId);
  }

  /** What concerns all customers concerns the firm. */
  assertFirm(ctx: Ctx, permission: Permission): void {
    assertFirm(ctx, permission);
  }
}
