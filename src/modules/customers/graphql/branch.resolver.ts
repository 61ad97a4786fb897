import { Args, Parent, Query, ResolveField, Resolver, Info } from '@nestjs/graphql';
import { type GraphQLResolveInfo } from 'graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection, wantedOfNodes, IdArg } from '#platform/graphql';
import { PartsQueries } from '../application/parts.queries.js';
import { type Branch, type Job, type Person } from '../domain/facts.js';
import { ChildPages } from './child-pages.js';
import { idOrCode, readFilter } from './decode.js';
import { BranchesFilter } from './filters.js';
import { CustomerLoaders } from './loaders.js';
import { BranchConnection, BranchType, JobConnection, PersonConnection, ViewerCanUpdate } from './types.js';
import { Viewer } from './viewer.js';

@Resolver(() => BranchType)
export class BranchResolver {
  constructor(
    private readonly queries: PartsQueries,
    private readonly pages: ChildPages,
    private readonly loaders: CustomerLoaders,
    private readonly viewer: Viewer,
  ) {}

  @Query(() => BranchType, { nullable: true, description: 'One branch; null when there is none.' })
  @Requires('customers.read')
  branch(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'Branch', { nullable: true, description: 'Its global id; this or the code.' })
    id?: string | null,
    @Args('code', { type: () => String, nullable: true, description: 'Its code; this or the id.' })
    code?: string | null,
  ): Promise<Branch | null> {
    const which = idOrCode(id, code);
    return 'id' in which ? load(ctx, this.loaders.branchById, which.id) : this.queries.branchByCode(which.code);
  }

  @Query(() => BranchConnection, { description: 'Branches of all customers, ordered by name.' })
  @Requires('customers.read')
  branches(
    @Args() page: PageArgs,
    @Args('filter', { type: () => BranchesFilter, nullable: true, description: 'Which; defaults to all.' })
    filter?: BranchesFilter | null,
  ): Promise<Connection<Branch>> {
    return this.queries.branches(page, readFilter(filter));
  }

  @ResolveField(() => PersonConnection, {
    nullable: true,
    description: 'Persons who are met there, ordered by name; null without the permission `customers.read`.',
  })
  persons(
    @Parent() branch: Branch,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Person>> {
    return this.pages.personsOfBranch(ctx, branch.id, page, wantedOfNodes(info));
  }

  @ResolveField(() => JobConnection, {
    nullable: true,
    description: 'Jobs for it, the latest first; null without the permission `customers.read`.',
  })
  jobs(
    @Parent() branch: Branch,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Job>> {
    return this.pages.jobsOfBranch(ctx, branch.id, page, wantedOfNodes(info));
  }

  @ResolveField(() => ViewerCanUpdate, { description: 'What you may do with it.' })
  async viewerCan(@Parent() branch: Branch, @CurrentCtx() ctx: Ctx): Promise<ViewerCanUpdate> {
    const customer = await load(ctx, this.loaders.customerById, branch.customerId);
    return this.viewer.can(ctx, [customer?.officeId, branch.officeId]);
  }
}
