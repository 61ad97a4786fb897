import { AssetPlansResolver } from './asset.extension.js';
import { PlanLoaders } from './plan-loaders.js';
import { PlanChangesResolver, PlanResolver } from './plan.resolver.js';

/** Maintenance plans in GraphQL; MaintenanceGraphqlModule provides them. */
export const PLAN_RESOLVERS = [AssetPlansResolver, PlanLoaders, PlanChangesResolver, PlanResolver];
