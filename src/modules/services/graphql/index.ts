export * from './services-graphql.module.js';
export { PriorityEnum } from './enums.js';
export { ServicesLoaders } from './loaders.js';
export { ServiceRequestType } from './types.js';
