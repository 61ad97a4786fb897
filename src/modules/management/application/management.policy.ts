import { Injectable } from '@nestjs/common';
import { ForbiddenError, reaches } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { MANAGEMENT } from '../management.permissions.js';

type Permission = keyof typeof MANAGEMENT;

/** Where an operation keeps the offices of the actor's region. */
const REGION = Symbol('offices of the region');

/** Who may see and change what: decided by the responsible office. */
@Injectable()
export class ManagementPolicy {
  constructor(private readonly identity: IdentityApi) {}

  /** Ids of the offices a permission reaches; undefined means all of them. */
  async offices(ctx: Ctx, permission: Permission): Promise<readonly string[] | undefined> {
    const scope = scopeOf(ctx, permission);
    if (scope === 'firm') return undefined;
    const { officeId, regionId } = ctx.actor;
    if (scope === 'office') return officeId === null ? [] : [officeId];
    if (scope === undefined || regionId === null) return [];
    let offices = ctx.memo.get(REGION) as Promise<readonly string[]> | undefined;
    if (!offices) {
      offices = this.identity.allOffices().then((all) => all.filter((o) => o.regionId === regionId).map((o) => o.id));
      ctx.memo.set(REGION, offices);
    }
    return offices;
  }

  /** Condition on a column of offices: what the actor may see. */
  async visible(ctx: Ctx, column: Sql): Promise<Sql> {
    const offices = await this.offices(ctx, 'management.read');
    return offices === undefined ? sql`true` : sql`${column} = any(${offices}::uuid[])`;
  }

  /** Condition on reviews `v`: besides those of the offices, the ones the actor leads or takes part in. */
  async visibleReviews(ctx: Ctx): Promise<Sql> {
    const offices = await this.offices(ctx, 'management.read');
    if (offices === undefined) return sql`true`;
    const me = ctx.actor.permissions.has('management.read') ? ctx.actor.id : null;
    return sql`(v.office_id = any(${offices}::uuid[]) or v.chair_id = ${me}::uuid or exists (
      select from management.review_participant p where p.review_id = v.id and p.employee_id = ${me}::uuid))`;
  }

  async may(ctx: Ctx, permission: Permission, officeId: string): Promise<boolean> {
    const regionId =
      scopeOf(ctx, permission) === 'region'
        ? ((await this.identity.offices([officeId])).get(officeId)?.regionId ?? null)
        : null;
    return reaches(ctx, permission, { officeId, regionId });
  }

  async assertMay(ctx: Ctx, permission: Permission, officeId: string): Promise<void> {
    if (!(await this.may(ctx, permission, officeId)))
      throw new ForbiddenError(
        `This belongs to an office that your permission ${permission} does not reach; ask that office, or somebody responsible for its region.`,
      );
  }

  /** What concerns all customers concerns the firm. */
  assertFirm(ctx: Ctx, permission: Permission): void {
    if (scopeOf(ctx, permission) !== 'firm')
      throw new ForbiddenError(`This needs the permission ${permission} for the whole firm.`);
  }
}
