export * from './services-worker.module.js';
