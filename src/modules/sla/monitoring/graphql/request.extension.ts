import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load } from '#platform/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { type SlaClock } from '../../terms/terms.types.js';
import { SlaLoaders } from '../../terms/graphql/terms.loaders.js';
import { SlaClockType } from '../../terms/graphql/terms.types.js';

/** What SLA adds to a service request. */
@Resolver(() => ServiceRequestType)
export class RequestClocksResolver {
  constructor(private readonly loaders: SlaLoaders) {}

  @ResolveField(() => [SlaClockType], {
    description:
      'Its SLA clocks as of now, by metric and then by cycle, ended ones included; none when no terms apply. Whoever may see the request may see them.',
  })
  slaClocks(@Parent() request: { id: string }, @CurrentCtx() ctx: Ctx): Promise<SlaClock[]> {
    return load(ctx, this.loaders.clocksByRequest, request.id);
  }
}
