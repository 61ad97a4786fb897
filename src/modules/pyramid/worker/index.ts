export * from './pyramid-worker.module.js';
