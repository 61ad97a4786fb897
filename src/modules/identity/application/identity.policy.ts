import { Injectable } from '@nestjs/common';
import { ForbiddenError, reaches, type Belonging } from '#platform/access';
import { SCOPES, scopeOf, type Ctx, type Scope } from '#platform/context';
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

  /**
   * Nobody gives away, or takes over by a new password or address, more than what he may do himself; only who may change
   * roles anyway can.
   */
  async assertNotBeyond(ctx: Ctx, employeeId: string | undefined, roleKeys: readonly string[]): Promise<void> {
    if (scopeOf(ctx, 'identity.manage-roles') === 'firm') return;
    const grants = await this.db.query<{ permission: string; scope: Scope }>(
      sql`select rp.permission, rp.scope from identity.role_permission rp join identity.role r on r.id = rp.role_id
           where r.key = any(${roleKeys}::text[])
              or r.id in (select er.role_id from identity.employee_role er where er.employee_id = ${employeeId ?? null}::uuid)`,
    );
    const held = ({ permission, scope }: { permission: string; scope: Scope }): boolean => {
      const own = scopeOf(ctx, permission);
      return own !== undefined && SCOPES.indexOf(own) >= SCOPES.indexOf(scope);
    };
    if (!grants.every(held))
      throw new ForbiddenError('These roles allow more than yours do; this is for those who may change roles.');
  }

  /** The offices that a team belongs to and comes to. */
  async assertMayManageTeam(ctx: Ctx, teamId: string | undefined, officeId: string | undefined): Promise<void> {
    const permission = 'identity.manage-teams';
    if (scopeOf(ctx, permission) === 'firm') return;
    const offices = await this.db.query<Belonging>(
      sql`select o.id as "officeId", o.region_id as "regionId" from identity.office o
           where o.id = ${officeId ?? null}::uuid
              or o.id = (select t.office_id from identity.team t where t.id = ${teamId ?? null}::uuid)`,
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
