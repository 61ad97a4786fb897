import { AfterReadings } from '../assets/application/after-readings.js';
import { GenerateWorkOrders } from './application/generate-work-orders.js';
import { PlanQueries } from './application/plan.queries.js';
import { SavePlan } from './application/save-plan.js';
import { PlanTimes } from './application/plan-times.js';
import './plan.jobs.js';

/** Maintenance plans; MaintenanceModule provides and exports them. */
export const PLANS = [GenerateWorkOrders, PlanQueries, SavePlan];

/** What they need and nobody else does. */
export const PLANS_INTERNALS = [PlanTimes, { provide: AfterReadings, useExisting: PlanTimes }];
