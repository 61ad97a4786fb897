import { Injectable } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, PageArgs, type Connection } from '#platform/graphql';
import { ContactRecordType } from '#modules/contacts/graphql';
import {
  BranchFields,
  BranchType,
  CustomerFields,
  CustomerType,
  JobFields,
  JobType,
  PersonFields,
  PersonType,
} from '#modules/customers/graphql';
import { type RequestRow } from '../application/request.rows.js';
import { type Parent as RequestParent, type RequestOrder } from '../application/services.queries.js';
import { ServiceRequestFilterInput } from './filter.inputs.js';
import { ServiceRequestOrderInput } from './inputs.js';
import { ServicesLoaders } from './loaders.js';
import { ServiceRequestConnection } from './types.js';

for (const fields of [BranchFields, CustomerFields, JobFields, PersonFields]) fields.resolvedFromId('serviceRequests');

type Page = Promise<Connection<RequestRow>>;

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
const described = (whose: string) => ({
  nullable: true,
  description: `${whose}; null for those who may not see service requests.`,
});

/** Decorated so that those that extend it are given what its constructor asks for. */
@Injectable()
abstract class RequestsOf {
  constructor(private readonly loaders: ServicesLoaders) {}

  protected list(
    ctx: Ctx,
    [parent, id]: [RequestParent, string],
    page: PageArgs,
    filter: ServiceRequestFilterInput | null | undefined,
    orderBy: RequestOrder | null | undefined,
  ): Page {
    return this.loaders.page(ctx, id, page, parent, filter ?? {}, orderBy);
  }
}

@Resolver(() => CustomerType)
export class CustomerRequestsResolver extends RequestsOf {
  @ResolveField(
    () => ServiceRequestConnection,
    described("The customer's own service requests (not those of customers below it)"),
  )
  serviceRequests(
    @Parent() { id }: CustomerType,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: ServiceRequestFilterInput | null,
    @Args('orderBy', ORDER_BY) orderBy?: RequestOrder | null,
  ): Page {
    return this.list(ctx, ['customer', id], page, filter, orderBy);
  }
}

@Resolver(() => BranchType)
export class BranchRequestsResolver extends RequestsOf {
  @ResolveField(() => ServiceRequestConnection, described('Service requests about the branch'))
  serviceRequests(
    @Parent() { id }: BranchType,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: ServiceRequestFilterInput | null,
    @Args('orderBy', ORDER_BY) orderBy?: RequestOrder | null,
  ): Page {
    return this.list(ctx, ['branch', id], page, filter, orderBy);
  }
}

@Resolver(() => JobType)
export class JobRequestsResolver extends RequestsOf {
  @ResolveField(() => ServiceRequestConnection, described('Service requests of the job'))
  serviceRequests(
    @Parent() { id }: JobType,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: ServiceRequestFilterInput | null,
    @Args('orderBy', ORDER_BY) orderBy?: RequestOrder | null,
  ): Page {
    return this.list(ctx, ['job', id], page, filter, orderBy);
  }
}

@Resolver(() => PersonType)
export class PersonRequestsResolver extends RequestsOf {
  @ResolveField(() => ServiceRequestConnection, described('Service requests that the person asked for'))
  serviceRequests(
    @Parent() { id }: PersonType,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: ServiceRequestFilterInput | null,
    @Args('orderBy', ORDER_BY) orderBy?: RequestOrder | null,
  ): Page {
    return this.list(ctx, ['requester', id], page, filter, orderBy);
  }
}

@Resolver(() => ContactRecordType)
export class ContactRequestsResolver extends RequestsOf {
  @ResolveField(() => ServiceRequestConnection, described('Service requests that came out of the contact'))
  serviceRequests(
    @Parent() { id }: ContactRecordType,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: ServiceRequestFilterInput | null,
    @Args('orderBy', ORDER_BY) orderBy?: RequestOrder | null,
  ): Page {
    return this.list(ctx, ['contact', id], page, filter, orderBy);
  }
}
