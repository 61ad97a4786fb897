export { ConsultingModule } from './consulting.module.js';
export { remindDeliverables } from './consulting.jobs.js';
export { CONSULTING } from './consulting.permissions.js';
