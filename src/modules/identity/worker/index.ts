export * from './identity-worker.module.js';
