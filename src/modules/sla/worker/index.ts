export * from './sla-worker.module.js';
