import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { CustomersApi } from '#modules/customers';
import { IdentityApi, OfficeReach, outOfReach } from '#modules/identity';
import { SLA } from '../../sla.permissions.js';

/** A customer whose credits are counted. */
export interface CreditedCustomer {
  readonly id: string;
  /** Zone of the office responsible for it: in it its periods begin and end. */
  readonly zone: string;
}

/** Whose credits an actor may see and approve: those of customers of the offices that the permission reaches. */
@Injectable()
export class CreditsPolicy {
  constructor(
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
    private readonly reach: OfficeReach,
  ) {}

  /** Whether the actor may see the credits of any customer at all. */
  seesAny(ctx: Ctx): boolean {
    return this.reach.any(ctx, SLA['sla.read-credits']);
  }

  /** Those of the customers that the actor may see. */
  async visible(ctx: Ctx, customerIds: readonly string[]): Promise<CreditedCustomer[]> {
    const found = await this.customers.customers(customerIds);
    const offices = await this.offices();
    const reach = await this.reach.of(ctx, SLA['sla.read-credits']);
    return [...found.values()]
      .filter(({ officeId }) => reach.includes(officeId))
      .map(({ id, officeId }) => ({ id, zone: offices.get(officeId)?.timeZone ?? 'UTC' }));
  }

  /** Undefined for a customer that does not exist or may not be seen; refuses one that may not be approved. */
  async approvable(ctx: Ctx, customerId: string): Promise<CreditedCustomer | undefined> {
    const customer = (await this.customers.customers([customerId])).get(customerId);
    const offices = await this.offices();
    if (!customer || !(await this.reach.may(ctx, SLA['sla.read-credits'], customer.officeId))) return undefined;
    if (!(await this.reach.may(ctx, SLA['sla.approve-credits'], customer.officeId)))
      throw outOfReach(SLA['sla.approve-credits'], 'This customer');
    return { id: customer.id, zone: offices.get(customer.officeId)?.timeZone ?? 'UTC' };
  }

  private async offices(): Promise<Offices> {
    return new Map((await this.identity.allOffices()).map((o) => [o.id, o]));
  }
}

type Offices = ReadonlyMap<string, { readonly timeZone: string }>;
