import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection, IdArg } from '#platform/graphql';
import { PartsQueries } from '../application/parts.queries.js';
import { type Job } from '../domain/facts.js';
import { idOrCode, readFilter } from './decode.js';
import { JobsFilter } from './filters.js';
import { CustomerLoaders } from './loaders.js';
import { JobConnection, JobType, ViewerCanUpdate } from './types.js';
import { Viewer } from './viewer.js';

@Resolver(() => JobType)
export class JobResolver {
  constructor(
    private readonly queries: PartsQueries,
    private readonly loaders: CustomerLoaders,
    private readonly viewer: Viewer,
  ) {}

  @Query(() => JobType, { nullable: true, description: 'One job; null when there is none.' })
  @Requires('customers.read')
  job(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'Job', { nullable: true, description: 'Its global id; this or the code.' })
    id?: string | null,
    @Args('code', { type: () => String, nullable: true, description: 'Its job code; this or the id.' })
    code?: string | null,
  ): Promise<Job | null> {
    const which = idOrCode(id, code);
    return 'id' in which ? load(ctx, this.loaders.jobById, which.id) : this.queries.jobByCode(which.code);
  }

  @Query(() => JobConnection, { description: 'Jobs for all customers, the latest entered first.' })
  @Requires('customers.read')
  jobs(
    @Args() page: PageArgs,
    @Args('filter', { type: () => JobsFilter, nullable: true, description: 'Which; defaults to all.' })
    filter?: JobsFilter | null,
  ): Promise<Connection<Job>> {
    return this.queries.jobs(page, readFilter(filter));
  }

  @ResolveField(() => ViewerCanUpdate, { description: 'What you may do with it.' })
  async viewerCan(@Parent() job: Job, @CurrentCtx() ctx: Ctx): Promise<ViewerCanUpdate> {
    const customer = await load(ctx, this.loaders.customerById, job.customerId);
    return this.viewer.can(ctx, [customer?.officeId, job.officeId]);
  }
}
