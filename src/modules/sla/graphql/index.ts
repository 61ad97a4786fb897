export * from './sla-graphql.module.js';
export { CalendarLoaders } from '../calendars/graphql/calendar-loaders.js';
export { SlaMetricEnum, SlaClockStatusEnum } from '../engine/graphql/clock.enums.js';
export { SlaCalendarType } from '../calendars/graphql/calendar.types.js';
export { SlaClockType } from '../monitoring/graphql/clock.types.js';
