import { DutyChecks } from './application/duty-checks.js';
import { DutyPlans } from './application/duty-plans.js';
import { DutyStore } from './application/duty-store.js';
import { FollowMergedRequest } from './application/follow-merged-request.js';
import { DutyQueries } from './application/duty.queries.js';
import { ManageDutyLifecycle } from './application/manage-duty-lifecycle.js';
import { OpenDuties } from './application/open-duties.js';
import { OpenOccurrence } from './application/open-occurrence.js';
import { SaveDuty } from './application/save-duty.js';
import '../recurrence/recurrence.messages.js';
import './duty.events.js';
import './duty.jobs.js';
import './duty.messages.js';
import './duty.notices.js';

/** Recurring duties; ManagementModule provides and exports them. */
export const DUTIES = [DutyPlans, DutyQueries, FollowMergedRequest, ManageDutyLifecycle, OpenDuties, SaveDuty];

/** What they need and nobody else does. */
export const DUTIES_INTERNALS = [DutyChecks, DutyStore, OpenOccurrence];
