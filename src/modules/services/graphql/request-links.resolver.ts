import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection } from '#platform/graphql';
import { ContactRecordType, ContactsLoaders } from '#modules/contacts/graphql';
import { CustomerLoaders, JobType } from '#modules/customers/graphql';
import { type Job } from '#modules/customers';
import { type LinkRow } from '../application/links.js';
import { type RequestRow } from '../application/request.rows.js';
import { type RequestOrder } from '../application/services.queries.js';
import { ServiceRequestFilterInput } from './filter.inputs.js';
import { ServiceRequestOrderInput } from './inputs.js';
import { ServicesLoaders } from './loaders.js';
import { ServiceRequestLinkType } from './relation.types.js';
import { ServiceRequestConnection, ServiceRequestType } from './types.js';

const FILTER = {
  type: () => ServiceRequestFilterInput,
  nullable: true,
  description: 'Which of them; defaults to all.',
};
const ORDER_BY = {
  type: () => ServiceRequestOrderInput,
  nullable: true,
  description: 'Sort order; defaults to the latest first.',
};

/** What a request is tied to. */
@Resolver(() => ServiceRequestType)
export class TiedResolver {
  constructor(
    private readonly loaders: ServicesLoaders,
    private readonly customers: CustomerLoaders,
    private readonly contactLoaders: ContactsLoaders,
  ) {}

  @ResolveField(() => ServiceRequestConnection, { description: 'The requests that are parts of it, directly.' })
  children(
    @Parent() { id }: RequestRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: ServiceRequestFilterInput | null,
    @Args('orderBy', ORDER_BY) orderBy?: RequestOrder | null,
  ): Promise<Connection<RequestRow>> {
    return this.loaders.page(ctx, id, page, 'parent', filter ?? {}, orderBy);
  }

  @ResolveField(() => ServiceRequestConnection, { description: 'The requests that were merged into it.' })
  mergedRequests(
    @Parent() { id }: RequestRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<RequestRow>> {
    return this.loaders.page(ctx, id, page, 'survivor', { includeMerged: true });
  }

  @ResolveField(() => [ServiceRequestLinkType], {
    description: 'Linked requests, the oldest link first; at most a hundred, contacts and jobs included.',
  })
  links(@Parent() { id }: RequestRow, @CurrentCtx() ctx: Ctx): Promise<LinkRow[]> {
    return load(ctx, this.loaders.linksByRequest, id);
  }

  @ResolveField(() => [ContactRecordType], {
    description: 'The contact in which it was requested, then linked ones; without those that are not accessible.',
  })
  async contacts(@Parent() { id, contactId }: RequestRow, @CurrentCtx() ctx: Ctx): Promise<object[]> {
    const linked = await load(ctx, this.loaders.linkedContacts, id);
    const ids = [...new Set([contactId, ...linked].filter((x) => x !== null))];
    const found = await Promise.all(ids.map((x) => load<object | null>(ctx, this.contactLoaders.contactById, x)));
    return found.filter((contact) => contact !== null);
  }

  @ResolveField(() => [JobType], { description: 'Its job, then linked ones.' })
  async jobs(@Parent() { id, jobId }: RequestRow, @CurrentCtx() ctx: Ctx): Promise<Job[]> {
    const linked = await load(ctx, this.loaders.linkedJobs, id);
    const ids = [...new Set([jobId, ...linked].filter((x) => x !== null))];
    const found = await Promise.all(ids.map((x) => load<Job | null>(ctx, this.customers.jobById, x)));
    return found.filter((job) => job !== null);
  }
}
