import { ReviewChangesResolver } from './review-changes.resolver.js';
import { ReviewLoaders } from './review-loaders.js';
import { ReviewPartsResolver } from './review-parts.resolver.js';
import { CustomerReviewsResolver, JobReviewsResolver } from './review.extensions.js';
import { ReviewPlanResolver, ReviewResolver } from './review.resolver.js';

/** Service reviews in GraphQL; ManagementGraphqlModule provides them. */
export const REVIEW_RESOLVERS = [
  ReviewLoaders,
  ReviewResolver,
  ReviewPlanResolver,
  ReviewChangesResolver,
  ReviewPartsResolver,
  CustomerReviewsResolver,
  JobReviewsResolver,
];
