import { Injectable } from '@nestjs/common';
import { ForbiddenError } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { IdentityApi, OfficeReach } from '#modules/identity';
import { SLA } from './sla.permissions.js';

/** Whose clocks an actor may see in lists and reports, and what he may lay down. */
@Injectable()
export class SlaPolicy {
  constructor(
    private readonly identity: IdentityApi,
    private readonly reach: OfficeReach,
  ) {}

  /** Terms, calendars and sets of holidays belong to no office: whoever changes one changes it for the whole firm. */
  assertFirm(ctx: Ctx, permission: string): void {
    if (scopeOf(ctx, permission) !== 'firm')
      throw new ForbiddenError(`This needs the permission ${permission} for the whole firm.`);
  }

  /** What several offices look after is within reach when one of them is. */
  async assertReachesOne(ctx: Ctx, permission: string, officeIds: readonly (string | null)[]): Promise<void> {
    for (const officeId of officeIds)
      if (officeId !== null && (await this.reach.may(ctx, permission, officeId))) return;
    throw new ForbiddenError(
      `This belongs to an office that your permission ${permission} does not reach; ask that office, or somebody responsible for its region.`,
    );
  }

  /** Ids of the offices whose clocks the actor may see; undefined means all of them. */
  async visibleOffices(ctx: Ctx): Promise<readonly string[] | undefined> {
    const scope = scopeOf(ctx, SLA['sla.read']);
    if (scope === 'firm') return undefined;
    const { officeId, regionId } = ctx.actor;
    if (scope === 'office') return officeId === null ? [] : [officeId];
    if (scope === undefined || regionId === null) return [];
    return (await this.identity.allOffices()).filter((o) => o.regionId === regionId).map((o) => o.id);
  }
}
