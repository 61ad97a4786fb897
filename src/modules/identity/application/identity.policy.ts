import { Injectable } from '@nestjs/common';
import { ForbiddenError, reaches, type Belonging } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';

/** Who may change which offices, employees and roles: what the scope of the permission reaches, before and after. */
@Injectable()
export class IdentityPolicy {
  constructor(private readonly db: Database) {}

  /** Roles and new regions belong to no office: they concern the whole firm. */
  assertFirm(ctx: Ctx, permission: string): void {
    if (scopeOf(ctx, permission) !== 'firm')
      throw new ForbiddenError(`This needs the permission ${permission} for the whole firm.`);
  }

  /** The offices that an employee belongs to and comes to; those that do not exist are the foreign key's affair. */
  async assertMayManageEmployee(ctx: Ctx, employeeId: string | undefined, officeId: string | undefined): Promise<void> {
    const permission = 'identity.manage-employees';
    if (scopeOf(ctx, permission) === 'firm') return;
    const offices = await this.db.query<Belonging>(
      sql`select o.id as "officeId", o.region_id as "regionId" from identity.office o
           where o.id = ${officeId ?? null}::uuid
              or o.id = (select e.office_id from identity.employee e where e.id = ${employeeId ?? null}::uuid)`,
    );
    this.assertReachesAll(ctx, permission, offices);
  }

  /** The office as it is, and the region that it comes to; a new office is reached by its region only. */
  async assertMayManageOffice(ctx: Ctx, officeId: string | undefined, regionId: string | undefined): Promise<void> {
    const permission = 'identity.manage-offices';
    if (scopeOf(ctx, permission) === 'firm') return;
    const [now] = await this.db.query<Belonging>(
      sql`select o.id as "officeId", o.region_id as "regionId" from identity.office o where o.id = ${officeId ?? null}::uuid`,
    );
    const moves = regionId !== undefined && regionId !== now?.regionId;
    this.assertReachesAll(ctx, permission, [...(now ? [now] : []), ...(moves ? [{ officeId: null, regionId }] : [])]);
  }

  /** A region that exists, within the region's reach; a new one for the firm only. */
  assertMayManageRegion(ctx: Ctx, regionId: string | undefined): void {
    const permission = 'identity.manage-offices';
    if (regionId === undefined) this.assertFirm(ctx, permission);
    else this.assertReachesAll(ctx, permission, [{ officeId: null, regionId }]);
  }

  private assertReachesAll(ctx: Ctx, permission: string, things: readonly Belonging[]): void {
    if (!things.every((thing) => reaches(ctx, permission, thing)))
      throw new ForbiddenError(`Your ${permission} does not reach the office or region that this is about.`);
  }
}
