/** Use cases for example data, tests, benches and the command line. Modules use the Api. */
export { FinalizeReviews } from './reviews/application/hold-reviews.js';
export { ManageKpis, type CreateKpiCommand } from './reviews/application/manage-kpis.js';
export { PlanReviews } from './reviews/application/plan-reviews.js';
export { PrepareDueReviews } from './reviews/application/prepare-due-reviews.js';
export { ReviewActions } from './reviews/application/review-actions.js';
export { type CreateDutyCommand } from './duties/application/save-duty.js';
export { ManageDutyLifecycle } from './duties/application/manage-duty-lifecycle.js';
