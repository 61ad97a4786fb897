import { Args, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { assertAccess, Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load } from '#platform/graphql';
import { type LiveEvent } from '#platform/outbox';
import { slaBreached } from '../sla.events.js';
import { ClockFeed } from './clock-feed.js';
import { SlaBreachFilterInput } from './breach-filter.input.js';
import { ClockLoaders } from './clock.loaders.js';
import { SlaBreachType, SlaClockType } from './clock.types.js';

type Breached = NonNullable<(typeof slaBreached)['__payload']>;

@Resolver(() => SlaBreachType)
export class SlaBreachedResolver {
  constructor(private readonly feed: ClockFeed) {}

  @Subscription(() => SlaBreachType, {
    description:
      'Every breach that the subscriber may see, as soon as it is recorded, normally within two seconds of the due time; each once. Customers that join the group later count from the next subscription on.',
    resolve(this: SlaBreachedResolver, event: LiveEvent<Breached>, _args: unknown, ctx: Ctx): SlaBreachType {
      assertAccess(ctx, { kind: 'permission', permission: 'sla.read' });
      return breachOf(event);
    },
  })
  @Requires('sla.read')
  slaBreached(
    @CurrentCtx() ctx: Ctx,
    @Args('filter', {
      type: () => SlaBreachFilterInput,
      nullable: true,
      description: 'Filter of breaches; defaults to all.',
    })
    filter?: SlaBreachFilterInput | null,
  ): Promise<AsyncIterableIterator<LiveEvent<Breached>>> {
    return this.feed.subscribe(ctx, slaBreached, filter);
  }
}

@Resolver(() => SlaBreachType)
export class BreachFieldsResolver {
  constructor(private readonly loaders: ClockLoaders) {}

  @ResolveField(() => SlaClockType, {
    nullable: true,
    description: 'The clock as it is now, which may be different already; null when it is there no more.',
  })
  async clock(@Parent() { requestId, clockId }: SlaBreachType, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return (await load(ctx, this.loaders.clocksByRequest, requestId)).find((c) => c.id === clockId) ?? null;
  }
}

function breachOf({ payload, at }: LiveEvent<Breached>): SlaBreachType {
  const { metric, dueAt, ...ids } = payload;
  return { ...ids, metric: metric as SlaBreachType['metric'], dueAt: new Date(dueAt), recordedAt: at };
}
