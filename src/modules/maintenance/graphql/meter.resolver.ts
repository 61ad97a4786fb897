import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional, PageArgs, type Connection } from '#platform/graphql';
import { type Employee } from '#modules/identity';
import { EmployeeType, IdentityLoaders } from '#modules/identity/graphql';
import { ServiceRequestType, ServicesLoaders } from '#modules/services/graphql';
import { type Asset, type AssetRequest, type Meter, type Reading } from '../domain/facts.js';
import {
  AssetRequestType,
  AssetType,
  MeterType,
  RankedAssetType,
  ReadingConnection,
  ReadingType,
} from './asset.types.js';
import { MaintenanceLoaders } from './loaders.js';

@Resolver(() => MeterType)
export class MeterResolver {
  constructor(private readonly loaders: MaintenanceLoaders) {}

  @ResolveField(() => AssetType, { description: 'Asset it belongs to.' })
  asset(@Parent() meter: Meter, @CurrentCtx() ctx: Ctx): Promise<Asset | null> {
    return load(ctx, this.loaders.assetById, meter.assetId);
  }

  @ResolveField(() => ReadingConnection, { description: 'What it showed, the latest first.' })
  readings(@Parent() meter: Meter, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<Reading>> {
    return this.loaders.readingPage(ctx, meter.id, page);
  }
}

@Resolver(() => ReadingType)
export class ReadingResolver {
  constructor(private readonly identity: IdentityLoaders) {}

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who read it; null when the system did.' })
  readBy(@Parent() reading: Reading, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, reading.readById);
  }
}

@Resolver(() => AssetRequestType)
export class AssetRequestResolver {
  constructor(
    private readonly loaders: MaintenanceLoaders,
    private readonly services: ServicesLoaders,
  ) {}

  @ResolveField(() => AssetType, { description: 'The asset.' })
  asset(@Parent() link: AssetRequest, @CurrentCtx() ctx: Ctx): Promise<Asset | null> {
    return load(ctx, this.loaders.assetById, link.assetId);
  }

  @ResolveField(() => ServiceRequestType, {
    nullable: true,
    description: 'The service request; null for those who may not see service requests.',
  })
  request(@Parent() link: AssetRequest, @CurrentCtx() ctx: Ctx) {
    return load(ctx, this.services.serviceRequestById, link.requestId);
  }
}

@Resolver(() => RankedAssetType)
export class RankedAssetResolver {
  constructor(private readonly loaders: MaintenanceLoaders) {}

  @ResolveField(() => AssetType, { description: 'The asset.' })
  asset(@Parent() ranked: RankedAssetType, @CurrentCtx() ctx: Ctx): Promise<Asset | null> {
    return load(ctx, this.loaders.assetById, ranked.assetId);
  }
}
