import { Args, Parent, Query, ResolveField, Resolver, Info } from '@nestjs/graphql';
import { type GraphQLResolveInfo } from 'graphql';
import { Checks } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  Costs,
  CurrentCtx,
  InvalidInputError,
  load,
  PageArgs,
  type Connection,
  wantedOfNodes,
  IdArg,
} from '#platform/graphql';
import { CustomersQueries } from '../application/customers.queries.js';
import { PartsQueries } from '../application/parts.queries.js';
import { LIMITS } from '../domain/checks.js';
import { type Branch, type Person, type PersonMove } from '../domain/facts.js';
import { ChildPages } from './child-pages.js';
import { readFilter } from './decode.js';
import { PersonsFilter } from './filters.js';
import { CustomerLoaders } from './loaders.js';
import {
  BranchConnection,
  PersonConnection,
  PersonMoveType,
  PersonType,
  PossiblePerson,
  ViewerCanUpdate,
} from './types.js';
import { Viewer } from './viewer.js';

@Resolver(() => PersonType)
export class PersonResolver {
  constructor(
    private readonly parts: PartsQueries,
    private readonly queries: CustomersQueries,
    private readonly pages: ChildPages,
    private readonly loaders: CustomerLoaders,
    private readonly viewer: Viewer,
  ) {}

  @Query(() => PersonType, { nullable: true, description: 'One person; null when there is none.' })
  @Requires('customers.read')
  person(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'Person', { description: 'Its global id.' }) id: string,
  ): Promise<Person | null> {
    return load(ctx, this.loaders.personById, id);
  }

  @Query(() => PersonConnection, { description: 'Persons at all customers, ordered by name.' })
  @Requires('customers.read')
  persons(
    @Args() page: PageArgs,
    @Args('filter', { type: () => PersonsFilter, nullable: true, description: 'Which; defaults to all.' })
    filter?: PersonsFilter | null,
  ): Promise<Connection<Person>> {
    return this.parts.persons(page, readFilter(filter));
  }

  @Query(() => [PossiblePerson], {
    description:
      'Persons who may be the one about to be entered, the most alike first; at most 10: by e-mail address everywhere, by name within the group of the customer. Ask before creating.',
  })
  @Requires('customers.read')
  @Costs(2_000)
  async possibleDuplicatePersons(
    @Args('name', { description: 'Name in Latin script, as it would be entered.' }) name: string,
    @Args('nameNative', { type: () => String, nullable: true, description: 'Name in its own script.' })
    nameNative?: string | null,
    @Args('email', { type: () => String, nullable: true, description: 'E-mail address.' }) email?: string | null,
    @IdArg('customerId', 'Customer', {
      nullable: true,
      description: 'Customer the person would belong to; without it names are compared everywhere.',
    })
    customerId?: string | null,
  ): Promise<PossiblePerson[]> {
    const wrong = new Checks()
      .text('name', name, LIMITS.name)
      .text('nameNative', nameNative, { ...LIMITS.name, optional: true })
      .text('email', email, { ...LIMITS.email, optional: true })
      .err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const found = await this.queries.possiblePersons({
      name,
      nameNative,
      email,
      customerId: customerId,
    });
    return found.map((person) => ({ person, score: person.score }));
  }

  @ResolveField(() => BranchConnection, {
    nullable: true,
    description: 'Branches where the person is met, ordered by name; null without the permission `customers.read`.',
  })
  branches(
    @Parent() person: Person,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Branch>> {
    return this.pages.branchesOfPerson(ctx, person.id, page, wantedOfNodes(info));
  }

  @ResolveField(() => [PersonMoveType], {
    description: 'Where the person belonged before, the latest move first; at most the last 50.',
  })
  moves(@Parent() person: Person, @CurrentCtx() ctx: Ctx): Promise<PersonMove[]> {
    return load(ctx, this.loaders.movesOf, person.id);
  }

  @ResolveField(() => ViewerCanUpdate, { description: 'What you may do with it.' })
  async viewerCan(@Parent() person: Person, @CurrentCtx() ctx: Ctx): Promise<ViewerCanUpdate> {
    const customer = await load(ctx, this.loaders.customerById, person.customerId);
    return this.viewer.can(ctx, [customer?.officeId]);
  }
}
