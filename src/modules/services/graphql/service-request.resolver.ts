import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection, IdArg, FieldNeeds } from '#platform/graphql';
import { InvalidInputError } from '#platform/messages';
import { type Employee } from '#modules/identity';
import { EmployeeType, IdentityLoaders } from '#modules/identity/graphql';
import { RecordWarningType, ReferenceWarnings } from '#modules/customers/graphql';
import { type EventRow, type RequestRow } from '../application/request.rows.js';
import { ServicesQueries, type RequestOrder } from '../application/services.queries.js';
import { allowedMoves, statusOf, type Status } from '../domain/life-cycle.js';
import { type RequestEventKind, type Visibility } from '../domain/request.js';
import { EventVisibilityEnum, RequestEventKindEnum } from './enums.js';
import { ServiceRequestFilterInput } from './filter.inputs.js';
import { ServiceRequestOrderInput } from './inputs.js';
import { ServicesLoaders } from './loaders.js';
import {
  ServiceRequestConnection,
  ServiceRequestEventConnection,
  ServiceRequestType,
  ServiceRequestViewerCanType,
  ServiceStatusType,
} from './types.js';

@Resolver(() => ServiceRequestType)
export class ServiceRequestResolver {
  constructor(
    private readonly queries: ServicesQueries,
    private readonly loaders: ServicesLoaders,
    private readonly identity: IdentityLoaders,
    private readonly warning: ReferenceWarnings,
  ) {}

  @Query(() => ServiceRequestType, {
    nullable: true,
    description: 'A service request by its id or its number; null when there is none.',
  })
  @Requires('services.read')
  async serviceRequest(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'ServiceRequest', { nullable: true, description: 'Its id; give this or the number.' })
    id?: string | null,
    @Args('number', { type: () => String, nullable: true, description: 'Its number, such as R-000123.' })
    number?: string | null,
  ): Promise<RequestRow | null> {
    if ((id == null) === (number == null))
      throw new InvalidInputError([{ code: 'ONE_OF', field: 'id', params: { fields: 'id, number' } }]);
    return id != null ? load(ctx, this.loaders.serviceRequestById, id) : this.queries.byNumber(ctx, number ?? '');
  }

  @Query(() => ServiceRequestConnection, { description: 'Service requests; the latest first by default.' })
  @Requires('services.read')
  async serviceRequests(
    @Args() page: PageArgs,
    @Args('filter', {
      type: () => ServiceRequestFilterInput,
      nullable: true,
      description: 'Which ones; defaults to all.',
    })
    filter?: ServiceRequestFilterInput | null,
    @Args('orderBy', { type: () => ServiceRequestOrderInput, nullable: true, description: 'In which order.' })
    orderBy?: RequestOrder | null,
  ): Promise<Connection<RequestRow>> {
    return this.queries.list(filter ?? {}, page, orderBy ?? undefined);
  }

  @ResolveField(() => ServiceStatusType, { description: 'Status.' })
  async status(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<Status | undefined> {
    const lifeCycle = await load(ctx, this.loaders.lifeCycleByLine, request.serviceLine);
    return lifeCycle ? statusOf(lifeCycle, request.statusKey) : undefined;
  }

  @FieldNeeds('customers.read')
  @ResolveField(() => [RecordWarningType], {
    description:
      'What should be checked: its customer is no longer active, its branch is closed, its requester has left. Empty when all is well.',
  })
  warnings(
    @Parent() { customerId, branchId, requesterId }: RequestRow,
    @CurrentCtx() ctx: Ctx,
  ): Promise<RecordWarningType[]> {
    return this.warning.of(ctx, { customerId, branchId, persons: [{ id: requesterId, field: 'requesterId' }] });
  }

  @ResolveField(() => [ServiceStatusType], { description: 'The statuses that may follow, in order.' })
  async allowedMoves(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<Status[]> {
    const lifeCycle = await load(ctx, this.loaders.lifeCycleByLine, request.serviceLine);
    return lifeCycle ? allowedMoves(lifeCycle, request.statusKey) : [];
  }

  @ResolveField(() => ServiceRequestEventConnection, {
    description: 'Everything that happened to it, in order of time.',
  })
  timeline(
    @Parent() { id }: RequestRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('kinds', { type: () => [RequestEventKindEnum], nullable: true, description: 'Only events of these kinds.' })
    kinds?: RequestEventKind[] | null,
    @Args('visibility', {
      type: () => EventVisibilityEnum,
      nullable: true,
      description: 'Only events that those may know of: PUBLIC for what the customer may see.',
    })
    visibility?: Visibility | null,
    @Args('includeMerged', {
      type: () => Boolean,
      nullable: true,
      description: 'Whether what was said in requests that were merged into it is woven in; defaults to true.',
    })
    includeMerged?: boolean | null,
    @Args('latestFirst', {
      type: () => Boolean,
      nullable: true,
      description: 'The latest event first instead of the first; defaults to false.',
    })
    latestFirst?: boolean | null,
  ): Promise<Connection<EventRow>> {
    return this.loaders.timeline(
      ctx,
      id,
      page,
      { kinds, visibility, includeMerged },
      latestFirst === true ? 'DESC' : 'ASC',
    );
  }

  @ResolveField(() => [EmployeeType], { description: 'Employees who follow it, those who began first in front.' })
  async watchers(@Parent() { id }: RequestRow, @CurrentCtx() ctx: Ctx): Promise<(Employee | null)[]> {
    const ids = await load(ctx, this.loaders.watchersByRequest, id);
    return Promise.all(ids.map((employeeId) => load(ctx, this.identity.employeeById, employeeId)));
  }

  @ResolveField(() => ServiceRequestViewerCanType, {
    description: 'What the viewer may do with it, so that front ends offer no more.',
  })
  async viewerCan(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<ServiceRequestViewerCanType> {
    return { work: await this.loaders.mayWork(ctx, request), watch: ctx.actor.id !== null };
  }
}
