export * from './operations.module.js';
export * from './operations.permissions.js';
