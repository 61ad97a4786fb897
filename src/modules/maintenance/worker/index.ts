export * from './maintenance-worker.module.js';
