export * from './customers.api.js';
export * from './customers.events.js';
export * from './customers.module.js';
export * from './customers.permissions.js';
export * from './domain/facts.js';
export * from './domain/values.js';
export { type NewBranch, type NewCustomer, type NewJob, type NewPerson } from './domain/checks.js';
