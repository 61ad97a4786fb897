import { Injectable } from '@nestjs/common';
import { ForbiddenError, reaches } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { IdentityApi } from '../identity.api.js';

/** Where an operation keeps the offices of the actor's region. */
const REGION = Symbol('offices of the region');

/** What a permission reaches by way of the responsible office: the rule of most rows. */
@Injectable()
export class OfficeReach {
  constructor(private readonly identity: IdentityApi) {}

  /** Ids of the offices a permission reaches; undefined means all of them. */
  async offices(ctx: Ctx, permission: string): Promise<readonly string[] | undefined> {
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

  /** Condition on a column of offices: rows that the permission reaches. */
  async rows(ctx: Ctx, permission: string, column: Sql): Promise<Sql> {
    const offices = await this.offices(ctx, permission);
    return offices === undefined ? sql`true` : sql`${column} = any(${offices}::uuid[])`;
  }

  async may(ctx: Ctx, permission: string, officeId: string): Promise<boolean> {
    const regionId =
      scopeOf(ctx, permission) === 'region'
        ? ((await this.identity.offices([officeId])).get(officeId)?.regionId ?? null)
        : null;
    return reaches(ctx, permission, { officeId, regionId });
  }

  async assertMay(ctx: Ctx, permission: string, officeId: string): Promise<void> {
    if (!(await this.may(ctx, permission, officeId)))
      throw new ForbiddenError(
        `This belongs to an office that your permission ${permission} does not reach; ask that office, or somebody responsible for its region.`,
      );
  }
}
