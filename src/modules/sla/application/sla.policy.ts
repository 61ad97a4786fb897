import { Injectable } from '@nestjs/common';
import { scopeOf, type Ctx } from '#platform/context';
import { IdentityApi } from '#modules/identity';
import { SLA } from '../sla.permissions.js';

/** Whose clocks an actor may see in lists and reports. */
@Injectable()
export class SlaPolicy {
  constructor(private readonly identity: IdentityApi) {}

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
