import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { CustomersApi, type Customer } from '#modules/customers';
import { holdsForFirm, OfficeReach, outOfReach } from '#modules/identity';
import { SLA } from '../../sla.permissions.js';

/**
 * For which customers an actor may have proofs made: those of the offices that the permission reaches, if it reaches all
 * below them too, because a proof speaks of them as well.
 */
@Injectable()
export class ProofPolicy {
  constructor(
    private readonly customers: CustomersApi,
    private readonly reach: OfficeReach,
  ) {}

  /** Fails when there is no such customer or one below it is out of reach; refuses one that is itself. */
  async provable(
    ctx: Ctx,
    customerId: string,
  ): Promise<Result<Customer, 'PROOF_CUSTOMER_NOT_FOUND' | 'PROOF_CUSTOMERS_OUT_OF_REACH'>> {
    const ids = await this.customers.descendants(customerId);
    const found = await this.customers.customers(ids);
    const customer = found.get(customerId);
    if (!customer) return err('PROOF_CUSTOMER_NOT_FOUND', 'customerId');
    const reached = await this.reached(ctx, [...found.values()]);
    if (!reached.has(customerId)) throw outOfReach(SLA['sla.prove'], 'This customer');
    const beyond = found.size - reached.size;
    return beyond > 0 ? err('PROOF_CUSTOMERS_OUT_OF_REACH', 'customerId', { beyond }) : ok(customer);
  }

  /** Those of the customers whose proofs the actor may see. */
  async visible(ctx: Ctx, customerIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (!this.reach.any(ctx, SLA['sla.prove'])) return new Set();
    if (holdsForFirm(ctx, SLA['sla.prove'])) return new Set(customerIds);
    const trees = await this.customers.descendantsOf(customerIds);
    const all = await this.customers.customers([...new Set([...trees.values()].flat())]);
    const reached = await this.reached(ctx, [...all.values()]);
    return new Set([...trees].filter(([, ids]) => ids.every((id) => reached.has(id))).map(([id]) => id));
  }

  private async reached(ctx: Ctx, customers: readonly Customer[]): Promise<ReadonlySet<string>> {
    const reach = await this.reach.of(ctx, SLA['sla.prove']);
    const reached = customers.filter(({ officeId }) => reach.includes(officeId));
    return new Set(reached.map((c) => c.id));
  }
}
