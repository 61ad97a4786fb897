import { Injectable } from '@nestjs/common';
import { ForbiddenError } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { SLA } from '../../sla.permissions.js';

/** About which requests an actor may ask, and whose answers it may see. */
@Injectable()
export class WhatIfPolicy {
  constructor(private readonly identity: IdentityApi) {}

  /** Offices whose requests the actor may ask about: all (null), or those its permission reaches. */
  async offices(ctx: Ctx, wanted: string | null): Promise<readonly string[] | null> {
    const reached = await this.reached(ctx);
    if (wanted === null) return reached;
    if (reached !== null && !reached.includes(wanted))
      throw new ForbiddenError('Your permission sla.what-if does not reach this office.');
    return [wanted];
  }

  /** Of `sla.what_if_run r`: one's own, and with the permission for the whole firm everybody's. */
  visible(ctx: Ctx): Sql {
    if (scopeOf(ctx, SLA['sla.what-if']) === 'firm') return sql`true`;
    return ctx.actor.permissions.has(SLA['sla.what-if']) ? sql`r.asked_by = ${ctx.actor.id}` : sql`false`;
  }

  private async reached(ctx: Ctx): Promise<readonly string[] | null> {
    const scope = scopeOf(ctx, SLA['sla.what-if']);
    if (scope === 'firm') return null;
    const { officeId, regionId } = ctx.actor;
    if (scope === 'office') return officeId === null ? [] : [officeId];
    if (scope === undefined || regionId === null) return [];
    return (await this.identity.allOffices()).filter((o) => o.regionId === regionId).map((o) => o.id);
  }
}
