import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, PageArgs, type Connection } from '#platform/graphql';
import { CustomerFields, CustomerType, JobFields, JobType } from '#modules/customers/graphql';
import { type ReviewRow } from '../application/review.rows.js';
import { ServiceReviewFilterInput } from './review.inputs.js';
import { ReviewLoaders } from './review-loaders.js';
import { ReviewConnection } from './review.types.js';

for (const fields of [CustomerFields, JobFields]) fields.resolvedFromId('serviceReviews');

type Page = Promise<Connection<ReviewRow>>;
const FILTER = { type: () => ServiceReviewFilterInput, nullable: true, description: 'Which of them; defaults to all.' };
const described = (whose: string) => ({
  nullable: true,
  description: `${whose}, the last planned first; null for those without the permission \`management.read\`.`,
});

@Resolver(() => CustomerType)
export class CustomerReviewsResolver {
  constructor(private readonly loaders: ReviewLoaders) {}

  @ResolveField(
    () => ReviewConnection,
    described("The customer's own service reviews (not those of customers below it)"),
  )
  serviceReviews(
    @Parent() { id }: { id: string },
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: ServiceReviewFilterInput | null,
  ): Page {
    return this.loaders.page(ctx, id, page, 'customer', filter ?? {});
  }
}

@Resolver(() => JobType)
export class JobReviewsResolver {
  constructor(private readonly loaders: ReviewLoaders) {}

  @ResolveField(() => ReviewConnection, described('Service reviews of the job'))
  serviceReviews(
    @Parent() { id }: { id: string },
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: ServiceReviewFilterInput | null,
  ): Page {
    return this.loaders.page(ctx, id, page, 'job', filter ?? {});
  }
}
