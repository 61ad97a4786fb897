import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, PageArgs, type Connection } from '#platform/graphql';
import { MeterType, ReadingConnection } from './asset.types.js';
import { AssetLoaders } from './asset-loaders.js';
import { type Meter, type Reading } from '../domain/meter.js';

@Resolver(() => MeterType)
export class MeterResolver {
  constructor(private readonly loaders: AssetLoaders) {}

  @ResolveField(() => ReadingConnection, { description: 'What it showed, the latest first.' })
  readings(@Parent() meter: Meter, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<Reading>> {
    return this.loaders.readingPage(ctx, meter.id, page);
  }
}
