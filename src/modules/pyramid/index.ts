export { spreadOverMonths } from './domain/spread.js';
export * from './pyramid.api.js';
export * from './pyramid.events.js';
export { retierJob } from './pyramid.jobs.js';
export * from './pyramid.module.js';
export * from './pyramid.permissions.js';
export * from './pyramid.types.js';
