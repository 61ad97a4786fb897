export { ManagementModule } from './management.module.js';
export { ManagementApi, type DutyOfRequest } from './management.api.js';
export { dutyOpened, reviewHeld, reviewPrepared, type ReviewEvent } from './management.events.js';
export { openDuties } from './management.jobs.js';
export { MANAGEMENT } from './management.permissions.js';
export { type CreateDutyCommand } from './application/save-duty.js';
export { SteerDuty } from './application/steer-duty.js';
