import { Injectable } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, PageArgs, type Connection } from '#platform/graphql';
import { BranchFields, BranchType, CustomerFields, CustomerType, JobFields, JobType } from '#modules/customers/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { type Asset } from '../../assets/domain/asset.js';
import { type WorkParent } from '../application/work.queries.js';
import { type WorkOrder } from '../domain/facts.js';
import { AssetType } from '../../assets/graphql/asset.types.js';
import { PlanType } from '../../plans/graphql/plan.types.js';
import { type Plan } from '../../plans/domain/plan.js';
import { type WorkStatus } from '../domain/statuses.js';
import { WorkStatusEnum } from './work.enums.js';
import { WorkLoaders } from './work-loaders.js';
import { WorkOrderConnection } from './work.types.js';

for (const fields of [BranchFields, CustomerFields, JobFields]) fields.resolvedFromId('workOrders');

interface HasId {
  readonly id: string;
}

const WITHOUT = 'null for those without the permission `maintenance.read`';
const described = (what: string) => ({ nullable: true, description: `${what}; ${WITHOUT}.` });
const STATUSES = { type: () => [WorkStatusEnum], nullable: true, description: 'Only in one of these statuses.' };

/** Decorated so that those that extend it are given what its constructor asks for. */
@Injectable()
abstract class WorkOrdersOf {
  constructor(private readonly loaders: WorkLoaders) {}

  protected work(
    ctx: Ctx,
    [parent, id]: [WorkParent, string],
    statuses: readonly WorkStatus[] | null | undefined,
    page: PageArgs,
  ): Promise<Connection<WorkOrder>> {
    return this.loaders.workPage(ctx, id, page, parent, statuses ?? null);
  }
}

@Resolver(() => CustomerType)
export class CustomerWorkResolver extends WorkOrdersOf {
  @ResolveField(() => WorkOrderConnection, described('Work orders for the customer, the latest first'))
  workOrders(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> {
    return this.work(ctx, ['customer', id], statuses, page);
  }
}

@Resolver(() => BranchType)
export class BranchWorkResolver extends WorkOrdersOf {
  @ResolveField(() => WorkOrderConnection, described('Work orders at the branch, the latest first'))
  workOrders(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> {
    return this.work(ctx, ['branch', id], statuses, page);
  }
}

@Resolver(() => JobType)
export class JobWorkResolver extends WorkOrdersOf {
  @ResolveField(() => WorkOrderConnection, described('Work orders under the job, the latest first'))
  workOrders(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> {
    return this.work(ctx, ['job', id], statuses, page);
  }
}

@Resolver(() => ServiceRequestType)
export class RequestWorkResolver extends WorkOrdersOf {
  @ResolveField(() => WorkOrderConnection, described('Work orders for the request, the latest first'))
  workOrders(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> {
    return this.work(ctx, ['request', id], statuses, page);
  }
}

@Resolver(() => AssetType)
export class AssetWorkResolver {
  constructor(private readonly loaders: WorkLoaders) {}

  @ResolveField(() => WorkOrderConnection, { description: 'Work orders at it, the latest first.' })
  workOrders(
    @Parent() asset: Asset,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> {
    return this.loaders.workPage(ctx, asset.id, page, 'asset', statuses ?? null);
  }
}

@Resolver(() => PlanType)
export class PlanWorkResolver {
  constructor(private readonly loaders: WorkLoaders) {}

  @ResolveField(() => WorkOrderConnection, { description: 'Its work orders, the latest first.' })
  workOrders(
    @Parent() plan: Plan,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('statuses', STATUSES) statuses?: WorkStatus[] | null,
  ): Promise<Connection<WorkOrder>> {
    return this.loaders.workPage(ctx, plan.id, page, 'plan', statuses ?? null);
  }
}
