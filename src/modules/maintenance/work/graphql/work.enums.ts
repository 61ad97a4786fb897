import { enumType } from '#platform/graphql';
import { SEVERITIES, WORK_KINDS, WORK_STATUSES } from '../domain/statuses.js';

export const WorkKindEnum = enumType<(typeof WORK_KINDS)[number]>('WorkOrderKind', 'What work is done for.', {
  CORRECTIVE: 'Repair.',
  PREVENTIVE: 'So that nothing breaks.',
  INSPECTION: 'To look how things are.',
});

export const WorkStatusEnum = enumType<(typeof WORK_STATUSES)[number]>('WorkOrderStatus', 'Status of work.', {
  PLANNED: 'To be done; no time is agreed yet.',
  SCHEDULED: 'A visit is planned, or a time and who does it.',
  IN_PROGRESS: 'Begun.',
  DONE: 'Finished; can be taken up again.',
  CANCELLED: 'Cancelled; final.',
});

export const SeverityEnum = enumType<(typeof SEVERITIES)[number]>('FindingSeverity', 'How bad it is what was found.', {
  CRITICAL: 'Dangerous, or about to fail.',
  MAJOR: 'Requires repair soon.',
  MINOR: 'Requires repair at some time.',
  NOTE: 'Worth knowing.',
});
