import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { assertFirm, OfficeReach, type Reach } from '#modules/identity';
import { SLA } from './sla.permissions.js';

/** Whose clocks an actor may see in lists and reports, and what he may lay down. */
@Injectable()
export class SlaPolicy {
  constructor(private readonly reach: OfficeReach) {}

  /** Terms, calendars and sets of holidays belong to no office: whoever changes one changes it for the whole firm. */
  assertFirm(ctx: Ctx, permission: string): void {
    assertFirm(ctx, permission);
  }

  /** What several offices look after is within reach when one of them is. */
  assertReachesOne(ctx: Ctx, permission: string, officeIds: readonly (string | null)[]): Promise<void> {
    return this.reach.assertMay(ctx, permission, ...officeIds);
  }

  /** The offices whose clocks the actor may see. */
  visibleOffices(ctx: Ctx): Promise<Reach> {
    return this.reach.of(ctx, SLA['sla.read']);
  }
}
