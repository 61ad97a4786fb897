import { Injectable } from '@nestjs/common';
import { OfficeReach, outOfReach, type Reach } from '#modules/identity';
import { type Ctx } from '#platform/context';

const WRITE = 'customers.write';

/**
 * Who may change what: a customer and everything of it by those whose `customers.write` reaches the responsible office;
 * a branch also by the office that serves it, a job also by the office responsible for it.
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

  refuse(): never {
    throw outOfReach(WRITE);
  }
}
