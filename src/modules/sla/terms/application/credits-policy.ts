import { Injectable } from '@nestjs/common';
import { ForbiddenError, reaches } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CustomersApi, type Customer } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
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
  ) {}

  /** Those of the customers that the actor may see. */
  async visible(ctx: Ctx, customerIds: readonly string[]): Promise<CreditedCustomer[]> {
    const found = await this.customers.customers(customerIds);
    const offices = await this.offices();
    return [...found.values()]
      .filter((customer) => this.reached(ctx, SLA['sla.read-credits'], customer, offices))
      .map(({ id, officeId }) => ({ id, zone: offices.get(officeId)?.timeZone ?? 'UTC' }));
  }

  /** Undefined for a customer that does not exist or may not be seen; refuses one that may not be approved. */
  async approvable(ctx: Ctx, customerId: string): Promise<CreditedCustomer | undefined> {
    const customer = (await this.customers.customers([customerId])).get(customerId);
    const offices = await this.offices();
    if (!customer || !this.reached(ctx, SLA['sla.read-credits'], customer, offices)) return undefined;
    if (!this.reached(ctx, SLA['sla.approve-credits'], customer, offices))
      throw new ForbiddenError(
        'This customer belongs to an office that your permission sla.approve-credits does not reach.',
      );
    return { id: customer.id, zone: offices.get(customer.officeId)?.timeZone ?? 'UTC' };
  }

  private reached(ctx: Ctx, permission: string, { officeId }: Customer, offices: Offices): boolean {
    return reaches(ctx, permission, { officeId, regionId: offices.get(officeId)?.regionId ?? null });
  }

  private async offices(): Promise<Offices> {
    return new Map((await this.identity.allOffices()).map((o) => [o.id, o]));
  }
}

type Offices = ReadonlyMap<string, { readonly regionId: string; readonly timeZone: string }>;
