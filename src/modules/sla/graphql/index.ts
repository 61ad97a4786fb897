export * from './sla-graphql.module.js';
export { SlaLoaders } from '../terms/graphql/terms.loaders.js';
export { SlaMetricEnum, SlaStateEnum } from '../engine/graphql/clock.enums.js';
export { SlaCalendarType } from '../calendars/graphql/calendar.types.js';
export { SlaClockType } from '../terms/graphql/terms.types.js';
