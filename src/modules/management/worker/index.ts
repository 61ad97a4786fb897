export * from './management-worker.module.js';
