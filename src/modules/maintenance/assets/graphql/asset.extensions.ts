import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection } from '#platform/graphql';
import { BranchFields, BranchType, CustomerFields, CustomerType } from '#modules/customers/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { type Asset } from '../domain/asset.js';
import { type AssetRequest } from '../domain/asset-request.js';
import { AssetLoaders } from './asset-loaders.js';
import { AssetConnection, AssetRequestType } from './asset.types.js';

CustomerFields.resolvedFromId('sites');
BranchFields.resolvedFromId('assets');

interface HasId {
  readonly id: string;
}

const WITHOUT = 'null for those without the permission `maintenance.read`';
const described = (what: string) => ({ nullable: true, description: `${what}; ${WITHOUT}.` });

@Resolver(() => CustomerType)
export class CustomerAssetsResolver {
  constructor(private readonly loaders: AssetLoaders) {}

  @ResolveField(() => AssetConnection, described('Sites that we look after for the customer, ordered by code'))
  sites(@Parent() { id }: HasId, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<Asset>> {
    return this.loaders.assetPage(ctx, id, page, 'customer');
  }
}

@Resolver(() => BranchType)
export class BranchAssetsResolver {
  constructor(private readonly loaders: AssetLoaders) {}

  @ResolveField(() => AssetConnection, described('Assets at the branch, ordered by code'))
  assets(@Parent() { id }: HasId, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<Asset>> {
    return this.loaders.assetPage(ctx, id, page, 'branch');
  }
}

@Resolver(() => ServiceRequestType)
export class RequestAssetsResolver {
  constructor(private readonly loaders: AssetLoaders) {}

  @ResolveField(() => [AssetRequestType], described('Assets that the request is about, ordered by code'))
  assets(@Parent() { id }: HasId, @CurrentCtx() ctx: Ctx): Promise<AssetRequest[]> {
    return load(ctx, this.loaders.assetsOfRequest, id);
  }
}
