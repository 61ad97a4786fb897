import { Args, Parent, Query, ResolveField, Resolver, Info } from '@nestjs/graphql';
import { type GraphQLResolveInfo } from 'graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection, wantedOfNodes, IdArg } from '#platform/graphql';
import { CustomersQueries, type CustomerOrder } from '../application/customers.queries.js';
import { type Branch, type Customer, type Job, type Person } from '../domain/facts.js';
import { ChildPages } from './child-pages.js';
import { idOrCode, readFilter } from './decode.js';
import { CustomersFilter, CustomersOrder } from './filters.js';
import { CustomerLoaders } from './loaders.js';
import {
  BranchConnection,
  CustomerConnection,
  CustomerType,
  JobConnection,
  PersonConnection,
  ViewerCanUpdate,
} from './types.js';
import { Viewer } from './viewer.js';

@Resolver(() => CustomerType)
export class CustomerResolver {
  constructor(
    private readonly queries: CustomersQueries,
    private readonly pages: ChildPages,
    private readonly loaders: CustomerLoaders,
    private readonly viewer: Viewer,
  ) {}

  @Query(() => CustomerType, { nullable: true, description: 'One customer; null when there is none.' })
  @Requires('customers.read')
  customer(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'Customer', { nullable: true, description: 'Its global id; this or the code.' })
    id?: string | null,
    @Args('code', { type: () => String, nullable: true, description: 'Its customer code; this or the id.' })
    code?: string | null,
  ): Promise<Customer | null> {
    const which = idOrCode(id, code);
    return 'id' in which ? load(ctx, this.loaders.customerById, which.id) : this.queries.byCode(which.code);
  }

  @Query(() => CustomerConnection, { description: 'Customers, ordered by name by default.' })
  @Requires('customers.read')
  customers(
    @Args() page: PageArgs,
    @Args('filter', { type: () => CustomersFilter, nullable: true, description: 'Which; defaults to all.' })
    filter: CustomersFilter | null | undefined,
    @Args('orderBy', {
      type: () => CustomersOrder,
      nullable: true,
      description: 'Sort order; defaults to name.',
    })
    orderBy: CustomerOrder | null | undefined,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Customer>> {
    return this.queries.list(page, readFilter(filter), orderBy ?? undefined, wantedOfNodes(info));
  }

  @ResolveField(() => CustomerType, { description: 'Root of its tree; itself when it has no parent.' })
  group(@Parent() customer: Customer, @CurrentCtx() ctx: Ctx): Promise<Customer | null> | Customer {
    return customer.parentId === null ? customer : load(ctx, this.loaders.groupOf, customer.id);
  }

  @ResolveField(() => [CustomerType], { description: 'Customers above it, the nearest first; at most 9.' })
  ancestors(@Parent() customer: Customer, @CurrentCtx() ctx: Ctx): Promise<Customer[]> | Customer[] {
    return customer.parentId === null ? [] : load(ctx, this.loaders.ancestorsOf, customer.id);
  }

  @ResolveField(() => CustomerConnection, {
    nullable: true,
    description: 'Customers directly below it, ordered by name; null without the permission `customers.read`.',
  })
  children(
    @Parent() customer: Customer,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Customer>> {
    return this.pages.children(ctx, customer.id, page, wantedOfNodes(info));
  }

  @ResolveField(() => BranchConnection, {
    nullable: true,
    description: 'Its branches, ordered by name; null without the permission `customers.read`.',
  })
  branches(
    @Parent() customer: Customer,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Branch>> {
    return this.pages.branches(ctx, customer.id, page, wantedOfNodes(info));
  }

  @ResolveField(() => PersonConnection, {
    nullable: true,
    description: 'Persons who belong to it, ordered by name; null without the permission `customers.read`.',
  })
  persons(
    @Parent() customer: Customer,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Person>> {
    return this.pages.persons(ctx, customer.id, page, wantedOfNodes(info));
  }

  @ResolveField(() => JobConnection, {
    nullable: true,
    description:
      'Its jobs in all countries and service lines, the latest first; null without the permission `customers.read`.',
  })
  jobs(
    @Parent() customer: Customer,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Job>> {
    return this.pages.jobs(ctx, customer.id, page, wantedOfNodes(info));
  }

  @ResolveField(() => ViewerCanUpdate, { description: 'What you may do with it.' })
  viewerCan(@Parent() customer: Customer, @CurrentCtx() ctx: Ctx): Promise<ViewerCanUpdate> {
    return this.viewer.can(ctx, [customer.officeId]);
  }
}
