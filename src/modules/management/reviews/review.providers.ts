import { ComputeScorecard } from './application/compute-scorecard.js';
import { FinalizeReviews } from './application/hold-reviews.js';
import { ManageKpis } from './application/manage-kpis.js';
import { PlanReviews } from './application/plan-reviews.js';
import { PrepareDueReviews } from './application/prepare-due-reviews.js';
import { PrepareReview } from './application/prepare-review.js';
import { ReviewActions } from './application/review-actions.js';
import { ReviewLookups } from './application/review-lookups.js';
import { ReviewReferences } from './application/review-references.js';
import { ReviewStore } from './application/review-store.js';
import { ReviewQueries } from './application/review.queries.js';
import '../recurrence/recurrence.messages.js';
import './review.events.js';
import './review.jobs.js';
import './review.messages.js';
import './review.notices.js';

/** Service reviews; ManagementModule provides and exports them. */
export const REVIEWS = [
  ComputeScorecard,
  FinalizeReviews,
  ManageKpis,
  PlanReviews,
  PrepareDueReviews,
  ReviewActions,
  ReviewQueries,
];

/** What they need and nobody else does. */
export const REVIEWS_INTERNALS = [PrepareReview, ReviewLookups, ReviewReferences, ReviewStore];
