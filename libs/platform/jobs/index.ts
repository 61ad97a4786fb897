export * from './handles-job.js';
export * from './job.js';
export * from './jobs.js';
export * from './jobs.module.js';
export * from './queue-backend.js';
export * from './queues.js';
export * from './timeout.js';
