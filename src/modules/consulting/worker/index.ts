export * from './consulting-worker.module.js';
