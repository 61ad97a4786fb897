export { ConsultingModule } from './consulting.module.js';
export { remindDeliverables } from './consulting.jobs.js';
export { CONSULTING } from './consulting.permissions.js';
export { Advice, type IssueAdviceCommand, type RecordOutcomeCommand } from './application/advice.js';
export { Deliverables, type AddDeliverableCommand } from './application/deliverables.js';
export { Engagements, type CreateEngagementCommand } from './application/engagements.js';
export { Products, type ProductCommand } from './application/products.js';
