export { ManagementModule } from './management.module.js';
export { ManagementApi, type DutyOfRequest } from './management.api.js';
export { dutyOpened } from './duties/duty.events.js';
export { reviewHeld, reviewPrepared, type ReviewEvent } from './reviews/review.events.js';
export { openDuties } from './duties/duty.jobs.js';
export { prepareReviews } from './reviews/review.jobs.js';
export { MANAGEMENT } from './management.permissions.js';
