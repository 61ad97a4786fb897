export * from './sla-graphql.module.js';
export { SlaLoaders } from './loaders.js';
export { SlaMetricEnum, SlaStateEnum } from './enums.js';
export { SlaCalendarType } from './calendar.types.js';
export { SlaClockType } from './types.js';
