import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, PageArgs, type Connection } from '#platform/graphql';
import { type Asset } from '../../assets/domain/asset.js';
import { AssetType } from '../../assets/graphql/asset.types.js';
import { type Plan } from '../domain/plan.js';
import { PlanLoaders } from './plan-loaders.js';
import { PlanConnection } from './plan.types.js';

@Resolver(() => AssetType)
export class AssetPlansResolver {
  constructor(private readonly loaders: PlanLoaders) {}

  @ResolveField(() => PlanConnection, { description: 'Maintenance plans for it, the latest first.' })
  plans(@Parent() asset: Asset, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<Plan>> {
    return this.loaders.planPage(ctx, asset.id, page);
  }
}
