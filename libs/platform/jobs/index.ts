export * from './handles-job.js';
export * from './job-control.js';
export { methodsOfProviders } from './job-handlers.js';
export * from './job.js';
export { JobRunner } from './job-runner.js';
export * from './job-runner.module.js';
export { JobSchedules } from './job-schedules.js';
export * from './jobs.js';
export * from './jobs.module.js';
export * from './queue-backend.js';
export * from './queues.js';
export { SessionLocks } from './session-locks.js';

/** Thrown by a handler that knows that trying again is useless: the job is given up at once. */
export { UnrecoverableError as GiveUp } from 'bullmq';
