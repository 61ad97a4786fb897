export { MaintenanceModule } from './maintenance.module.js';
export { MaintenanceApi } from './maintenance.api.js';
export {
  assetChanged,
  planChanged,
  workOrderChanged,
  workOrderCreated,
  type WorkOrderChangedPayload,
} from './maintenance.events.js';
export { generateWorkOrders } from './plans/plan.jobs.js';
export { MAINTENANCE } from './maintenance.permissions.js';
export { type NewAsset } from './assets/domain/asset.js';
export { type WorkOrder } from './work/domain/facts.js';
export { type Asset } from './assets/domain/asset.js';
export { type NewWork } from './work/domain/work-order.js';
