import { Injectable } from '@nestjs/common';
import { ForbiddenError, reaches } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';

/** Who may see and change what. Revenue belongs to the office responsible for the customer. */
@Injectable()
export class PyramidPolicy {
  constructor(
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
  ) {}

  /** Throws unless the actor holds the permission for the whole firm: the thing concerns all customers alike. */
  assertFirm(ctx: Ctx, permission: string, what: string): void {
    if (!this.firm(ctx, permission))
      throw new ForbiddenError(`${what} needs the permission ${permission} for the whole firm.`);
  }

  firm(ctx: Ctx, permission: string): boolean {
    return scopeOf(ctx, permission) === 'firm';
  }

  /** Those of the customers that the permission reaches. */
  async reached(ctx: Ctx, permission: string, customerIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (scopeOf(ctx, permission) === undefined) return new Set();
    if (this.firm(ctx, permission)) return new Set(customerIds);
    const customers = [...(await this.customers.customers(customerIds)).values()];
    const offices = await this.identity.offices([...new Set(customers.map((c) => c.officeId))]);
    const within = customers.filter((c) =>
      reaches(ctx, permission, { officeId: c.officeId, regionId: offices.get(c.officeId)?.regionId ?? null }),
    );
    return new Set(within.map((c) => c.id));
  }
}
