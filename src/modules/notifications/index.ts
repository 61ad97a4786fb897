export * from './notices.js';
export * from './notifications.api.js';
export * from './notifications.module.js';
export { notificationReceived } from './notifications.events.js';
