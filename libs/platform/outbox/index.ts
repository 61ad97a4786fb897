export * from './event.js';
export * from './handles-event.js';
export * from './listener.js';
export * from './live-message.js';
export * from './outbox.js';
export * from './outbox.module.js';
