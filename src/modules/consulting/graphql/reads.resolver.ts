import { Args, Query, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, PageArgs, type Connection } from '#platform/graphql';
import { ConsultingQueries } from '../application/consulting.queries.js';
import { type AdviceRow, type DeliverableRow, type EngagementRow, type ProductRow } from '../application/rows.js';
import { AdviceFilterInput } from './advice.inputs.js';
import { DeliverableFilterInput, EngagementFilterInput, ProductFilterInput } from './inputs.js';
import { AdviceConnection, DeliverableConnection, EngagementConnection, ProductConnection } from './types.js';

const WHICH = 'Which ones; defaults to all within reach.';

/** Single things are had through `node`. */
@Resolver()
export class ConsultingReadsResolver {
  constructor(private readonly queries: ConsultingQueries) {}

  @Query(() => EngagementConnection, { description: 'Engagements of the offices within reach, the latest first.' })
  @Requires('consulting.read')
  engagements(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => EngagementFilterInput, nullable: true, description: WHICH })
    filter?: EngagementFilterInput | null,
  ): Promise<Connection<EngagementRow>> {
    return this.queries.engagements(ctx, filter ?? {}, page);
  }

  @Query(() => DeliverableConnection, {
    description: 'Deliverables of the offices within reach, the one due soonest first; with overdueOn what is late.',
  })
  @Requires('consulting.read')
  deliverables(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => DeliverableFilterInput, nullable: true, description: WHICH })
    filter?: DeliverableFilterInput | null,
  ): Promise<Connection<DeliverableRow>> {
    return this.queries.deliverables(ctx, filter ?? {}, page);
  }

  @Query(() => ProductConnection, { description: 'Products and systems that can be recommended, by name.' })
  @Requires('consulting.read')
  products(
    @Args() page: PageArgs,
    @Args('filter', { type: () => ProductFilterInput, nullable: true, description: WHICH })
    filter?: ProductFilterInput | null,
  ): Promise<Connection<ProductRow>> {
    return this.queries.products(filter ?? {}, page);
  }

  @Query(() => AdviceConnection, {
    description: 'Advice of the offices within reach, the latest first: what was recommended, and how it turned out.',
  })
  @Requires('consulting.read')
  advice(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => AdviceFilterInput, nullable: true, description: WHICH })
    filter?: AdviceFilterInput | null,
  ): Promise<Connection<AdviceRow>> {
    return this.queries.advice(ctx, filter ?? {}, page);
  }
}
