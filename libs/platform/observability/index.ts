export * from './health-checks.js';
export * from './health.js';
export * from './health.module.js';
export * from './health.routes.js';
export * from './logger.js';
export * from './metrics.js';
export * from './observability.module.js';
export * from './timeout.js';
