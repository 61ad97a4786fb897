import { enumType } from '#platform/graphql';
import { SERVICE_LINES } from '#modules/vocabulary';
import { JOB_STATUSES, STAGES } from '../domain/values.js';

export const StageEnum = enumType<(typeof STAGES)[number]>('CustomerStage', 'Stage of a customer.', {
  ATTRACTED: 'Knows of us; has bought nothing yet.',
  ACQUIRED: 'Has ordered for the first time.',
  ACTIVE: 'Buys from us now.',
  RETAINED: 'Has come back after a first job.',
  LOYAL: 'Buys again and again and speaks well of us.',
  LOST: 'Has left us.',
});

export const ServiceLineEnum = enumType<(typeof SERVICE_LINES)[number]>('ServiceLine', 'What we do for customers.', {
  CONSULTING: 'Consulting.',
  MANAGEMENT: 'Management and business support.',
  MAINTENANCE: 'Maintenance and construction.',
});

export const JobStatusEnum = enumType<(typeof JOB_STATUSES)[number]>('JobStatus', 'Whether a job is worked on.', {
  OPEN: 'Planned or under way.',
  CLOSED: 'Done.',
  CANCELLED: 'Cancelled.',
});

export const ServedByEnum = enumType('BranchServedBy', 'Who serves a branch.', {
  OUR_OFFICE: 'One of our offices.',
  COMPETITOR: 'A competitor, the incumbent.',
  UNSERVED: 'No known provider.',
});
