import { Resolver, Subscription } from '@nestjs/graphql';
import { assertAccess, ForbiddenError, Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { load, IdArg } from '#platform/graphql';
import { type LiveEvent } from '#platform/outbox';
import { Live } from '#platform/realtime';
import { customerChanged, customerCreated } from '../customers.events.js';
import { type Customer } from '../domain/facts.js';
import { CustomerLoaders } from './loaders.js';
import { CustomerType } from './types.js';

type CustomerEvent = LiveEvent<{ customerId: string }>;

@Resolver(() => CustomerType)
export class CustomerChangedResolver {
  constructor(
    private readonly live: Live,
    private readonly loaders: CustomerLoaders,
  ) {}

  @Subscription(() => CustomerType, {
    description: 'Customers as soon as they are entered, changed or moved; each as it is now.',
    resolve(this: CustomerChangedResolver, event: CustomerEvent, _args: unknown, ctx: Ctx) {
      return this.deliver(ctx, event.payload.customerId);
    },
  })
  @Requires('customers.read')
  customerChanged(
    @IdArg('id', 'Customer', { nullable: true, description: 'Only this customer; defaults to all.' })
    id?: string | null,
  ): AsyncIterableIterator<CustomerEvent> {
    const only = id;
    return this.live.subscribe([customerCreated, customerChanged], {
      filter: (event) => only == null || event.payload.customerId === only,
    });
  }

  /** For the subscriber as he is now: his permissions may have changed since he subscribed. */
  private async deliver(ctx: Ctx, customerId: string): Promise<Customer> {
    assertAccess(ctx, { kind: 'permission', permission: 'customers.read' });
    const customer = await load<Customer | null>(ctx, this.loaders.customerById, customerId);
    if (!customer) throw new ForbiddenError('This customer may not be seen any more.');
    return customer;
  }
}
