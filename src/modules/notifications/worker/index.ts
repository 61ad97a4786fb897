export * from './notifications-worker.module.js';
