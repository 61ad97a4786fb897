import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Costs, CurrentCtx, InvalidInputError, Mutations } from '#platform/graphql';
import { Checks } from '#kernel';
import { CreateCustomers } from '../application/create-customers.js';
import { CustomersQueries } from '../application/customers.queries.js';
import { MoveCustomer } from '../application/move-customer.js';
import { UpdateCustomer } from '../application/update-customer.js';
import { LIMITS } from '../domain/checks.js';
import { CreateCustomerInput, MoveCustomerInput, UpdateCustomerInput } from './inputs.js';
import { CustomerPayload } from './payloads.js';
import { CustomerType, PossibleCustomer } from './types.js';

@Resolver(() => CustomerType)
export class CustomerChangesResolver {
  constructor(
    private readonly create: CreateCustomers,
    private readonly update: UpdateCustomer,
    private readonly move: MoveCustomer,
    private readonly queries: CustomersQueries,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => [PossibleCustomer], {
    description:
      'Customers that may be the one about to be entered, the most alike first; at most 10. Ask before creating.',
  })
  @Requires('customers.read')
  @Costs(2_000)
  async possibleDuplicateCustomers(
    @Args('name', { description: 'Name in Latin script, as it would be entered.' }) name: string,
    @Args('nameNative', { type: () => String, nullable: true, description: 'Name in its own script.' })
    nameNative?: string | null,
  ): Promise<PossibleCustomer[]> {
    const wrong = new Checks()
      .text('name', name, LIMITS.name)
      .text('nameNative', nameNative, { ...LIMITS.name, optional: true })
      .err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const found = await this.queries.possibleCustomers({ name, nameNative });
    return found.map((customer) => ({ customer, score: customer.score }));
  }

  @Mutation(() => CustomerPayload, { description: 'Enters a customer. It must belong to an office you may write for.' })
  @Requires('customers.write')
  createCustomer(@CurrentCtx() ctx: Ctx, @Args('input', { description: 'The customer.' }) input: CreateCustomerInput) {
    return this.mutations.run(ctx, input, 'customer', () => this.create.run(ctx, input));
  }

  @Mutation(() => CustomerPayload, { description: 'Changes a customer; `active: false` puts it out of use.' })
  @Requires('customers.write')
  updateCustomer(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which customer, and what to change.' }) input: UpdateCustomerInput,
  ) {
    return this.mutations.run(ctx, input, 'customer', () => this.update.run(ctx, input));
  }

  @Mutation(() => CustomerPayload, { description: 'Puts a customer, with everybody below it, below another one.' })
  @Requires('customers.write')
  moveCustomer(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which customer, and where to.' }) input: MoveCustomerInput,
  ) {
    const cmd = {
      id: input.id,
      version: input.version,
      parentId: input.parentId ?? null,
    };
    return this.mutations.run(ctx, input, 'customer', () => this.move.run(ctx, cmd));
  }
}
