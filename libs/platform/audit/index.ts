export * from './audit-entry.type.js';
export * from './audit-trail.js';
export * from './audit.module.js';
export * from './audit.permissions.js';
