import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { CustomersApi } from '#modules/customers';
import { assertFirm, holdsForFirm, OfficeReach } from '#modules/identity';

/** Who may see and change what. Revenue belongs to the office responsible for the customer. */
@Injectable()
export class PyramidPolicy {
  constructor(
    private readonly customers: CustomersApi,
    private readonly reach: OfficeReach,
  ) {}

  /** Throws unless the actor holds the permission for the whole firm: the thing concerns all customers alike. */
  assertFirm(ctx: Ctx, permission: string, what: string): void {
    assertFirm(ctx, permission, what);
  }

  firm(ctx: Ctx, permission: string): boolean {
    return holdsForFirm(ctx, permission);
  }

  /** Those of the customers that the permission reaches. */
  async reached(ctx: Ctx, permission: string, customerIds: readonly string[]): Promise<ReadonlySet<string>> {
    const reach = await this.reach.of(ctx, permission);
    if (reach.offices === 'all') return new Set(customerIds);
    if (reach.none) return new Set();
    const customers = [...(await this.customers.customers(customerIds)).values()];
    const within = customers.filter((c) => reach.includes(c.officeId));
    return new Set(within.map((c) => c.id));
  }
}
