export { MaintenanceModule } from './maintenance.module.js';
export { MaintenanceApi } from './maintenance.api.js';
export {
  assetChanged,
  planChanged,
  workOrderChanged,
  workOrderCreated,
  type WorkOrderChangedPayload,
} from './maintenance.events.js';
export { generateWorkOrders } from './maintenance.jobs.js';
export { MAINTENANCE } from './maintenance.permissions.js';
export { AnswerChecklist } from './application/answer-checklist.js';
export { GenerateWorkOrders } from './application/generate-work-orders.js';
export { LinkRequest } from './application/link-request.js';
export { MoveWorkOrder } from './application/move-work-order.js';
export { RecordEntries } from './application/record-entries.js';
export { RecordReadings, type ReadingCommand } from './application/record-readings.js';
export { SaveCatalogue } from './application/save-catalogue.js';
export { SaveMeter } from './application/save-meter.js';
export { SavePlan } from './application/save-plan.js';
export { type NewAsset } from './domain/asset.js';
export { type NewItem } from './domain/checklist.js';
export { type Asset, type WorkOrder } from './domain/facts.js';
export { type NewWork } from './domain/work-order.js';
