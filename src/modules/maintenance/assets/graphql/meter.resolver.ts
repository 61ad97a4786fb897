import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection } from '#platform/graphql';
import { CorrectionLoaders } from '../../basics/graphql/correction-loaders.js';
import { CORRECTIONS, CorrectionType } from '../../basics/graphql/correction.types.js';
import { type Correction } from '../../basics/domain/correction.js';
import { MeterType, ReadingConnection, ReadingType } from './asset.types.js';
import { AssetLoaders } from './asset-loaders.js';
import { type Meter, type Reading } from '../domain/meter.js';

@Resolver(() => MeterType)
export class MeterResolver {
  constructor(private readonly loaders: AssetLoaders) {}

  @ResolveField(() => ReadingConnection, { description: 'What it showed, the latest first.' })
  readings(
    @Parent() meter: Meter,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('withdrawnToo', {
      type: () => Boolean,
      defaultValue: false,
      description: 'With readings that were withdrawn, which count for nothing.',
    })
    withdrawnToo: boolean,
  ): Promise<Connection<Reading>> {
    return this.loaders.readingPage(ctx, meter.id, page, withdrawnToo);
  }
}

@Resolver(() => ReadingType)
export class ReadingResolver {
  constructor(private readonly loaders: CorrectionLoaders) {}

  @ResolveField(() => [CorrectionType], CORRECTIONS)
  corrections(@Parent() { id }: Reading, @CurrentCtx() ctx: Ctx): Promise<Correction[]> {
    return load(ctx, this.loaders.ofReading, id);
  }
}
