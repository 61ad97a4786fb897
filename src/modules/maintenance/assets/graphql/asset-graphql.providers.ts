import { AssetLoaders } from './asset-loaders.js';
import { AssetResolver } from './asset.resolver.js';
import { AssetChangesResolver, AssetRequestChangesResolver, MeterChangesResolver } from './asset-changes.resolver.js';
import { BranchAssetsResolver, CustomerAssetsResolver, RequestAssetsResolver } from './asset.extensions.js';
import { MeterResolver, ReadingResolver } from './meter.resolver.js';

/** Assets, their meters and requests in GraphQL; MaintenanceGraphqlModule provides them. */
export const ASSET_RESOLVERS = [
  AssetLoaders,
  AssetResolver,
  AssetChangesResolver,
  AssetRequestChangesResolver,
  MeterChangesResolver,
  BranchAssetsResolver,
  CustomerAssetsResolver,
  RequestAssetsResolver,
  MeterResolver,
  ReadingResolver,
];
