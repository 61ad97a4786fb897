import { Injectable } from '@nestjs/common';
import { ForbiddenError } from '#platform/access';
import { SCOPES, scopeOf, type Ctx, type Scope } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';
import { OfficeReach } from '../office-reach.js';
import { assertFirm, holdsForFirm } from '../reach.js';

/** Who may change which offices, employees and roles: what the scope of the permission reaches, before and after. */
@Injectable()
export class IdentityPolicy {
  constructor(
    private readonly db: Database,
    private readonly reach: OfficeReach,
  ) {}

  /** The offices that an employee belongs to and comes to; those that do not exist are the foreign key's affair. */
  async assertMayManageEmployee(ctx: Ctx, employeeId: string | undefined, officeId: string | undefined): Promise<void> {
    const now = sql`select e.office_id from identity.employee e where e.id = ${employeeId ?? null}::uuid`;
    await this.assertReachesBoth(ctx, 'identity.manage-employees', now, officeId);
  }

  /**
   * Nobody gives away, or takes over by a new password or address, more than what he may do himself; only who may change
   * roles anyway can.
   */
  async assertNotBeyond(ctx: Ctx, employeeId: string | undefined, roleKeys: readonly string[]): Promise<void> {
    if (holdsForFirm(ctx, 'identity.manage-roles')) return;
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

  /** Whether the actor may end sessions and tokens of an employee: his own, or those of somebody he manages. */
  async mayEndAccess(ctx: Ctx, employeeId: string): Promise<boolean> {
    if (ctx.actor.id === employeeId) return true;
    const employee = await this.db.maybeOne<{ officeId: string }>(
      sql`select e.office_id as "officeId" from identity.employee e where e.id = ${employeeId}`,
    );
    return employee !== undefined && this.reach.may(ctx, 'identity.manage-employees', employee.officeId);
  }

  /** The offices that a team belongs to and comes to. */
  async assertMayManageTeam(ctx: Ctx, teamId: string | undefined, officeId: string | undefined): Promise<void> {
    const now = sql`select t.office_id from identity.team t where t.id = ${teamId ?? null}::uuid`;
    await this.assertReachesBoth(ctx, 'identity.manage-teams', now, officeId);
  }

  /** The office as it is, and the region that it comes to; a new office is reached by its region only. */
  async assertMayManageOffice(ctx: Ctx, officeId: string | undefined, regionId: string | undefined): Promise<void> {
    const permission = 'identity.manage-offices';
    const reach = await this.reach.of(ctx, permission);
    if (reach.offices === 'all') return;
    const now = await this.db.maybeOne<{ regionId: string }>(
      sql`select o.region_id as "regionId" from identity.office o where o.id = ${officeId ?? null}::uuid`,
    );
    if (now && !reach.includes(officeId)) throw beyond(permission);
    if (regionId !== undefined && regionId !== now?.regionId && !reach.includesRegion(regionId))
      throw beyond(permission);
  }

  /** A region that exists, within the region's reach; a new one for the firm only. */
  async assertMayManageRegion(ctx: Ctx, regionId: string | undefined): Promise<void> {
    const permission = 'identity.manage-offices';
    if (regionId === undefined) return assertFirm(ctx, permission);
    if (!(await this.reach.of(ctx, permission)).includesRegion(regionId)) throw beyond(permission);
  }

  /** The office that `now` selects, if any, and the one that comes instead of it, if it exists. */
  private async assertReachesBoth(ctx: Ctx, permission: string, now: Sql, officeId: string | undefined): Promise<void> {
    const reach = await this.reach.of(ctx, permission);
    if (reach.offices === 'all') return;
    const offices = await this.db.query<{ id: string }>(
      sql`select o.id from identity.office o where o.id = ${officeId ?? null}::uuid or o.id = (${now})`,
    );
    if (!reach.includesAll(offices.map((o) => o.id))) throw beyond(permission);
  }
}

const beyond = (permission: string): ForbiddenError =>
  new ForbiddenError(`Your ${permission} does not reach the office or region that this is about.`);
