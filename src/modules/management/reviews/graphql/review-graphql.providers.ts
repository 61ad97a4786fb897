import { ReviewChangesResolver } from './review-changes.resolver.js';
import { ReviewLoaders } from './review-loaders.js';
import { ReviewPartsResolver } from './review-parts.resolver.js';
import {
  AgendaItemResolver,
  ParticipantResolver,
  PlanRelationsResolver,
  ReviewActionResolver,
  ReviewKpiResolver,
  ReviewRelationsResolver,
  ScorecardOldestResolver,
  ScorecardTypeCountResolver,
} from './review-relations.resolver.js';
import { CustomerReviewsResolver, JobReviewsResolver } from './review.extensions.js';
import { ReviewPlanResolver, ReviewResolver } from './review.resolver.js';

/** Service reviews in GraphQL; ManagementGraphqlModule provides them. */
export const REVIEW_RESOLVERS = [
  ReviewLoaders,
  ReviewResolver,
  ReviewPlanResolver,
  ReviewChangesResolver,
  ReviewPartsResolver,
  ReviewRelationsResolver,
  PlanRelationsResolver,
  AgendaItemResolver,
  ParticipantResolver,
  ReviewActionResolver,
  ReviewKpiResolver,
  ScorecardTypeCountResolver,
  ScorecardOldestResolver,
  CustomerReviewsResolver,
  JobReviewsResolver,
];
