import { Injectable } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection } from '#platform/graphql';
import { BranchFields, BranchType, CustomerFields, CustomerType, JobFields, JobType } from '#modules/customers/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { type WorkParent } from '../application/work.queries.js';
import { type Asset, type AssetRequest, type WorkOrder } from '../domain/facts.js';
import { type WorkStatus } from '../domain/values.js';
import { AssetConnection, AssetRequestType } from './asset.types.js';
import { WorkStatusEnum } from './enums.js';
import { MaintenanceLoaders } from './loaders.js';
import { WorkOrderConnection } from './work.types.js';

CustomerFields.resolvedFromId('sites', 'workOrders');
BranchFields.resolvedFromId('assets', 'workOrders');
JobFields.resolvedFromId('workOrders');

interface HasId {
  readonly id: string;
}

const WITHOUT = 'null for those without the permission `maintenance.read`';
const described = (what: string) => ({ nullable: true, description: `${what}; ${WITHOUT}.` });
const STATUSES = { type: () => [WorkStatusEnum], nullable: true, description: 'Only in one of these statuses.' };

/** Decorated so that those that extend it are given what its constructor asks for. */
@Injectable()
abstract class WorkOrdersOf {
  constructor(protected readonly loaders: MaintenanceLoaders) {}

  protected mayRead(ctx: Ctx): boolean {
    return ctx.actor.permissions.has('maintenance.read');
  }

  protected work(
    ctx: Ctx,
    [parent, id]: [WorkParent, string],
    statuses: readonly WorkStatus[] | null | undefined,
    page: PageArgs,
  ): Promise<Connection<WorkOrder>> | null {
    return this.mayRead(ctx) ? this.loaders.workPage(ctx, parent, id, statuses, page) : null;
  }
}

@Resolver(() => CustomerType)
export class CustomerMaintenanceResolver extends WorkOrdersOf {
  @ResolveField(() => AssetConnection, described('Sites that we look after for the customer, ordered by code'))
  sites(@Parent() { id }: HasId, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<Asset>> | null {
    return this.mayRead(ctx) ? this.loaders.assetPage(ctx, 'customer', id, page) : null;
  }

  @ResolveField(() => WorkOrderConnection, described('Work orders for the customer, the latest first'))
  workOrders(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> | null {
    return this.work(ctx, ['customer', id], statuses, page);
  }
}

@Resolver(() => BranchType)
export class BranchMaintenanceResolver extends WorkOrdersOf {
  @ResolveField(() => AssetConnection, described('Assets at the branch, ordered by code'))
  assets(@Parent() { id }: HasId, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<Asset>> | null {
    return this.mayRead(ctx) ? this.loaders.assetPage(ctx, 'branch', id, page) : null;
  }

  @ResolveField(() => WorkOrderConnection, described('Work orders at the branch, the latest first'))
  workOrders(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> | null {
    return this.work(ctx, ['branch', id], statuses, page);
  }
}

@Resolver(() => JobType)
export class JobMaintenanceResolver extends WorkOrdersOf {
  @ResolveField(() => WorkOrderConnection, described('Work orders under the job, the latest first'))
  workOrders(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> | null {
    return this.work(ctx, ['job', id], statuses, page);
  }
}

@Resolver(() => ServiceRequestType)
export class ServiceRequestMaintenanceResolver extends WorkOrdersOf {
  @ResolveField(() => [AssetRequestType], described('Assets that the request is about, ordered by code'))
  assets(@Parent() { id }: HasId, @CurrentCtx() ctx: Ctx): Promise<AssetRequest[]> | null {
    return this.mayRead(ctx) ? load(ctx, this.loaders.assetsOfRequest, id) : null;
  }

  @ResolveField(() => WorkOrderConnection, described('Work orders for the request, the latest first'))
  workOrders(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> | null {
    return this.work(ctx, ['request', id], statuses, page);
  }
}
