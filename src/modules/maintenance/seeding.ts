/** Use cases for example data, tests, benches and the command line. Modules use the Api. */
export { AnswerChecklist } from './work/application/answer-checklist.js';
export { GenerateWorkOrders } from './plans/application/generate-work-orders.js';
export { LinkRequest } from './assets/application/link-request.js';
export { MoveWorkOrder } from './work/application/move-work-order.js';
export { RecordEntries } from './work/application/record-entries.js';
export { RecordReadings, type ReadingCommand } from './assets/application/record-readings.js';
export { SaveCatalogue } from './catalogue/application/save-catalogue.js';
export { SaveMeter } from './assets/application/save-meter.js';
export { SavePlan } from './plans/application/save-plan.js';
export { type NewItem } from './catalogue/domain/checklist.js';
