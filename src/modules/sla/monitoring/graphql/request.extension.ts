import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load } from '#platform/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { type SlaClock } from '../clock.types.js';
import { ClockLoaders } from './clock.loaders.js';
import { SlaClockType } from './clock.types.js';

/** What SLA adds to a service request. */
@Resolver(() => ServiceRequestType)
export class RequestClocksResolver {
  constructor(private readonly loaders: ClockLoaders) {}

  @ResolveField(() => [SlaClockType], {
    description:
      'Its SLA clocks as of now, by metric and then by cycle, ended ones included; none when no terms apply. Visible to all who may see the request.',
  })
  slaClocks(@Parent() request: { id: string }, @CurrentCtx() ctx: Ctx): Promise<SlaClock[]> {
    return load(ctx, this.loaders.clocksByRequest, request.id);
  }
}
