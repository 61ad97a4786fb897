import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { holdsForFirm, OfficeReach, outOfReach } from '#modules/identity';
import { SLA } from '../../sla.permissions.js';

/** About which requests an actor may ask, and whose answers it may see. */
@Injectable()
export class WhatIfPolicy {
  constructor(private readonly reach: OfficeReach) {}

  /** Offices whose requests the actor may ask about: all (null), or those its permission reaches. */
  async offices(ctx: Ctx, wanted: string | null): Promise<readonly string[] | null> {
    const reach = await this.reach.of(ctx, SLA['sla.what-if']);
    if (wanted === null) return reach.offices === 'all' ? null : [...reach.offices];
    if (!reach.includes(wanted)) throw outOfReach(SLA['sla.what-if']);
    return [wanted];
  }

  /** Of `sla.what_if_run r`: one's own, and with the permission for the whole firm everybody's. */
  visible(ctx: Ctx): Sql {
    if (holdsForFirm(ctx, SLA['sla.what-if'])) return sql`true`;
    return this.reach.any(ctx, SLA['sla.what-if']) ? sql`r.asked_by = ${ctx.actor.id}` : sql`false`;
  }
}
