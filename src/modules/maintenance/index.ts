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
export { AnswerChecklist } from './work/application/answer-checklist.js';
export { GenerateWorkOrders } from './plans/application/generate-work-orders.js';
export { LinkRequest } from './assets/application/link-request.js';
export { MoveWorkOrder } from './work/application/move-work-order.js';
export { RecordEntries } from './work/application/record-entries.js';
export { RecordReadings, type ReadingCommand } from './assets/application/record-readings.js';
export { SaveCatalogue } from './catalogue/application/save-catalogue.js';
export { SaveMeter } from './assets/application/save-meter.js';
export { SavePlan } from './plans/application/save-plan.js';
export { type NewAsset } from './assets/domain/asset.js';
export { type NewItem } from './catalogue/domain/checklist.js';
export { type WorkOrder } from './work/domain/facts.js';
export { type Asset } from './assets/domain/asset.js';
export { type NewWork } from './work/domain/work-order.js';
