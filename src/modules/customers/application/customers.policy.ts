import { Injectable } from '@nestjs/common';
import { OfficeReach, outOfReach, type Reach } from '#modules/identity';
import { ForbiddenError } from '#platform/access';
import { type Ctx } from '#platform/context';

const WRITE = 'customers.write';
const APPOINT = 'customers.appoint-account-manager';

/**
 * Who may change what: a customer and everything of it by those whose `customers.write` reaches the responsible office;
 * a branch also by the office that serves it, a job also by the office responsible for it, which enter them too. An office
 * that a thing is given or handed to has to be in reach, and so does each customer of those that a place in the tree ties.
 */
@Injectable()
export class CustomersPolicy {
  constructor(private readonly reach: OfficeReach) {}

  /** The offices whose customers the actor may change. */
  writable(ctx: Ctx): Promise<Reach> {
    return this.reach.of(ctx, WRITE);
  }

  /** Whether the actor may change a thing that these offices look after. */
  mayWrite(ctx: Ctx, officeIds: readonly (string | null)[]): Promise<boolean> {
    return this.reach.may(ctx, WRITE, ...officeIds);
  }

  assertMayWrite(ctx: Ctx, officeIds: readonly (string | null)[]): Promise<void> {
    return this.reach.assertMay(ctx, WRITE, ...officeIds);
  }

  /** Throws unless the actor may change the things of each of these offices: both ends of what ties two together. */
  async assertMayWriteAll(ctx: Ctx, officeIds: readonly (string | null | undefined)[]): Promise<void> {
    const reach = await this.writable(ctx);
    if (!reach.includesAll(officeIds.filter((id) => id != null))) throw outOfReach(WRITE);
  }

  refuse(): never {
    throw outOfReach(WRITE);
  }

  /**
   * Throws unless the actor may appoint `managerId` for customers of the offices. Account managers see all contacts of their
   * customers: whose permission is not for the firm appoints others, never himself.
   */
  async assertMayAppoint(
    ctx: Ctx,
    managerId: string | null,
    officeIds: readonly (string | undefined)[],
  ): Promise<void> {
    const reach = await this.reach.of(ctx, APPOINT);
    if (!reach.includesAll(officeIds.filter((id) => id !== undefined))) throw outOfReach(APPOINT, 'This customer');
    if (managerId !== null && managerId === ctx.actor.id && reach.offices !== 'all')
      throw new ForbiddenError(
        'You cannot appoint yourself as account manager: account managers see all contacts of the customer. Ask somebody else who may appoint.',
      );
  }
}
