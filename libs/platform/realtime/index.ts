export * from './live.js';
export * from './realtime.module.js';
