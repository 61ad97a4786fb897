export * from './invalid-input-error.js';
export * from './messages.js';
