import { Injectable } from '@nestjs/common';
import { ForbiddenError, reaches } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { CustomersApi, type Customer } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { SLA } from '../sla.permissions.js';

/** For which customers an actor may have proofs made: those of the offices that the permission reaches. */
@Injectable()
export class ProofPolicy {
  constructor(
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
  ) {}

  /** Undefined when there is no such customer; refuses one of an office out of reach. */
  async provable(ctx: Ctx, customerId: string): Promise<Customer | undefined> {
    const customer = (await this.customers.customers([customerId])).get(customerId);
    if (!customer) return undefined;
    if (!(await this.reached(ctx, [customer])).has(customer.id))
      throw new ForbiddenError('This customer belongs to an office that your permission sla.prove does not reach.');
    return customer;
  }

  /** Those of the customers whose proofs the actor may see. */
  async visible(ctx: Ctx, customerIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (!ctx.actor.permissions.has(SLA['sla.prove'])) return new Set();
    if (scopeOf(ctx, SLA['sla.prove']) === 'firm') return new Set(customerIds);
    return this.reached(ctx, [...(await this.customers.customers(customerIds)).values()]);
  }

  private async reached(ctx: Ctx, customers: readonly Customer[]): Promise<ReadonlySet<string>> {
    const offices = await this.identity.offices([...new Set(customers.map((c) => c.officeId))]);
    const reached = customers.filter(({ officeId }) =>
      reaches(ctx, SLA['sla.prove'], { officeId, regionId: offices.get(officeId)?.regionId ?? null }),
    );
    return new Set(reached.map((c) => c.id));
  }
}
